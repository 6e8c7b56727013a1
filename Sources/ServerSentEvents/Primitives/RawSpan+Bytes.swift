// The only unsafe loads and conversions of this module. Each states its precondition; every caller
// proves it, and `PrimitivesTests` exercises each at its borders.

extension RawSpan {
  /// The byte at `offset`. Precondition: `0 <= offset < byteCount`; not checked.
  @inlinable
  @inline(__always)
  func byte(unchecked offset: Int) -> UInt8 {
    unsafe unsafeLoad(fromUncheckedByteOffset: offset, as: UInt8.self)
  }

  /// Four bytes from `offset` on, little-endian. Precondition: `0 <= offset <= byteCount - 4`; not checked.
  @inlinable
  @inline(__always)
  func load4(unchecked offset: Int) -> UInt32 {
    UInt32(littleEndian: unsafe unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt32.self))
  }

  /// Eight bytes from `offset` on, little-endian. Precondition: `0 <= offset <= byteCount - 8`; not checked.
  @inlinable
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
  package func slice(unchecked start: Int, _ end: Int) -> RawSpan {
    unsafe extracting(unchecked: Range(uncheckedBounds: (start, end)))
  }

  /// The same as `slice(unchecked:)`, without asking whether there are any bytes. Precondition: there are, and as there.
  @inlinable
  @inline(__always)
  @_lifetime(copy self)
  package func sliceOfSome(unchecked start: Int, _ end: Int) -> RawSpan {
    let base = unsafe withUnsafeBytes { unsafe $0.baseAddress.unsafelyUnwrapped }
    let bytes = unsafe RawSpan(_unsafeStart: base + start, byteCount: end &- start)
    return unsafe _overrideLifetime(bytes, copying: self)
  }

  /// The same bytes, bound to no lifetime. Precondition: the caller binds what it makes of them to the value
  /// that they belong to, and does not change that value while the result lives.
  @inlinable
  @inline(__always)
  @_lifetime(immortal)
  package func unbound() -> RawSpan {
    unsafe _overrideLifetime(self, copying: ())
  }

  /// The bytes of a literal; they live as long as the program.
  @inlinable
  @inline(__always)
  @_lifetime(immortal)
  package init(immortal literal: StaticString) {
    let bytes = unsafe RawSpan(_unsafeStart: literal.utf8Start, byteCount: literal.utf8CodeUnitCount)
    self = unsafe _overrideLifetime(bytes, copying: ())
  }

  /// The same bytes as a raw span. The safe spelling for clients that compile with strict memory
  /// safety, where `Span.bytes` counts as unsafe for element types in general; a byte has no padding.
  @inlinable
  @_lifetime(copy bytes)
  public init(ofBytes bytes: Span<UInt8>) {
    self = unsafe bytes.bytes
  }

  /// The same bytes as a span of bytes; every bit pattern is a valid byte.
  @inline(__always)
  package var asBytes: Span<UInt8> {
    @_lifetime(copy self)
    get { unsafe _unsafeView(as: UInt8.self) }
  }

  /// Decodes the bytes as UTF-8; each maximal ill-formed subpart becomes U+FFFD, nothing is stripped
  /// (Encoding Standard; clauses DEC-4 and DEC-7).
  ///
  /// The result is owned; up to 15 bytes need no allocation.
  public var decodedUTF8: String {
    unsafe withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
  }

  /// A copy of the bytes.
  public var copiedBytes: [UInt8] {
    var copy: [UInt8] = []
    copy.append(self)
    return copy
  }

  /// Whether the bytes are exactly those of `literal`.
  public func equals(_ literal: StaticString) -> Bool { equals(RawSpan(immortal: literal)) }

  /// Whether both spans hold the same bytes.
  public func equals(_ other: RawSpan) -> Bool {
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

extension RawSpan {
  /// These bytes, fewer than eight, as one word: the first is the lowest, behind the last there is zero. Without a loop.
  /// Traps if there are more.
  @inlinable
  @inline(__always)
  package var shortWord: UInt64 {
    let count = byteCount
    precondition(count < 8, "a word has room for them")
    if count >= 4 {
      // Both halves may hold the same bytes in part, at the same place.
      let tail = UInt64(load4(unchecked: count &- 4)) &<< UInt64(truncatingIfNeeded: (count &- 4) &* 8)
      return UInt64(load4(unchecked: 0)) | tail
    }
    if count == 0 { return 0 }
    let middle = count &>> 1
    return UInt64(byte(unchecked: 0))
      | UInt64(byte(unchecked: middle)) &<< UInt64(truncatingIfNeeded: middle &* 8)
      | UInt64(byte(unchecked: count &- 1)) &<< UInt64(truncatingIfNeeded: (count &- 1) &* 8)
  }

  /// The eight bytes from `start` on as one word, the first the lowest. Traps if there are fewer.
  @inlinable
  @inline(__always)
  package func word(at start: Int) -> UInt64 {
    precondition(start >= 0 && start &+ 8 <= byteCount, "a word has eight bytes")
    return load8(unchecked: start)
  }
}

extension RawSpan {
  /// Copies these bytes, at most sixteen, to `start` and the following bytes of `target`, without a loop.
  /// Traps if there are more bytes, or if they do not fit.
  @inline(__always)
  package func copyFew(to target: inout MutableSpan<UInt8>, at start: Int) {
    let count = byteCount
    precondition(count <= 16 && start >= 0 && count <= target.count &- start)
    var bytes = unsafe target.mutableBytes
    // Within what has just been checked: pieces that overlap where the count is none of theirs.
    if count >= 8 {
      unsafe bytes.store(load8(unchecked: 0), unchecked: start)
      unsafe bytes.store(load8(unchecked: count &- 8), unchecked: start &+ count &- 8)
    } else if count >= 4 {
      unsafe bytes.store(load4(unchecked: 0), unchecked: start)
      unsafe bytes.store(load4(unchecked: count &- 4), unchecked: start &+ count &- 4)
    } else if count > 0 {
      let middle = count &>> 1
      unsafe bytes.store(byte(unchecked: 0), unchecked: start)
      unsafe bytes.store(byte(unchecked: middle), unchecked: start &+ middle)
      unsafe bytes.store(byte(unchecked: count &- 1), unchecked: start &+ count &- 1)
    }
  }
}

extension MutableRawSpan {
  /// Writes a number, the lowest byte first as it was loaded. Precondition: its bytes from `offset` on lie within;
  /// not checked.
  @unsafe
  @inline(__always)
  @_lifetime(self: copy self)
  fileprivate mutating func store<Number: FixedWidthInteger & BitwiseCopyable>(
    _ number: Number, unchecked offset: Int
  ) {
    unsafe storeBytes(of: number.littleEndian, toUncheckedByteOffset: offset, as: Number.self)
  }
}

extension [UInt8] {
  /// The array's bytes, bound to no lifetime. Precondition: the caller ties the result to the value that
  /// owns the array, and that value does not change the array while the result lives; an array's elements
  /// lie on the heap, so they stay in place when the owner moves.
  @inlinable
  @inline(__always)
  @_lifetime(immortal)
  package func unboundSpan() -> RawSpan {
    let bytes = RawSpan(ofBytes: span)
    return unsafe _overrideLifetime(bytes, copying: ())
  }

  /// Appends the bytes of `span`.
  @inline(__always)
  package mutating func append(_ span: RawSpan) {
    unsafe span.withUnsafeBytes { unsafe self.append(contentsOf: $0) }
  }
}
