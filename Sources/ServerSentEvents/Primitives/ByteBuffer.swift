/// Bytes on the heap that grow at the end: what a decoder keeps of a cut line or event.
///
/// Beside `[UInt8]` it needs no reference counting, no check for uniqueness, and only two words; an empty
/// one holds no memory. Invariant: `base` points to `capacity` bytes, of which the first `length` are
/// initialized; `base` is nil just when `capacity` is 0.
@safe
@usableFromInline
struct ByteBuffer: ~Copyable {
  @usableFromInline
  var base: UnsafeMutableRawPointer?
  private var length: UInt32 = 0
  private(set) var capacity: UInt32 = 0

  /// The most bytes it can hold; limits are clamped so that no more are ever asked for.
  static let maximumCount = Int(UInt32.max)

  /// How large a buffer is at least: nearly any event of text fits.
  static let firstCapacity = 512
  /// How large a buffer may be that is kept while more input is at hand: for events that the pieces cut.
  static let busyCapacity = 65_536
  /// How large a buffer may be that is kept while a stream waits between events.
  static let keptCapacity = 1024

  init() { unsafe base = nil }

  // Visible to other modules, which drop decoders: Embedded Swift has nothing else.
  @inlinable
  deinit { unsafe base?.deallocate() }

  @inline(__always)
  var count: Int { Int(length) }
  @inline(__always)
  var isEmpty: Bool { length == 0 }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    if length == capacity { grow(by: 1) }
    // `length < capacity`, so the byte lies within the allocation.
    unsafe base.unsafelyUnwrapped.storeBytes(of: byte, toByteOffset: Int(length), as: UInt8.self)
    length &+= 1
  }

  @inline(__always)
  mutating func append(_ bytes: RawSpan) {
    let added = bytes.byteCount
    if added > Int(capacity &- length) { grow(by: added) }
    if added == 0 { return }
    // `added` bytes fit behind `length`; a span never overlaps a buffer that is being changed.
    unsafe bytes.withUnsafeBytes { source in
      unsafe (base.unsafelyUnwrapped + Int(length)).copyMemory(
        from: source.baseAddress.unsafelyUnwrapped, byteCount: added)
    }
    length &+= UInt32(truncatingIfNeeded: added)
  }

  /// Whether this one holds nothing, and has less memory than the other.
  @inline(__always)
  func isEmptier(than other: borrowing ByteBuffer) -> Bool { length == 0 && capacity < other.capacity }

  /// Empties the buffer; its memory is kept only up to `reserve` bytes.
  @inline(__always)
  mutating func removeAll(reserve: Int) {
    length = 0
    if capacity > reserve { release() }
  }

  /// The bytes, bound to no lifetime. Precondition: the caller ties the result to the value that owns the
  /// buffer, and that value does not change the buffer while the result lives. The bytes lie on the heap,
  /// so they stay in place when the owner moves.
  @inline(__always)
  @_lifetime(immortal)
  func unboundSpan() -> RawSpan {
    guard let base = unsafe base else { return RawSpan() }
    let bytes = unsafe RawSpan(_unsafeStart: base, byteCount: Int(length))
    return unsafe _overrideLifetime(bytes, copying: ())
  }

  private mutating func release() {
    unsafe base?.deallocate()
    unsafe base = nil
    capacity = 0
  }

  /// How much memory follows `capacity` bytes of it when `needed` bytes have no room. Precondition: those are at most
  /// ``maximumCount``; so is the result.
  static func capacity(behind capacity: Int, for needed: Int) -> Int {
    // Beyond the first bytes at once what is kept in any case, if that is enough.
    let step = capacity == 0 ? firstCapacity : keptCapacity
    return needed <= step ? step : min(max(needed, capacity &* 2), maximumCount)
  }

  @inline(never)
  private mutating func grow(by added: Int) {
    let needed = Int(length) &+ added
    precondition(needed <= Self.maximumCount, "limits are clamped below this")
    let grown = Self.capacity(behind: Int(capacity), for: needed)
    let new = UnsafeMutableRawPointer.allocate(byteCount: grown, alignment: 16)
    if let old = unsafe base {
      // Both hold at least `length` bytes.
      unsafe new.copyMemory(from: old, byteCount: Int(length))
      unsafe old.deallocate()
    }
    unsafe base = new
    capacity = UInt32(truncatingIfNeeded: grown)
  }
}

// Nothing but its owner reaches the memory.
extension ByteBuffer: @unchecked Sendable {}
