/// Memory for nodes that is used again and again, and for guesses at keys. Owns what it allocates.
///
/// The unsafe part of the tape: nodes are written without a check, by callers who have made room.
@safe
@usableFromInline
struct NodeBuffer: ~Copyable {
  /// How many guesses are kept.
  private static let guessCount = 128
  private static let nodesOffset = guessCount * MemoryLayout<JSONKeyID>.stride + RootMembers.size

  /// The guesses, the table of the outermost members, then the nodes.
  @usableFromInline
  var memory: UnsafeMutableRawPointer?
  private var base: UnsafeMutablePointer<JSONNode>?
  private(set) var capacity = 0
  /// The nodes that are in use, `0 ... capacity`; all of them have been written.
  var count = 0

  init() {
    unsafe memory = nil
    unsafe base = nil
  }

  // Visible to other modules, which drop tapes: Embedded Swift has nothing else.
  @inlinable
  deinit {
    unsafe memory?.deallocate()
  }

  /// The heap memory that is held, in bytes.
  var byteCount: Int { capacity == 0 ? 0 : Self.nodesOffset &+ capacity &* MemoryLayout<JSONNode>.stride }

  /// Makes room for more nodes; keeps those up to `used`. Precondition: `0 <= used <= capacity`.
  @inline(never)
  mutating func grow(keeping used: Int) {
    let larger = max(32, capacity &* 2)
    let size = Self.nodesOffset &+ larger &* MemoryLayout<JSONNode>.stride
    let fresh = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
    if let old = unsafe memory {
      unsafe fresh.copyMemory(
        from: old, byteCount: Self.nodesOffset &+ used &* MemoryLayout<JSONNode>.stride)
      unsafe old.deallocate()
    } else {
      unsafe fresh.initializeMemory(as: JSONKeyID.self, repeating: 0, count: Self.guessCount)
    }
    unsafe memory = fresh
    unsafe base = (fresh + Self.nodesOffset).bindMemory(to: JSONNode.self, capacity: larger)
    capacity = larger
  }

  /// Gives the memory back.
  mutating func release() {
    unsafe memory?.deallocate()
    unsafe memory = nil
    unsafe base = nil
    capacity = 0
    count = 0
  }

  /// Where the outermost members are. Precondition: there is memory.
  @inline(__always)
  var rootMembers: RootMembers {
    unsafe RootMembers(before: UnsafeMutableRawPointer(base.unsafelyUnwrapped))
  }

  /// Writes the node at `index`. Precondition: `0 <= index < capacity`; not checked.
  @inline(__always)
  func store(_ node: JSONNode, at index: Int) {
    unsafe base.unsafelyUnwrapped.advanced(by: index).initialize(to: node)
  }

  /// Closes the container at `index`: its contents end at `end`, its subtree before `next`. Gives the
  /// parent's index. Precondition: the node at `index` has been written; not checked.
  @inline(__always)
  func close(_ index: UInt32, end: Int, next: Int) -> UInt32 {
    let node = unsafe base.unsafelyUnwrapped.advanced(by: Int(truncatingIfNeeded: index))
    let parent = unsafe node.pointee.next
    unsafe node.pointee.length = UInt32(truncatingIfNeeded: end) &- node.pointee.offset
    unsafe node.pointee.next = UInt32(truncatingIfNeeded: next)
    return parent
  }

  /// Whether the container at `index` is an object. Precondition: as for `close`.
  @inline(__always)
  func isObject(_ index: UInt32) -> Bool {
    unsafe base.unsafelyUnwrapped.advanced(by: Int(truncatingIfNeeded: index)).pointee.kind == .object
  }

  /// Where the guess stands for what comes behind a key. Keys whose numbers are 64 apart share a place. The first
  /// member of an object has the place of the key before it, with ``isFirst``.
  @inline(__always)
  static func place(behind last: JSONKeyID) -> Int {
    Int(truncatingIfNeeded: last &<< 1) & (guessCount &- 1)
  }

  static var isFirst: Int { 1 }

  /// The key that came last at this place, or any. Precondition: `place` is from what is above, and
  /// the capacity is not 0; not checked.
  @inline(__always)
  func guess(at place: Int) -> JSONKeyID {
    unsafe memory.unsafelyUnwrapped.load(
      fromByteOffset: place &* MemoryLayout<JSONKeyID>.stride, as: JSONKeyID.self)
  }

  /// Remembers the key that came at this place. Precondition: as for `guess(at:)`.
  @inline(__always)
  func setGuess(_ key: JSONKeyID, at place: Int) {
    unsafe memory.unsafelyUnwrapped.storeBytes(
      of: key, toByteOffset: place &* MemoryLayout<JSONKeyID>.stride, as: JSONKeyID.self)
  }

  /// The nodes in use.
  var nodes: Span<JSONNode> {
    @_lifetime(borrow self)
    get {
      let span = unsafe Span<JSONNode>(_unsafeStart: base.unsafelyUnwrapped, count: count)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }
}

// One owner at a time holds the memory, and nobody else points into it.
extension NodeBuffer: @unchecked Sendable {}

extension Span<JSONNode> {
  /// The node at `index`. Precondition: `0 <= index < count`; not checked.
  @inlinable
  @inline(__always)
  func node(unchecked index: Int) -> JSONNode { unsafe self[unchecked: index] }
}
