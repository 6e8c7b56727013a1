/// A last event ID: up to 15 bytes lie in the value itself, longer ones on the heap.
///
/// Equality is that of the bytes; Swift's `String` would call canonically equivalent texts equal.
@usableFromInline
struct LastEventID {
  /// The bytes, little-endian; the topmost byte of `high` is their count, 0xFF for a long one.
  @usableFromInline var low: UInt64 = 0
  @usableFromInline var high: UInt64 = 0
  /// The bytes of a long ID.
  var long: [UInt8] = []

  static let inlineCapacity = 15

  @inlinable
  @inline(__always)
  var isLong: Bool { high &>> 56 == 0xFF }

  var text: String { LastEventIDView(low: low, high: high, long: RawSpan(ofBytes: long.span)).text }

  mutating func set(_ bytes: RawSpan) {
    let count = bytes.byteCount
    if count <= Self.inlineCapacity {
      (low, high) = Self.pack(bytes)
      if !long.isEmpty { long = [] }
    } else {
      low = 0
      high = 0xFF &<< 56
      // At most 1 KiB is kept for a shorter ID.
      long.removeAll(keepingCapacity: long.capacity <= ByteBuffer.keptCapacity)
      long.append(bytes)
    }
  }

  /// Packs at most 15 bytes.
  private static func pack(_ bytes: RawSpan) -> (UInt64, UInt64) {
    let count = bytes.byteCount
    if count >= 8 {
      let low = bytes.load8(unchecked: 0)
      let shift = UInt64(16 &- count) &* 8  // 8...64 bits: the last eight bytes overlap the first
      let tail = count == 8 ? 0 : bytes.load8(unchecked: count &- 8) &>> shift
      return (low, tail | UInt64(count) &<< 56)
    }
    return (bytes.shortWord, UInt64(count) &<< 56)
  }
}

/// A borrowed last event ID in two words: those of a short one, or the address and the number of a long one's bytes.
@usableFromInline
package struct LastEventIDView: ~Escapable {
  @usableFromInline let low: UInt64
  @usableFromInline let high: UInt64

  /// - Parameter long: the bytes, if the words say that they lie elsewhere.
  @inlinable
  @inline(__always)
  @_lifetime(copy long)
  init(low: UInt64, high: UInt64, long: RawSpan) {
    if high &>> 56 == 0xFF {
      self.low = unsafe long.withUnsafeBytes { UInt64(UInt(bitPattern: $0.baseAddress)) }
      self.high = high | UInt64(long.byteCount)
    } else {
      self.low = low
      self.high = high
    }
  }

  private var isLong: Bool { high &>> 56 == 0xFF }

  /// The bytes of a long one, which lie where the address says for as long as this lives.
  private var long: RawSpan {
    @_lifetime(copy self)
    get {
      guard isLong, let start = unsafe UnsafeRawPointer(bitPattern: UInt(low)) else { return RawSpan() }
      let bytes = unsafe RawSpan(_unsafeStart: start, byteCount: Int(high & 0xFF_FFFF_FFFF_FFFF))
      return unsafe _overrideLifetime(bytes, copying: self)
    }
  }

  var count: Int { isLong ? long.byteCount : Int(high &>> 56) }

  func byte(at index: Int) -> UInt8 {
    if isLong { return long.byte(unchecked: index) }
    let word = index < 8 ? low : high
    return UInt8(truncatingIfNeeded: word &>> (UInt64(index & 7) &* 8))
  }

  var bytes: [UInt8] {
    var copy: [UInt8] = []
    copy.reserveCapacity(count)
    for i in 0..<count { copy.append(byte(at: i)) }
    return copy
  }

  package var text: String {
    if high &>> 56 == 0 { return "" }
    if isLong { return long.decodedUTF8 }
    return unsafe withUnsafeBytes(of: (low.littleEndian, high.littleEndian)) { words in
      unsafe String(decoding: words.prefix(count), as: UTF8.self)
    }
  }
}
