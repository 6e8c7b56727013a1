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
  /// How many bytes of the literals stand before the text.
  package let prefixCount: Int
  /// Decoded strings of the text matched last, each behind eight bytes that tell where its source lies.
  private var scratch: [UInt8] = []
  /// The flags of all strings in holes of the text matched last.
  package private(set) var flags: JSONStringFlags = []

  /// Matches nothing.
  package init() {
    memory = TemplateMemory()
    prefixCount = 0
  }

  package var isEmpty: Bool { memory.isEmpty }

  /// Learns from the text that `tape` has parsed last.
  ///
  /// - Parameters:
  ///   - text: that text.
  ///   - prefix: what stands before such a text for ``matchPrefixed(_:)``.
  ///   - isVolatile: whether the string or number at this index, with this key, is a hole.
  ///   - maximumSize: how long a text may be to be worth a template, in bytes.
  /// - Returns: nil if the text is too long, has too many values or holes, or a string that must be decoded
  ///   outside of the holes.
  package init?(
    _ tape: borrowing JSONTape, of text: RawSpan, prefix: [UInt8] = [], isVolatile: (Int, JSONKeyID) -> Bool,
    maximumSize: Int = 1024
  ) {
    guard text.byteCount <= maximumSize, tape.nodeCount > 0, tape.nodeCount <= Self.maximumNodeCount,
      let root = tape.root(in: text)
    else { return nil }
    var holes: [TemplateHole] = []
    var ancestors: UInt64 = 0
    var literalCount = prefix.count
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
    memory = TemplateMemory(
      holes: holes, nodes: tape.nodes.nodes, text: text, prefix: prefix, literalCount: literalCount)
    prefixCount = prefix.count
  }

  /// How many holes there are.
  package var holeCount: Int { memory.holeCount }

  /// The index of a hole's value. Precondition: `0 <= hole < holeCount`.
  package func node(ofHole hole: Int) -> Int { Int(memory.hole(hole).node) }

  /// Whether `text` differs only in the holes; if so, ``root(in:)`` gives its value.
  ///
  /// Fails also if a hole holds ill-formed UTF-8 or half a surrogate pair, which its reader must be told of.
  package mutating func match(_ text: RawSpan) -> Bool {
    let end = match(text, start: 0)
    guard end == text.byteCount, end > 0 else { return false }
    accept(text)
    return true
  }

  /// The same for `input` that begins with the prefix and such a text; gives the offset behind the text, or 0 if
  /// that is not so.
  package mutating func matchPrefixed(_ input: RawSpan) -> Int {
    let end = match(input, start: prefixCount)
    if end > 0 { accept(input.slice(unchecked: prefixCount, end)) }
    return end
  }

  /// Compares and scans; gives the offset behind the text, or 0.
  ///
  /// - Parameter start: how much of the prefix stands before the text: all or nothing of it.
  @inline(__always)
  private mutating func match(_ input: RawSpan, start: Int) -> Int {
    guard !isEmpty else { return 0 }
    let literals = memory.literals
    var position = 0
    var literal = prefixCount &- start
    for i in 0..<memory.holeCount {
      let literalEnd = memory.literalEnd(ofHole: i)
      guard input.hasBytes(of: literals, literal, literalEnd, at: position) else { return 0 }
      position &+= literalEnd &- literal
      literal = literalEnd
      let contents = position
      var flags: JSONStringFlags = []
      if memory.isNumber(hole: i) {
        guard input.scanHoleNumber(&position, &flags) else { return 0 }
      } else {
        guard input.scanHoleString(&position, &flags) else { return 0 }
      }
      memory.setNew(hole: i, start: contents &- start, end: position &- start, flags)
    }
    guard input.hasBytes(of: literals, literal, literals.byteCount, at: position) else { return 0 }
    return position &+ literals.byteCount &- literal
  }

  /// Makes the text that was compared the one matched last.
  @inline(__always)
  private mutating func accept(_ text: RawSpan) {
    if !scratch.isEmpty { scratch.removeAll(keepingCapacity: true) }
    flags = memory.moveNodes()
    if flags.contains(.hasEscapes) { decodeHoles(text) }
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
}

extension RawSpan {
  /// Moves `position` behind the contents of a string that begin there; false if there are none, or such with
  /// defects.
  @inline(__always)
  fileprivate func scanHoleString(_ position: inout Int, _ flags: inout JSONStringFlags) -> Bool {
    do throws(JSONError) {
      let string = try scanString(from: position)
      position = string.end
      flags = string.flags
      return !string.flags.hasDefects
    } catch {
      return false
    }
  }

  /// Moves `position` behind a number that begins there; false if there is none.
  fileprivate func scanHoleNumber(_ position: inout Int, _ flags: inout JSONStringFlags) -> Bool {
    guard position < byteCount else { return false }
    let first = byte(unchecked: position)
    guard first == ASCII.minus || first.isDigit, let number = try? scanNumber(from: position) else {
      return false
    }
    position = number.end
    flags = number.isInteger ? .isInteger : []
    return true
  }

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
    while i &+ 48 <= count {
      difference |=
        (load16(unchecked: position &+ i) ^ other.load16(unchecked: start &+ i))
        | (load16(unchecked: position &+ i &+ 16) ^ other.load16(unchecked: start &+ i &+ 16))
        | (load16(unchecked: position &+ i &+ 32) ^ other.load16(unchecked: start &+ i &+ 32))
      i &+= 48
    }
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
