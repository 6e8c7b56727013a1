/// What a text is known to hold before anybody looks: which keys there are, and where the members of the outermost
/// object are. It lies before the nodes, so that a look-up need not walk.
///
/// Nearly everything that is asked of a payload is asked of its outermost object, and mostly is not there. The table
/// has a slot for each of 128 keys; where there may be more, or there are many values, look-ups walk.
///
/// Unsafe in that it lies in memory before the nodes: `slotCount` bytes of node indices, then a header.
@safe
@usableFromInline
struct RootMembers {
  @usableFromInline
  struct Header {
    /// Which keys any object of the text has: bit `key % 64`.
    @usableFromInline var keys: UInt64 = 0
    /// Whether look-ups must walk.
    @usableFromInline var isIncomplete: Bool

    @inlinable
    init(keys: UInt64 = 0, isIncomplete: Bool) {
      self.keys = keys
      self.isIncomplete = isIncomplete
    }
  }

  @usableFromInline static var slotCount: Int { 128 }
  /// How much memory lies before the nodes: a header for all; the table too, where it is complete.
  @inlinable static var headerSize: Int { 16 }
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

  @inlinable
  @inline(__always)
  var table: UnsafeMutableRawPointer { unsafe nodes - Self.headerSize - Self.slotCount }

  /// Which keys the text has, a bit for each.
  var keys: UInt64 { unsafe header.pointee.keys }

  /// Forgets all. Precondition: there is a table.
  ///
  /// - Parameter keyCount: how many keys there may be, the unknown one included.
  @inline(__always)
  func begin(keyCount: Int) {
    let header = Header(isIncomplete: keyCount > Self.slotCount)
    unsafe (nodes - Self.headerSize).initializeMemory(as: Header.self, to: header)
    unsafe table.initializeMemory(as: UInt8.self, repeating: 0, count: Self.slotCount)
  }

  /// Where there is no table: only says which keys the text has.
  func beginWithoutTable(keys: UInt64) {
    unsafe (nodes - Self.headerSize).initializeMemory(
      as: Header.self, to: Header(keys: keys, isIncomplete: true))
  }

  /// The text is parsed: it has these keys, and as many values.
  @inline(__always)
  func end(keys: UInt64, nodeCount: Int) {
    unsafe header.pointee.keys = keys
    // Indices are bytes.
    if nodeCount > 256 { unsafe header.pointee.isIncomplete = true }
  }

  /// Notes that the member with this key is at `index`; a later one takes the place of an earlier one (JSN-20).
  /// Nobody asks for those whose key is 0, so it does no harm that they are noted too.
  @inline(__always)
  func note(_ key: JSONKeyID, at index: Int) {
    let slot = Int(truncatingIfNeeded: key) & (Self.slotCount - 1)
    unsafe table.storeBytes(of: UInt8(truncatingIfNeeded: index), toByteOffset: slot, as: UInt8.self)
  }

  @inlinable
  @inline(__always)
  func key(at index: Int) -> JSONKeyID {
    unsafe nodes.assumingMemoryBound(to: JSONNode.self)[index].keyID
  }

  /// Whether any object of the text may have a member with this key; false is certain.
  @inlinable
  @inline(__always)
  func mayHold(_ key: JSONKeyID) -> Bool {
    unsafe header.pointee.keys &>> UInt64(truncatingIfNeeded: key) & 1 != 0
  }

  /// The index of the member with this key, not 0; 0 if there is none, -1 if that is not known.
  @inlinable
  @inline(__always)
  func index(of key: JSONKeyID) -> Int {
    if unsafe header.pointee.isIncomplete { return -1 }
    let slot = Int(truncatingIfNeeded: key) & (Self.slotCount - 1)
    let index = Int(truncatingIfNeeded: unsafe table.load(fromByteOffset: slot, as: UInt8.self))
    return index != 0 && self.key(at: index) == key ? index : 0
  }
}
