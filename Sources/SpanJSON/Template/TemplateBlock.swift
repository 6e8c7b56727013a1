/// A template's memory, one block: a header, the holes, the nodes, the literal bytes. Points to it, and owns nothing;
/// ``TemplateMemory`` does.
///
/// The unsafe part of the template: no index is checked here; ``JSONTemplate`` keeps to the counts.
@safe
@usableFromInline
struct TemplateBlock {
  @usableFromInline
  let start: UnsafeMutableRawPointer

  @usableFromInline
  struct Header {
    /// The nodes are still where the text before the one matched last had them.
    @usableFromInline var isPending = false
    @usableFromInline let holeCount: UInt8
    @usableFromInline let nodeCount: UInt8
    @usableFromInline let literalsOffset: UInt32
    @usableFromInline let literalCount: UInt32
    @usableFromInline let prefixCount: UInt32
  }

  @inlinable
  @inline(__always)
  static var holesOffset: Int { MemoryLayout<Header>.stride }

  /// What follows the text in an event, and is the last of the literal bytes.
  static let suffixCount = 2

  /// Allocates a block, the holes and literals of which are to be written. Its owner gives the memory back by
  /// ``deallocate()``.
  ///
  /// - Parameters:
  ///   - nodes: those of the text. The holes' are set by a match.
  ///   - keys: which there are, as ``RootMembers`` has them.
  ///   - prefixCount: how many bytes stand before the text.
  ///   - literalCount: how many bytes the prefix has, and the text outside of the holes.
  init(holeCount: Int, nodes: Span<JSONNode>, keys: UInt64, prefixCount: Int, literalCount: Int) {
    let nodesOffset =
      Self.holesOffset &+ holeCount &* MemoryLayout<TemplateHole>.stride &+ RootMembers.headerSize
    let literalsOffset = nodesOffset &+ nodes.count &* MemoryLayout<JSONNode>.stride
    let literalCount = literalCount &+ Self.suffixCount
    let block = UnsafeMutableRawPointer.allocate(byteCount: literalsOffset &+ literalCount, alignment: 16)
    unsafe start = block
    let header = Header(
      holeCount: UInt8(truncatingIfNeeded: holeCount), nodeCount: UInt8(truncatingIfNeeded: nodes.count),
      literalsOffset: UInt32(truncatingIfNeeded: literalsOffset),
      literalCount: UInt32(truncatingIfNeeded: literalCount),
      prefixCount: UInt32(truncatingIfNeeded: prefixCount))
    unsafe block.initializeMemory(as: Header.self, to: header)
    unsafe RootMembers(before: block + nodesOffset).beginWithoutTable(keys: keys)
    for i in 0..<nodes.count {
      unsafe (block + nodesOffset + i &* MemoryLayout<JSONNode>.stride).initializeMemory(
        as: JSONNode.self, to: nodes.node(unchecked: i))
    }
  }

  /// Writes a hole. Precondition: `0 <= index < holeCount`; not checked.
  func write(_ hole: TemplateHole, at index: Int) {
    unsafe holeAddress(index).initialize(to: hole)
  }

  /// Writes literal bytes; gives the offset behind them.
  func write(_ bytes: RawSpan, at offset: Int) -> Int {
    let end = offset &+ bytes.byteCount
    precondition(end <= Int(unsafe header.pointee.literalCount), "there is room for the literals")
    unsafe bytes.withUnsafeBytes { source in
      guard let base = source.baseAddress else { return }
      let literals = unsafe start + Int(header.pointee.literalsOffset)
      unsafe (literals + offset).copyMemory(from: base, byteCount: source.count)
    }
    return end
  }

  @inlinable
  func deallocate() { unsafe start.deallocate() }

  @inlinable
  @inline(__always)
  var header: UnsafeMutablePointer<Header> { unsafe start.assumingMemoryBound(to: Header.self) }

  @inlinable
  @inline(__always)
  var holeCount: Int { Int(unsafe header.pointee.holeCount) }

  @inlinable
  @inline(__always)
  var nodeCount: Int { Int(unsafe header.pointee.nodeCount) }

  @inlinable
  @inline(__always)
  var prefixCount: Int { Int(unsafe header.pointee.prefixCount) }

  var byteCount: Int { Int(unsafe header.pointee.literalsOffset) &+ Int(unsafe header.pointee.literalCount) }

  /// The bytes outside of the holes, bound to no lifetime.
  @inline(__always)
  var literals: RawSpan {
    @_lifetime(immortal)
    get {
      let bytes = unsafe RawSpan(
        _unsafeStart: start + Int(header.pointee.literalsOffset), byteCount: Int(header.pointee.literalCount))
      return unsafe _overrideLifetime(bytes, copying: ())
    }
  }

  /// Precondition: `0 <= index < holeCount`; not checked.
  @inlinable
  @inline(__always)
  func hole(_ index: Int) -> TemplateHole { unsafe holeAddress(index).pointee }

  /// Which hole holds the value at `index`, a number if asked, else a string; nil if there is none.
  func hole(ofValue index: Int, isNumber: Bool) -> Int? {
    (0..<holeCount).first { hole($0).node == index && hole($0).isNumber == isNumber }
  }

  /// Says where a hole's contents lie in the text that is being matched. Precondition: as for `hole(_:)`.
  @inline(__always)
  func fill(hole index: Int, start: Int, end: Int, _ flags: JSONStringFlags) {
    let hole = unsafe holeAddress(index)
    unsafe hole.pointee.start = UInt32(truncatingIfNeeded: start)
    unsafe hole.pointee.end = UInt32(truncatingIfNeeded: end)
    unsafe hole.pointee.flags = flags
  }

  @inlinable
  @inline(__always)
  func holeAddress(_ index: Int) -> UnsafeMutablePointer<TemplateHole> {
    unsafe (start + Self.holesOffset + index &* MemoryLayout<TemplateHole>.stride)
      .assumingMemoryBound(to: TemplateHole.self)
  }

  @inlinable
  @inline(__always)
  var nodeBase: UnsafeMutablePointer<JSONNode> {
    unsafe (start + Self.holesOffset + holeCount &* MemoryLayout<TemplateHole>.stride + RootMembers.headerSize)
      .assumingMemoryBound(to: JSONNode.self)
  }

  /// Says that the holes tell of another text than the nodes.
  @inline(__always)
  func setPending() { unsafe header.pointee.isPending = true }

  /// Moves the nodes to where the holes' new contents put them, if that has not been done.
  @inlinable
  @inline(__always)
  func settle() {
    if unsafe header.pointee.isPending { moveNodes() }
  }

  @usableFromInline
  @inline(never)
  func moveNodes() {
    unsafe header.pointee.isPending = false
    let nodes = unsafe nodeBase
    var shift: UInt32 = 0
    var next = 0
    for i in 0..<holeCount {
      let hole = unsafe holeAddress(i)
      let index = unsafe hole.pointee.node
      if shift != 0 { unsafe Self.shift(nodes, next, index, by: shift) }
      next = index &+ 1
      let length = unsafe hole.pointee.end &- hole.pointee.start
      let growth = unsafe length &- hole.pointee.settledLength
      unsafe hole.pointee.settledLength = length
      let start = unsafe hole.pointee.textStart
      unsafe nodes[index].offset = start
      unsafe nodes[index].length = hole.pointee.textEnd &- start
      let flags = unsafe hole.pointee.flags
      unsafe nodes[index].flags = flags.contains(.hasEscapes) ? flags.union(.isInScratch) : flags
      guard growth != 0 else { continue }
      shift &+= growth
      var ancestors = unsafe hole.pointee.ancestors
      while ancestors != 0 {
        unsafe nodes[ancestors.trailingZeroBitCount].length &+= growth
        ancestors &= ancestors &- 1
      }
    }
    if shift != 0 { unsafe Self.shift(nodes, next, nodeCount, by: shift) }
  }

  @inline(__always)
  private static func shift(
    _ nodes: UnsafeMutablePointer<JSONNode>, _ start: Int, _ end: Int, by shift: UInt32
  ) {
    var i = start
    while i < end {
      unsafe nodes[i].offset &+= shift
      i &+= 1
    }
  }

  /// Says where the decoded text of a hole with escapes lies. Precondition: as for `hole(_:)`.
  func setDecoded(hole index: Int, start: Int, end: Int) {
    let hole = unsafe holeAddress(index)
    unsafe hole.pointee.decodedStart = UInt32(truncatingIfNeeded: start)
    unsafe hole.pointee.decodedEnd = UInt32(truncatingIfNeeded: end)
  }
}

/// Owns a block, or none.
@usableFromInline
struct TemplateMemory: ~Copyable {
  @usableFromInline let block: TemplateBlock?

  init(_ block: TemplateBlock? = nil) { self.block = block }

  @inlinable
  deinit { block?.deallocate() }
}

// One owner at a time holds the memory; views of it are bound to that owner, and are not shared.
extension TemplateMemory: @unchecked Sendable {}
