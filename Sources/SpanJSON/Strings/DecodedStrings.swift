/// The decoded strings of one text, one behind the other in memory that is used again, each behind eight bytes that
/// tell where its source lies. Owns what it allocates.
///
/// Unsafe in that nothing is checked for each byte: room is made for the longest that a string can become.
@safe
@usableFromInline
struct DecodedStrings: ~Copyable {
  /// Where they lie; of no use while there is no capacity.
  @usableFromInline
  var base = unsafe DecodedStrings.nowhere
  @usableFromInline
  private(set) var capacity = 0
  /// The bytes in use.
  @usableFromInline
  private(set) var count = 0

  init() {}

  @inlinable
  deinit { if capacity > 0 { unsafe base.deallocate() } }

  @usableFromInline
  static var nowhere: UnsafeMutablePointer<UInt8> {
    unsafe UnsafeMutablePointer(bitPattern: 16).unsafelyUnwrapped
  }

  /// Decodes a string whose source begins at `start`; gives the offset of its text, which ends at ``count``.
  mutating func append(_ string: JSONString, source start: Int) -> Int {
    let bound = string.longestText
    makeRoom(8 &+ bound)
    appendSource(UInt32(truncatingIfNeeded: start), UInt32(truncatingIfNeeded: string.raw.byteCount))
    let text = count
    var sink = unsafe ByteSink(base: base + count)
    string.decode(to: &sink, .replace)
    precondition(sink.count <= bound, "a sink takes what was asked for")
    count &+= sink.count
    return text
  }

  /// Appends a text whose source begins at `start` and has `length` bytes; gives its offset.
  mutating func append(_ text: [UInt8], source start: UInt32, _ length: UInt32) -> Int {
    makeRoom(8 &+ text.count)
    appendSource(start, length)
    let offset = count
    for byte in text {
      unsafe base[count] = byte
      count &+= 1
    }
    return offset
  }

  /// Precondition: there is room for it.
  private mutating func appendSource(_ start: UInt32, _ length: UInt32) {
    let source = unsafe UnsafeMutableRawPointer(base + count)
    unsafe source.storeBytes(of: start.littleEndian, as: UInt32.self)
    unsafe source.storeBytes(of: length.littleEndian, toByteOffset: 4, as: UInt32.self)
    count &+= 8
  }

  /// Forgets what comes behind `count` bytes. Precondition: there are as many.
  mutating func removeAll(behind count: Int = 0) { self.count = count }

  @inline(__always)
  private mutating func makeRoom(_ wanted: Int) {
    if capacity &- count < wanted { grow(wanted) }
  }

  @inline(never)
  private mutating func grow(_ wanted: Int) {
    let larger = max(capacity &* 2, count &+ wanted, 64)
    let fresh = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    if capacity > 0 {
      unsafe UnsafeMutableRawPointer(fresh).copyMemory(from: base, byteCount: count)
      unsafe base.deallocate()
    }
    unsafe base = fresh
    capacity = larger
  }

  /// Gives the memory back.
  mutating func release() {
    if capacity > 0 { unsafe base.deallocate() }
    unsafe base = Self.nowhere
    capacity = 0
    count = 0
  }

  @inlinable
  @inline(__always)
  var bytes: RawSpan {
    @_lifetime(borrow self)
    get {
      let span = unsafe RawSpan(_unsafeStart: base, byteCount: count)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }
}

// One owner at a time holds the memory, and nobody else points into it.
extension DecodedStrings: @unchecked Sendable {}
