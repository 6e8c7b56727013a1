/// A parsed text, by a tape or by a template. Of a template's the contents of the holes are there at once; the rest is
/// worked out when somebody asks for it.
package struct JSONParsedText: ~Escapable {
  private let nodes: JSONNodes
  /// The template's memory; nil if a tape has parsed the text.
  private let block: TemplateBlock?

  /// Preconditions: `root` is a text's outermost value, as a tape gives it.
  @inline(__always)
  @_lifetime(copy root)
  package init(_ root: JSONValueView) {
    nodes = root.nodes
    block = nil
  }

  /// Preconditions: the block has matched `text` last, and `scratch` holds its decoded strings; while this lives the
  /// block neither matches nor goes away.
  @inline(__always)
  @_lifetime(copy text, copy scratch)
  init(_ block: TemplateBlock, text: RawSpan, scratch: RawSpan) {
    nodes = JSONNodes(block.nodes, text: text, scratch: scratch)
    self.block = block
  }

  /// The outermost value.
  package var root: JSONValueView {
    @_lifetime(copy self)
    @inline(__always)
    get {
      block?.settle()
      return JSONValueView(nodes: nodes, index: 0)
    }
  }

  /// The decoded text of the value at `index`; nil if it is no string. Cheap where that is a hole.
  /// Precondition: `index` is that of a value of this text.
  @inline(__always)
  @_lifetime(copy self)
  package func bytes(at index: Int) -> RawSpan? {
    if let block {
      for i in 0..<block.holeCount {
        let hole = block.hole(i)
        guard Int(hole.node) == index else { continue }
        // What has escapes lies in the scratch memory, as its node tells.
        if hole.isNumber || hole.newFlags.contains(.hasEscapes) { break }
        return nodes.text(Int(hole.newStart), Int(hole.newEnd))
      }
    }
    return root.value(at: index).bytes
  }

  /// The whole number at `index`; nil if it is none, or does not fit. Cheap where that is a hole.
  /// Precondition: as for ``bytes(at:)``.
  @inline(__always)
  package func int(at index: Int) -> Int? {
    if let block {
      for i in 0..<block.holeCount {
        let hole = block.hole(i)
        guard Int(hole.node) == index else { continue }
        if !hole.isNumber { return nil }
        let number = JSONNumber(
          raw: nodes.text(Int(hole.newStart), Int(hole.newEnd)), isInteger: hole.newFlags.contains(.isInteger))
        return number.int64.flatMap { Int(exactly: $0) }
      }
    }
    return root.value(at: index).int
  }
}
