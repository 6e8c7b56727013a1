// The only unsafe loads and conversions of this module. Each states its precondition; every caller proves
// it, and `PrimitivesTests` exercises each at its borders.

extension RawSpan {
  /// The byte at `offset`. Precondition: `0 <= offset < byteCount`; not checked.
  @inlinable
  @inline(__always)
  func byte(unchecked offset: Int) -> UInt8 {
    unsafe unsafeLoad(fromUncheckedByteOffset: offset, as: UInt8.self)
  }

  /// Two bytes from `offset` on, little-endian. Precondition: `0 <= offset <= byteCount - 2`; not checked.
  @inline(__always)
  func load2(unchecked offset: Int) -> UInt16 {
    UInt16(littleEndian: unsafe unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt16.self))
  }

  /// Four bytes from `offset` on, little-endian. Precondition: `0 <= offset <= byteCount - 4`; not checked.
  @inline(__always)
  func load4(unchecked offset: Int) -> UInt32 {
    UInt32(littleEndian: unsafe unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt32.self))
  }

  /// Eight bytes from `offset` on, little-endian. Precondition: `0 <= offset <= byteCount - 8`; not checked.
  @inline(__always)
  func load8(unchecked offset: Int) -> UInt64 {
    UInt64(littleEndian: unsafe unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self))
  }

  /// Sixteen bytes from `offset` on. Precondition: `0 <= offset <= byteCount - 16`; not checked.
  @inline(__always)
  func load16(unchecked offset: Int) -> SIMD16<UInt8> {
    unsafe unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: SIMD16<UInt8>.self)
  }

  /// The bytes `start ..< end`. Precondition: `0 <= start <= end <= byteCount`; not checked.
  @inlinable
  @inline(__always)
  @_lifetime(copy self)
  func slice(unchecked start: Int, _ end: Int) -> RawSpan {
    unsafe extracting(unchecked: Range(uncheckedBounds: (start, end)))
  }

  /// The bytes of a literal; they live as long as the program.
  @inline(__always)
  @_lifetime(immortal)
  init(literal: StaticString) {
    let bytes = unsafe RawSpan(_unsafeStart: literal.utf8Start, byteCount: literal.utf8CodeUnitCount)
    self = unsafe _overrideLifetime(bytes, copying: ())
  }

  /// The bytes of an array; they live as long as it stays unchanged.
  @inline(__always)
  @_lifetime(copy bytes)
  init(elements bytes: Span<UInt8>) {
    self = unsafe bytes.bytes
  }

  /// Decodes the bytes as UTF-8; each maximal ill-formed subpart becomes U+FFFD.
  func decodedText() -> String {
    unsafe withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
  }

  /// Whether both spans hold the same bytes.
  func hasSameBytes(as other: RawSpan) -> Bool {
    let count = byteCount
    guard count == other.byteCount else { return false }
    if count < 8 {
      if count >= 4 {
        return (load4(unchecked: 0) ^ other.load4(unchecked: 0))
          | (load4(unchecked: count &- 4) ^ other.load4(unchecked: count &- 4)) == 0
      }
      for i in 0..<count where byte(unchecked: i) != other.byte(unchecked: i) { return false }
      return true
    }
    var i = 0
    while i &+ 8 < count {
      if load8(unchecked: i) != other.load8(unchecked: i) { return false }
      i &+= 8
    }
    // The last eight, some of them again.
    return load8(unchecked: count &- 8) == other.load8(unchecked: count &- 8)
  }
}

extension [UInt8] {
  /// Appends the bytes of `span`.
  @inline(__always)
  mutating func append(bytesOf span: RawSpan) {
    unsafe span.withUnsafeBytes { unsafe self.append(contentsOf: $0) }
  }

  /// Appends the bytes of a literal.
  @inline(__always)
  mutating func append(literal: StaticString) {
    append(bytesOf: RawSpan(literal: literal))
  }
}

extension SIMD16<UInt8> {
  /// The same byte in all lanes. Folds to a constant, which `init(repeating:)` does not.
  @inline(__always)
  init(all byte: UInt8) {
    let word = UInt64(byte) &* 0x0101_0101_0101_0101
    self = unsafe unsafeBitCast(SIMD2<UInt64>(word, word), to: SIMD16<UInt8>.self)
  }

  /// The lanes as two words, the first lane in the lowest bits of the first word.
  @inline(__always)
  var words: (UInt64, UInt64) {
    let pair = unsafe unsafeBitCast(self, to: SIMD2<UInt64>.self)
    return (UInt64(littleEndian: pair[0]), UInt64(littleEndian: pair[1]))
  }
}

extension SIMDMask<SIMD16<Int8>> {
  /// The mask as bytes: 0xFF where it is set, 0 elsewhere.
  @inline(__always)
  var bytes: SIMD16<UInt8> { unsafe unsafeBitCast(self, to: SIMD16<UInt8>.self) }
}
