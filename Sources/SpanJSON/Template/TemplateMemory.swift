/// A template's memory: its holes, its nodes and its literal bytes in one block. Owns what it allocates.
///
/// The unsafe part of the template: no index is checked here; ``JSONTemplate`` keeps to the counts.
@safe
struct TemplateMemory: ~Copyable {
  private let memory: UnsafeMutableRawPointer?
  private let base: UnsafeMutableRawPointer
  private let nodeBase: UnsafeMutablePointer<JSONNode>
  let holeCount: Int
  private let nodeCount: Int
  private let literalCount: Int

  /// No memory at all; nothing may be asked of it but whether it is empty.
  init() {
    holeCount = 0
    nodeCount = 0
    literalCount = 0
    unsafe memory = nil
    unsafe base = UnsafeMutableRawPointer(bitPattern: 16).unsafelyUnwrapped
    unsafe nodeBase = base.assumingMemoryBound(to: JSONNode.self)
  }

  @inline(__always)
  var isEmpty: Bool { nodeCount == 0 }

  /// - Parameters:
  ///   - holes: in the order of the text, which `nodes` are those of.
  ///   - literalCount: how many bytes of `text` lie outside of the holes.
  init(holes: [TemplateHole], nodes: Span<JSONNode>, text: RawSpan, literalCount: Int) {
    holeCount = holes.count
    nodeCount = nodes.count
    self.literalCount = literalCount
    let nodesOffset = holes.count &* MemoryLayout<TemplateHole>.stride
    let literalsOffset = nodesOffset &+ nodes.count &* MemoryLayout<JSONNode>.stride
    let block = UnsafeMutableRawPointer.allocate(byteCount: literalsOffset &+ literalCount, alignment: 16)
    unsafe memory = block
    unsafe base = block
    unsafe nodeBase = (base + nodesOffset).bindMemory(to: JSONNode.self, capacity: nodes.count)
    for i in 0..<nodes.count {
      var node = nodes.node(unchecked: i)
      for hole in holes where Int(hole.node) == i && !hole.isNumber {
        // Flags and place are set by a match; the source is what counts until then.
        node.offset = hole.start
        node.length = hole.end &- hole.start
      }
      unsafe nodeBase.advanced(by: i).initialize(to: node)
    }
    let literals = unsafe base + literalsOffset
    var copied = 0
    var from = 0
    func copy(upTo end: Int) {
      for i in from..<max(from, end) {
        unsafe literals.storeBytes(of: text.byte(unchecked: i), toByteOffset: copied, as: UInt8.self)
        copied &+= 1
      }
    }
    for i in 0..<holes.count {
      unsafe (base + i &* MemoryLayout<TemplateHole>.stride).initializeMemory(
        as: TemplateHole.self, to: holes[i])
      copy(upTo: Int(holes[i].start))
      from = Int(holes[i].end)
    }
    copy(upTo: text.byteCount)
    precondition(copied == literalCount, "the holes leave as many bytes as was counted")
  }

  deinit { unsafe memory?.deallocate() }

  var byteCount: Int {
    holeCount &* MemoryLayout<TemplateHole>.stride &+ nodeCount &* MemoryLayout<JSONNode>.stride
      &+ literalCount
  }

  /// The bytes outside of the holes.
  @inline(__always)
  var literals: RawSpan {
    @_lifetime(immortal)
    get {
      let start = unsafe UnsafeRawPointer(nodeBase + nodeCount)
      let bytes = unsafe RawSpan(_unsafeStart: start, byteCount: literalCount)
      return unsafe _overrideLifetime(bytes, copying: ())
    }
  }

  /// Precondition: `0 <= index < holeCount`; not checked.
  @inline(__always)
  func hole(_ index: Int) -> TemplateHole {
    unsafe base.load(fromByteOffset: index &* MemoryLayout<TemplateHole>.stride, as: TemplateHole.self)
  }

  /// Precondition: as for `hole(_:)`.
  @inline(__always)
  mutating func setHole(_ index: Int, _ hole: TemplateHole) {
    unsafe base.storeBytes(
      of: hole, toByteOffset: index &* MemoryLayout<TemplateHole>.stride, as: TemplateHole.self)
  }

  var nodes: Span<JSONNode> {
    @_lifetime(borrow self)
    get {
      let span = unsafe Span<JSONNode>(_unsafeStart: nodeBase, count: nodeCount)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  /// Moves the nodes to where the holes' new contents put them, and makes these the holes' contents.
  @inline(__always)
  mutating func moveNodes() {
    var shift: UInt32 = 0
    var next = 0
    for i in 0..<holeCount {
      var hole = hole(i)
      let index = Int(hole.node)
      if shift != 0 { shiftNodes(next, index, by: shift) }
      next = index &+ 1
      let length = hole.newEnd &- hole.newStart
      let growth = length &- (hole.end &- hole.start)
      unsafe nodeBase[index].offset = hole.newStart
      unsafe nodeBase[index].length = length
      unsafe nodeBase[index].flags = hole.newFlags
      hole.start = hole.newStart
      hole.end = hole.newEnd
      hole.flags = hole.newFlags
      setHole(i, hole)
      guard growth != 0 else { continue }
      shift &+= growth
      var ancestors = hole.ancestors
      while ancestors != 0 {
        unsafe nodeBase[ancestors.trailingZeroBitCount].length &+= growth
        ancestors &= ancestors &- 1
      }
    }
    if shift != 0 { shiftNodes(next, nodeCount, by: shift) }
  }

  @inline(__always)
  private mutating func shiftNodes(_ start: Int, _ end: Int, by shift: UInt32) {
    var i = start
    while i < end {
      unsafe nodeBase[i].offset &+= shift
      i &+= 1
    }
  }

  /// Says where a string's decoded text lies. Precondition: `index` is that of a string's node.
  mutating func setText(ofNode index: Int, start: Int, end: Int) {
    unsafe nodeBase[index].offset = UInt32(truncatingIfNeeded: start)
    unsafe nodeBase[index].length = UInt32(truncatingIfNeeded: end &- start)
    unsafe nodeBase[index].flags.formUnion(.isInScratch)
  }
}

// One owner at a time holds the memory, and nobody else points into it.
extension TemplateMemory: @unchecked Sendable {}
