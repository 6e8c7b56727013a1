/// Where a buffer's nodes are, and what lies before them: the guesses, and the table of the outermost members. Points
/// to them, and owns nothing.
///
/// The unsafe part of the tape: nodes are written without a check, by callers who have made room.
@safe
struct NodeMemory {
  /// How many guesses are kept.
  private static let guessCount = 128
  private static let guessSize = guessCount * MemoryLayout<JSONKeyID>.stride
  private static let nodesOffset = guessSize + RootMembers.size

  let nodes: UnsafeMutablePointer<JSONNode>

  /// Precondition: memory of the size for some nodes begins there.
  @unsafe
  @inline(__always)
  init(start: UnsafeMutableRawPointer) {
    unsafe nodes = (start + Self.nodesOffset).assumingMemoryBound(to: JSONNode.self)
  }

  /// How much memory as many nodes need, in bytes.
  static func size(nodes count: Int) -> Int { nodesOffset &+ count &* MemoryLayout<JSONNode>.stride }

  @inline(__always)
  private var guesses: UnsafeMutableRawPointer { unsafe UnsafeMutableRawPointer(nodes) - Self.nodesOffset }

  /// Where the outermost members are.
  @inline(__always)
  var rootMembers: RootMembers { unsafe RootMembers(before: UnsafeMutableRawPointer(nodes)) }

  /// Writes the node at `index`. Precondition: `0 <= index`, and less than there is room for; not checked.
  @inline(__always)
  func store(_ node: JSONNode, at index: Int) {
    unsafe nodes.advanced(by: index).initialize(to: node)
  }

  /// Writes the node before `next`: of a value that holds no others, or of a container whose parent is `open`.
  /// Precondition: `0 < next`, and there is room for as many; not checked.
  @inline(__always)
  func store(
    _ kind: JSONKind, _ offset: Int, _ end: Int, _ keyID: JSONKeyID, flags: JSONStringFlags = [],
    before next: Int, open parent: UInt32? = nil
  ) {
    let behind = parent ?? UInt32(truncatingIfNeeded: next)
    store(JSONNode(kind, offset, end, next: behind, keyID: keyID, flags: flags), at: next &- 1)
  }

  /// Closes the container at `index`: its contents end at `end`, its subtree before `next`. Gives the
  /// parent's index. Precondition: the node at `index` has been written; not checked.
  @inline(__always)
  func close(_ index: UInt32, end: Int, next: Int) -> UInt32 {
    let node = unsafe nodes.advanced(by: Int(truncatingIfNeeded: index))
    let parent = unsafe node.pointee.next
    unsafe node.pointee.length = UInt32(truncatingIfNeeded: end) &- node.pointee.offset
    unsafe node.pointee.next = UInt32(truncatingIfNeeded: next)
    return parent
  }

  /// Whether the container at `index` is an object. Precondition: as for `close`.
  @inline(__always)
  func isObject(_ index: UInt32) -> Bool {
    unsafe nodes.advanced(by: Int(truncatingIfNeeded: index)).pointee.kind == .object
  }

  /// Where the guess stands for what comes behind a key. Keys whose numbers are 64 apart share a place. The first
  /// member of an object has the place of the key before it, with ``isFirst``.
  @inline(__always)
  static func place(behind last: JSONKeyID) -> Int {
    Int(truncatingIfNeeded: last &<< 1) & (guessCount &- 1)
  }

  static var isFirst: Int { 1 }

  /// Forgets all guesses.
  func forgetGuesses() {
    unsafe guesses.initializeMemory(as: JSONKeyID.self, repeating: 0, count: Self.guessCount)
  }

  /// The key that came last at this place, or any. Precondition: `place` is from what is above; not checked.
  @inline(__always)
  func guess(at place: Int) -> JSONKeyID {
    unsafe guesses.load(fromByteOffset: place &* MemoryLayout<JSONKeyID>.stride, as: JSONKeyID.self)
  }

  /// Remembers the key that came at this place. Precondition: as for `guess(at:)`.
  @inline(__always)
  func setGuess(_ key: JSONKeyID, at place: Int) {
    unsafe guesses.storeBytes(
      of: key, toByteOffset: place &* MemoryLayout<JSONKeyID>.stride, as: JSONKeyID.self)
  }
}
