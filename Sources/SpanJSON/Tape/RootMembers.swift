/// Where the members of the outermost object are: a table before the nodes, so that a look-up need not walk.
///
/// Nearly everything that is asked of a payload is asked of its outermost object, and mostly is not there. The table
/// has a slot for each of 128 keys; where two keys meet in one, or there are many values, look-ups walk.
///
/// Unsafe in that it lies in memory before the nodes: `slotCount` bytes of node indices, then a header.
@safe
@usableFromInline
struct RootMembers {
  @usableFromInline
  struct Header {
    /// Which slots are taken, a bit for each.
    @usableFromInline var low: UInt64 = 0
    @usableFromInline var high: UInt64 = 0
    /// Whether look-ups must walk.
    @usableFromInline var isIncomplete: Bool

    @inlinable
    init(isIncomplete: Bool) { self.isIncomplete = isIncomplete }
  }

  @usableFromInline static var slotCount: Int { 128 }
  /// How much memory lies before the nodes: a header, rounded up, for all; the table too, where it is complete.
  @inlinable static var headerSize: Int { 32 }
  static var size: Int { slotCount + headerSize }

  @usableFromInline
  let nodes: UnsafeMutableRawPointer

  /// Precondition: as much memory as said lies before `nodes`.
  @unsafe
  @inlinable
  @inline(__always)
  init(before nodes: UnsafeMutableRawPointer) { unsafe self.nodes = nodes }

  @inlinable
  @inline(__always)
  var header: UnsafeMutablePointer<Header> {
    unsafe (nodes - Self.headerSize).assumingMemoryBound(to: Header.self)
  }

  /// Forgets all.
  @inline(__always)
  func begin(isIncomplete: Bool = false) {
    unsafe (nodes - Self.headerSize).initializeMemory(as: Header.self, to: Header(isIncomplete: isIncomplete))
  }

  /// Notes that the member with this key, not 0, is at `index`; a later one takes the place of an earlier one (JSN-20).
  @inline(__always)
  func note(_ key: JSONKeyID, at index: Int) {
    let slot = Int(truncatingIfNeeded: key) & (Self.slotCount - 1)
    let bit: UInt64 = 1 &<< UInt64(truncatingIfNeeded: slot)
    let table = unsafe nodes - Self.headerSize - Self.slotCount
    let isTaken: Bool
    if slot < 64 {
      isTaken = unsafe header.pointee.low & bit != 0
      unsafe header.pointee.low |= bit
    } else {
      isTaken = unsafe header.pointee.high & bit != 0
      unsafe header.pointee.high |= bit
    }
    if index > 255
      || (isTaken && self.key(at: Int(unsafe table.load(fromByteOffset: slot, as: UInt8.self))) != key)
    {
      unsafe header.pointee.isIncomplete = true
      return
    }
    unsafe table.storeBytes(of: UInt8(truncatingIfNeeded: index), toByteOffset: slot, as: UInt8.self)
  }

  @inlinable
  @inline(__always)
  func key(at index: Int) -> JSONKeyID {
    unsafe nodes.assumingMemoryBound(to: JSONNode.self)[index].keyID
  }

  /// The index of the member with this key, not 0; 0 if there is none, -1 if that is not known.
  @inlinable
  @inline(__always)
  func index(of key: JSONKeyID) -> Int {
    if unsafe header.pointee.isIncomplete { return -1 }
    let slot = Int(truncatingIfNeeded: key) & (Self.slotCount - 1)
    let taken = unsafe slot < 64 ? header.pointee.low : header.pointee.high
    if taken &>> UInt64(truncatingIfNeeded: slot) & 1 == 0 { return 0 }
    let table = unsafe nodes - Self.headerSize - Self.slotCount
    let index = Int(truncatingIfNeeded: unsafe table.load(fromByteOffset: slot, as: UInt8.self))
    return self.key(at: index) == key ? index : 0
  }
}
