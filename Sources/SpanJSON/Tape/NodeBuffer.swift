/// Memory for nodes that is used again and again. Owns what it allocates.
///
/// The unsafe part of the tape: nodes are written without a check, by callers who have made room.
@safe
struct NodeBuffer: ~Copyable {
  private(set) var base: UnsafeMutablePointer<JSONNode>?
  private(set) var capacity = 0
  /// The nodes that are in use, `0 ... capacity`; all of them have been written.
  var count = 0

  init() {
    unsafe base = nil
  }

  deinit {
    unsafe base?.deallocate()
  }

  /// Makes room for more nodes; keeps those up to `used`. Precondition: `0 <= used <= capacity`.
  @inline(never)
  mutating func grow(keeping used: Int) {
    let larger = max(32, capacity &* 2)
    let memory = UnsafeMutablePointer<JSONNode>.allocate(capacity: larger)
    if let old = unsafe base {
      unsafe memory.update(from: old, count: used)
      unsafe old.deallocate()
    }
    unsafe base = memory
    capacity = larger
  }

  /// Gives the memory back.
  mutating func release() {
    unsafe base?.deallocate()
    unsafe base = nil
    capacity = 0
    count = 0
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

  /// The nodes in use.
  var nodes: Span<JSONNode> {
    @_lifetime(borrow self)
    get {
      let span = unsafe Span<JSONNode>(_unsafeStart: base.unsafelyUnwrapped, count: count)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }
}

extension Span<JSONNode> {
  /// The node at `index`. Precondition: `0 <= index < count`; not checked.
  @inlinable
  @inline(__always)
  func node(unchecked index: Int) -> JSONNode { unsafe self[unchecked: index] }
}
