/// A parsed text, by a tape or by a template. Of a template's the contents of the holes are there at once; the rest is
/// worked out when somebody asks for it.
@usableFromInline
package struct JSONParsedText: ~Escapable {
  @usableFromInline
  let nodes: JSONNodes
  /// The template's memory; nil if a tape has parsed the text.
  @usableFromInline
  let block: TemplateBlock?

  /// Preconditions: `root` is a text's outermost value, as a tape gives it.
  @inlinable
  @inline(__always)
  @_lifetime(copy root)
  package init(_ root: JSONValueView) {
    nodes = root.nodes
    block = nil
  }

  /// Preconditions: the block has matched `text` last, and `scratch` holds its decoded strings; while this lives the
  /// block neither matches nor goes away.
  @inlinable
  @inline(__always)
  @_lifetime(copy text, borrow scratch)
  init(_ block: TemplateBlock, text: RawSpan, scratch: borrowing DecodedStrings) {
    nodes = JSONNodes(block, text: text, scratch: scratch)
    self.block = block
  }

  /// The outermost value.
  @inlinable
  @inline(__always)
  package var root: JSONValueView {
    @_lifetime(copy self)
    @inlinable
    @inline(__always)
    get {
      block?.settle()
      return JSONValueView(nodes: nodes, index: 0)
    }
  }

  /// Whether any object of the text may have a member with this key; false is certain.
  @inlinable
  @inline(__always)
  package func mayHold(_ key: JSONKeyID) -> Bool { nodes.mayHold(key) }

  /// The decoded text of a hole. Precondition: a template has matched the text, and the hole is one of its strings.
  @inlinable
  @inline(__always)
  @_lifetime(copy self)
  package func bytes(ofHole hole: Int) -> RawSpan {
    guard let block else { return RawSpan() }
    let hole = block.hole(hole)
    let start = Int(truncatingIfNeeded: hole.textStart)
    let end = Int(truncatingIfNeeded: hole.textEnd)
    return hole.flags.contains(.hasEscapes) ? nodes.scratch(start, end) : nodes.text(start, end)
  }

  /// The hole that holds the value of a member with this key; nil if there is none, or no template has matched.
  package func hole(ofKey key: JSONKeyID) -> Int? {
    guard let block else { return nil }
    return (0..<block.holeCount).first { nodes.node(block.hole($0).node).keyID == key }
  }

  /// The whole number of a hole; nil if it is none, or does not fit. Precondition: a template has matched the text, and
  /// the hole is one of its numbers.
  package func int(ofHole hole: Int) -> Int? {
    guard let block else { return nil }
    let hole = block.hole(hole)
    let end = Int(truncatingIfNeeded: hole.end)
    let raw = nodes.text(Int(truncatingIfNeeded: hole.start), end)
    if raw.byteCount <= 8 && end >= 8 && hole.flags.contains(.isInteger)
      && raw.byte(unchecked: 0) != ASCII.minus
    {
      // The eight bytes that end with the last digit; those before the first one are no digits.
      let digits = nodes.text(end &- 8, end).load8(unchecked: 0)
      let others = UInt64(truncatingIfNeeded: 64 &- raw.byteCount &* 8)
      return Int(truncatingIfNeeded: ((digits &>> others) &<< others).valueOfDigits)
    }
    let number = JSONNumber(raw: raw, isInteger: hole.flags.contains(.isInteger))
    guard let value = number.int64 else { return nil }
    return Int(exactly: value)
  }

  /// The hole that holds the string at `index`; nil if there is none, or no template has matched.
  package func hole(ofStringAt index: Int) -> Int? {
    block?.hole(ofValue: index, isNumber: false)
  }
}
