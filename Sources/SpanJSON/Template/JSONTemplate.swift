/// A parsed text with holes: another text that differs from it only in the contents of some strings and numbers
/// is read by comparing the rest, without being parsed.
///
/// Which values may differ is said by their keys. A match proves everything that parsing would: the bytes between
/// the holes are the same, and each hole holds a whole string or number of the grammar. Nothing is guessed; what
/// does not match is left to ``JSONTape``, which is the oracle of this.
///
/// The laws:
/// 1. The nodes are those that a tape has for the text matched last (or learnt from): offsets are of that text.
/// 2. A match that fails changes nothing.
/// 3. Memory is one block, made once.
package struct JSONTemplate: ~Copyable {
  /// Values may be many in a text that is worth a template, but not more than a word has bits.
  private static let maximumNodeCount = 64
  private static let maximumHoleCount = 8

  private var memory: TemplateMemory
  /// Decoded strings of the text matched last, each behind eight bytes that tell where its source lies.
  private var scratch: [UInt8] = []
  /// The flags of all strings in holes of the text matched last.
  package private(set) var flags: JSONStringFlags = []

  /// Matches nothing.
  package init() { memory = TemplateMemory() }

  package var isEmpty: Bool { memory.isEmpty }

  /// Learns from the text that `tape` has parsed last.
  ///
  /// - Parameters:
  ///   - text: that text.
  ///   - isVolatile: whether the string or number at this index, with this key, is a hole.
  ///   - maximumSize: how long a text may be to be worth a template, in bytes.
  /// - Returns: nil if the text is too long, has too many values or holes, or a string that must be decoded
  ///   outside of the holes.
  package init?(
    _ tape: borrowing JSONTape, of text: RawSpan, isVolatile: (Int, JSONKeyID) -> Bool,
    maximumSize: Int = 1024
  ) {
    guard text.byteCount <= maximumSize, tape.nodeCount > 0, tape.nodeCount <= Self.maximumNodeCount,
      let root = tape.root(in: text)
    else { return nil }
    var holes: [TemplateHole] = []
    var ancestors: UInt64 = 0
    var literalCount = 0
    var end = 0
    for index in 0..<tape.nodeCount {
      let node = root.nodes.node(index)
      // Of the containers before, those remain that reach beyond this node.
      for candidate in 0..<index where ancestors & 1 << UInt64(candidate) != 0 {
        if Int(root.nodes.node(candidate).next) <= index { ancestors &= ~(1 << UInt64(candidate)) }
      }
      if node.kind.isContainer { ancestors |= 1 << UInt64(index) }
      let view = JSONValueView(nodes: root.nodes, index: index)
      guard node.kind == .string || node.kind == .number, isVolatile(index, node.keyID) else {
        if node.kind == .string && node.flags.contains(.isInScratch) { return nil }
        continue
      }
      guard holes.count < Self.maximumHoleCount else { return nil }
      let quote = node.kind == .string ? 1 : 0
      let (start, sourceEnd) = (view.source.start &+ quote, view.source.end &- quote)
      literalCount &+= start &- end
      end = sourceEnd
      holes.append(
        TemplateHole(
          node: index, ancestors: ancestors, literalEnd: literalCount, start: start, end: sourceEnd,
          isNumber: node.kind == .number))
    }
    literalCount &+= text.byteCount &- end
    memory = TemplateMemory(holes: holes, nodes: tape.nodes.nodes, text: text, literalCount: literalCount)
  }

  /// How many holes there are.
  package var holeCount: Int { memory.holeCount }

  /// The index of a hole's value. Precondition: `0 <= hole < holeCount`.
  package func node(ofHole hole: Int) -> Int { Int(memory.hole(hole).node) }

  /// Whether `text` differs only in the holes; if so, ``root(in:)`` gives its value.
  ///
  /// Fails also if a hole holds ill-formed UTF-8 or half a surrogate pair, which its reader must be told of.
  @inline(__always)
  package mutating func match(_ text: RawSpan) -> Bool {
    guard !isEmpty else { return false }
    let literals = memory.literals
    let holeCount = memory.holeCount
    var position = 0
    var literal = 0
    var flags: JSONStringFlags = []
    for i in 0..<holeCount {
      var hole = memory.hole(i)
      let literalEnd = Int(hole.literalEnd)
      guard text.hasBytes(of: literals, literal, literalEnd, at: position) else { return false }
      position &+= literalEnd &- literal
      literal = literalEnd
      hole.newStart = UInt32(truncatingIfNeeded: position)
      guard let end = hole.scan(text, from: position) else { return false }
      if !hole.isNumber { flags.formUnion(hole.newFlags) }
      position = end
      hole.newEnd = UInt32(truncatingIfNeeded: end)
      memory.setHole(i, hole)
    }
    guard text.byteCount &- position == literals.byteCount &- literal,
      text.hasBytes(of: literals, literal, literals.byteCount, at: position)
    else { return false }
    if !scratch.isEmpty { scratch.removeAll(keepingCapacity: true) }
    memory.moveNodes()
    self.flags = flags
    if flags.contains(.hasEscapes) { decodeHoles(text) }
    return true
  }

  /// Holes with escapes are decoded, as the tape does it.
  @inline(never)
  private mutating func decodeHoles(_ text: RawSpan) {
    for i in 0..<memory.holeCount {
      let hole = memory.hole(i)
      guard hole.flags.contains(.hasEscapes) else { continue }
      scratch.append(word: hole.start)
      scratch.append(word: hole.end &- hole.start)
      let start = scratch.count
      let raw = text.slice(unchecked: Int(hole.start), Int(hole.end))
      JSONString(raw: raw, flags: hole.flags).appendDecoded(to: &scratch)
      memory.setText(ofNode: Int(hole.node), start: start, end: scratch.count)
    }
  }

  /// The value of the text matched last. Precondition: `text` is that text.
  @inline(__always)
  @_lifetime(borrow self, copy text)
  package func root(in text: RawSpan) -> JSONValueView {
    JSONValueView(
      nodes: JSONNodes(memory.nodes, text: text, scratch: RawSpan(elements: scratch.span)), index: 0)
  }

  /// The heap memory that is held, in bytes.
  package var capacityInBytes: Int { memory.byteCount &+ scratch.capacity }
}

/// A value of a template that may differ from text to text.
struct TemplateHole: BitwiseCopyable {
  /// The containers that hold it, by index.
  let ancestors: UInt64
  /// Where the literal bytes before it end, among all of them.
  let literalEnd: UInt32
  /// Where its contents lie in the text matched last.
  var start: UInt32
  var end: UInt32
  /// The same in the text that is being matched.
  var newStart: UInt32 = 0
  var newEnd: UInt32 = 0
  /// The value's index.
  let node: UInt8
  let isNumber: Bool
  /// Of the text matched last, and of the one that is being matched.
  var flags: JSONStringFlags = []
  var newFlags: JSONStringFlags = []

  init(node: Int, ancestors: UInt64, literalEnd: Int, start: Int, end: Int, isNumber: Bool) {
    self.node = UInt8(truncatingIfNeeded: node)
    self.ancestors = ancestors
    self.literalEnd = UInt32(truncatingIfNeeded: literalEnd)
    self.start = UInt32(truncatingIfNeeded: start)
    self.end = UInt32(truncatingIfNeeded: end)
    self.isNumber = isNumber
  }

  /// Where the contents that begin at `position` end; nil if there are no such contents.
  @inline(__always)
  mutating func scan(_ text: RawSpan, from position: Int) -> Int? {
    if isNumber { return scanNumber(text, from: position) }
    do throws(JSONError) {
      let string = try text.scanString(from: position)
      if string.flags.hasDefects { return nil }
      newFlags = string.flags
      return string.end
    } catch {
      return nil
    }
  }

  private mutating func scanNumber(_ text: RawSpan, from position: Int) -> Int? {
    guard position < text.byteCount else { return nil }
    let first = text.byte(unchecked: position)
    guard first == ASCII.minus || first.isDigit, let number = try? text.scanNumber(from: position) else {
      return nil
    }
    newFlags = number.isInteger ? .isInteger : []
    return number.end
  }
}

extension RawSpan {
  /// Whether the bytes from `position` on begin with `other[start ..< end]`.
  /// Preconditions: `0 <= position <= byteCount`, and `start ..< end` is a range of `other`; not checked.
  @inline(__always)
  func hasBytes(of other: RawSpan, _ start: Int, _ end: Int, at position: Int) -> Bool {
    let count = end &- start
    guard count <= byteCount &- position else { return false }
    guard count >= 16 else { return hasFewBytes(of: other, start, count, at: position) }
    // The last sixteen first, some of them again later: there a difference is likely, behind an index.
    var difference =
      load16(unchecked: position &+ count &- 16) ^ other.load16(unchecked: end &- 16)
    var i = 0
    while i &+ 16 < count {
      difference |= load16(unchecked: position &+ i) ^ other.load16(unchecked: start &+ i)
      i &+= 16
    }
    let (low, high) = difference.words
    return low | high == 0
  }

  @inline(__always)
  private func hasFewBytes(of other: RawSpan, _ start: Int, _ count: Int, at position: Int) -> Bool {
    for i in 0..<count where byte(unchecked: position &+ i) != other.byte(unchecked: start &+ i) {
      return false
    }
    return true
  }
}
