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
  ///   - prefix: stands before the text.
  ///   - literalCount: how many bytes the prefix has, and `text` outside of the holes.
  init(holes: [TemplateHole], nodes: Span<JSONNode>, text: RawSpan, prefix: [UInt8], literalCount: Int) {
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
    for byte in prefix {
      unsafe literals.storeBytes(of: byte, toByteOffset: copied, as: UInt8.self)
      copied &+= 1
    }
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

  @inline(__always)
  private func holePointer(_ index: Int) -> UnsafeMutablePointer<TemplateHole> {
    unsafe (base + index &* MemoryLayout<TemplateHole>.stride).assumingMemoryBound(to: TemplateHole.self)
  }

  /// Precondition: as for `hole(_:)`.
  @inline(__always)
  func literalEnd(ofHole index: Int) -> Int { Int(unsafe holePointer(index).pointee.literalEnd) }

  /// Precondition: as for `hole(_:)`.
  @inline(__always)
  func isNumber(hole index: Int) -> Bool { unsafe holePointer(index).pointee.isNumber }

  /// Says where a hole's contents lie in the text that is being matched. Precondition: as for `hole(_:)`.
  @inline(__always)
  mutating func setNew(hole index: Int, start: Int, end: Int, _ flags: JSONStringFlags) {
    let hole = unsafe holePointer(index)
    unsafe hole.pointee.newStart = UInt32(truncatingIfNeeded: start)
    unsafe hole.pointee.newEnd = UInt32(truncatingIfNeeded: end)
    unsafe hole.pointee.newFlags = flags
  }

  var nodes: Span<JSONNode> {
    @_lifetime(borrow self)
    get {
      let span = unsafe Span<JSONNode>(_unsafeStart: nodeBase, count: nodeCount)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  /// Moves the nodes to where the holes' new contents put them, and makes these the holes' contents. Gives the flags
  /// of all strings among them.
  @inline(__always)
  mutating func moveNodes() -> JSONStringFlags {
    var shift: UInt32 = 0
    var next = 0
    var flags: JSONStringFlags = []
    for i in 0..<holeCount {
      let hole = unsafe holePointer(i)
      let index = Int(unsafe hole.pointee.node)
      if shift != 0 { shiftNodes(next, index, by: shift) }
      next = index &+ 1
      let start = unsafe hole.pointee.newStart
      let end = unsafe hole.pointee.newEnd
      let newFlags = unsafe hole.pointee.newFlags
      let growth = unsafe (end &- start) &- (hole.pointee.end &- hole.pointee.start)
      unsafe nodeBase[index].offset = start
      unsafe nodeBase[index].length = end &- start
      unsafe nodeBase[index].flags = newFlags
      unsafe hole.pointee.start = start
      unsafe hole.pointee.end = end
      unsafe hole.pointee.flags = newFlags
      if unsafe !hole.pointee.isNumber { flags.formUnion(newFlags) }
      guard growth != 0 else { continue }
      shift &+= growth
      var ancestors = unsafe hole.pointee.ancestors
      while ancestors != 0 {
        unsafe nodeBase[ancestors.trailingZeroBitCount].length &+= growth
        ancestors &= ancestors &- 1
      }
    }
    if shift != 0 { shiftNodes(next, nodeCount, by: shift) }
    return flags
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
