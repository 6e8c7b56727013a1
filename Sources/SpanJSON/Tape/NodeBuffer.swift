/// Memory for nodes that is used again and again, and for guesses at keys. Owns what it allocates.
@safe
@usableFromInline
struct NodeBuffer: ~Copyable {
  @usableFromInline
  var start: UnsafeMutableRawPointer?
  private(set) var capacity = 0
  /// The nodes that are in use, `0 ... capacity`; all of them have been written.
  var count = 0

  init() { unsafe start = nil }

  // Visible to other modules, which drop tapes: Embedded Swift has nothing else.
  @inlinable
  deinit {
    unsafe start?.deallocate()
  }

  /// The heap memory that is held, in bytes.
  var byteCount: Int { capacity == 0 ? 0 : NodeMemory.size(nodes: capacity) }

  /// Makes room for more nodes; keeps those up to `used`. Precondition: `0 <= used <= capacity`.
  @inline(never)
  mutating func grow(keeping used: Int) {
    let larger = max(32, capacity &* 2)
    let fresh = UnsafeMutableRawPointer.allocate(byteCount: NodeMemory.size(nodes: larger), alignment: 16)
    if let old = unsafe start {
      unsafe fresh.copyMemory(from: old, byteCount: NodeMemory.size(nodes: used))
      unsafe old.deallocate()
    } else {
      unsafe NodeMemory(start: fresh).forgetGuesses()
    }
    unsafe start = fresh
    capacity = larger
  }

  /// Gives the memory back.
  mutating func release() {
    unsafe start?.deallocate()
    unsafe start = nil
    capacity = 0
    count = 0
  }

  /// The memory; good until there is more or none. Precondition: the capacity is not 0.
  @inline(__always)
  var memory: NodeMemory { unsafe NodeMemory(start: start.unsafelyUnwrapped) }

  /// The nodes in use. Precondition: the capacity is not 0.
  var nodes: Span<JSONNode> {
    @_lifetime(borrow self)
    get {
      let span = unsafe Span<JSONNode>(_unsafeStart: memory.nodes, count: count)
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
