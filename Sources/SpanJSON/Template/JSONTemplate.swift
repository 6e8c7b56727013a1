/// A parsed text with holes: another text that differs from it only in the contents of some strings and numbers
/// is read by comparing the rest, without being parsed.
///
/// Which values may differ is said by their keys. A match proves everything that parsing would: the bytes between
/// the holes are the same, and each hole holds a whole string or number of the grammar. Nothing is guessed; what
/// does not match is left to ``JSONTape``, which is the oracle of this.
///
/// The laws:
/// 1. What ``result(in:)`` gives is what a tape gives for the text matched last: offsets are of that text.
/// 2. A match only notes where the holes lie; nodes are moved when somebody asks for more than the holes' contents.
/// 3. After a match that fails there is no text matched last until the next one that succeeds.
/// 4. Memory is one block, made once, and the decoded strings.
@usableFromInline
package struct JSONTemplate: ~Copyable {
  /// Values may be many in a text that is worth a template, but not more than a word has bits.
  private static let maximumNodeCount = 64
  private static let maximumHoleCount = 8

  @usableFromInline
  var memory = TemplateMemory()
  /// Those of the text matched last.
  @usableFromInline
  var scratch = DecodedStrings()
  /// The flags of all strings in holes of the text matched last.
  @usableFromInline
  package private(set) var flags: JSONStringFlags = []

  /// Matches nothing.
  package init() {}

  /// How many bytes stand before the text in what ``matchPrefixed(_:)`` matches.
  @inlinable
  @inline(__always)
  package var prefixCount: Int { memory.block?.prefixCount ?? 0 }

  /// Those bytes.
  package var prefix: RawSpan {
    @_lifetime(borrow self)
    get {
      guard let block = memory.block else { return RawSpan() }
      return block.literals.slice(unchecked: 0, block.prefixCount)
    }
  }

  /// Learns from the text that `tape` has parsed last.
  ///
  /// - Parameters:
  ///   - text: that text.
  ///   - prefix: what stands before such a text for ``matchPrefixed(_:)``, which wants two line feeds behind it.
  ///   - isVolatile: whether the string or number at this index, with this key, is a hole.
  ///   - maximumSize: how long a text may be to be worth a template, in bytes.
  /// - Returns: nil if the text is too long, has too many values or holes, or a string that must be decoded
  ///   outside of the holes.
  package init?(
    _ tape: borrowing JSONTape, of text: RawSpan, prefix: RawSpan = RawSpan(),
    isVolatile: (Int, JSONKeyID) -> Bool, maximumSize: Int = 1024
  ) {
    guard text.byteCount <= maximumSize, tape.nodeCount > 0, tape.nodeCount <= Self.maximumNodeCount,
      let root = tape.root(in: text)
    else { return nil }
    // Which values are holes is found out first, so that nothing is allocated but the block.
    var holes: UInt64 = 0
    var literalCount = prefix.byteCount &+ text.byteCount
    for index in 0..<tape.nodeCount {
      let node = root.nodes.node(index)
      if (node.kind == .string || node.kind == .number) && isVolatile(index, node.keyID) {
        holes |= 1 &<< UInt64(index)
        let (start, end) = root.value(at: index).contents
        literalCount &-= end &- start
      } else if node.kind == .string && node.flags.contains(.isInScratch) {
        return nil
      }
    }
    guard holes.nonzeroBitCount <= Self.maximumHoleCount, literalCount <= UInt16.max else { return nil }
    let block = TemplateBlock(
      holeCount: holes.nonzeroBitCount, nodes: tape.nodes.nodes, keys: tape.nodes.memory.rootMembers.keys,
      prefixCount: prefix.byteCount, literalCount: literalCount)
    memory = TemplateMemory(block)
    Self.fill(block, holes, root, text, prefix: prefix)
  }

  /// Writes a new block's holes, and the literals around them.
  private static func fill(
    _ block: TemplateBlock, _ holes: UInt64, _ root: JSONValueView, _ text: RawSpan, prefix: RawSpan
  ) {
    var literals = block.write(prefix, at: 0)
    var ancestors: UInt64 = 0
    var hole = 0
    var end = 0
    for index in 0..<block.nodeCount {
      let node = root.nodes.node(index)
      // Of the containers before, those remain that reach beyond this node.
      var open = ancestors
      while open != 0 {
        let candidate = open.trailingZeroBitCount
        if Int(root.nodes.node(candidate).next) <= index { ancestors &= ~(1 << UInt64(candidate)) }
        open &= open &- 1
      }
      if node.kind.isContainer { ancestors |= 1 << UInt64(index) }
      guard holes &>> UInt64(index) & 1 != 0 else { continue }
      let contents = root.value(at: index).contents
      literals = block.write(text.slice(unchecked: end, contents.start), at: literals)
      end = contents.end
      block.write(
        TemplateHole(
          node: index, ancestors: ancestors, literalEnd: literals, start: contents.start, end: end,
          isNumber: node.kind == .number), at: hole)
      hole &+= 1
    }
    literals = block.write(text.slice(unchecked: end, text.byteCount), at: literals)
    literals = block.write(RawSpan(literal: "\n\n"), at: literals)
    precondition(literals == block.literals.byteCount, "the holes leave as many bytes as was counted")
  }

  /// Which hole holds the value at `index`, a number if asked, else a string; nil if there is none.
  package func hole(ofValue index: Int, isNumber: Bool) -> Int? {
    memory.block?.hole(ofValue: index, isNumber: isNumber)
  }

  /// Whether `text` differs only in the holes; if so, ``result(in:)`` gives its values.
  ///
  /// Fails also if a hole holds ill-formed UTF-8 or half a surrogate pair, which its reader must be told of.
  package mutating func match(_ text: RawSpan) -> Bool {
    guard let block = memory.block else { return false }
    let prefixCount = block.prefixCount
    let end = match(text, block, literal: prefixCount, shift: 0, suffix: 0)
    return end == text.byteCount && end > 0
  }

  /// The same for `input` that begins with the prefix, such a text, and two line feeds; gives the offset behind the
  /// text, or 0 if that is not so.
  @inline(__always)
  package mutating func matchPrefixed(_ input: RawSpan) -> Int {
    guard let block = memory.block else { return 0 }
    return match(
      input, block, literal: 0, shift: block.prefixCount, suffix: TemplateBlock.suffixCount)
  }

  /// Compares and scans; gives the offset behind the text, or 0.
  ///
  /// - Parameters:
  ///   - literal: how many of the literals are not compared: all or nothing of the prefix.
  ///   - shift: where the text begins in the input.
  ///   - suffix: how many bytes behind the text are compared: all or nothing of the suffix.
  @inline(__always)
  private mutating func match(
    _ input: RawSpan, _ block: TemplateBlock, literal: Int, shift: Int, suffix: Int
  ) -> Int {
    let literals = block.literals
    var position = 0
    var literal = literal
    var flags: JSONStringFlags = []
    for i in 0..<block.holeCount {
      let hole = block.hole(i)
      let literalEnd = Int(hole.literalEnd)
      guard input.hasBytes(of: literals, literal, literalEnd, at: position) else { return 0 }
      position &+= literalEnd &- literal
      literal = literalEnd
      let end: Int
      var found: JSONStringFlags = []
      if hole.isNumber {
        guard let number = input.scanHoleNumber(from: position) else { return 0 }
        end = number.end
        found = number.isInteger ? .isInteger : []
      } else if let count = input.shortStringLength(from: position) {
        end = position &+ count
      } else {
        guard let string = input.scanLongHoleString(from: position) else { return 0 }
        end = string.end
        found = string.flags
        flags.formUnion(found)
      }
      block.fill(hole: i, start: position &- shift, end: end &- shift, found)
      position = end
    }
    let literalEnd = literals.byteCount &- TemplateBlock.suffixCount &+ suffix
    guard input.hasBytes(of: literals, literal, literalEnd, at: position) else { return 0 }
    position &+= literalEnd &- literal &- suffix
    block.setPending()
    self.flags = flags
    if flags.contains(.hasEscapes) { decodeHoles(input.slice(unchecked: shift, position), block) }
    return position
  }

  /// Holes with escapes are decoded, as the tape does it.
  @inline(never)
  private mutating func decodeHoles(_ text: RawSpan, _ block: TemplateBlock) {
    scratch.removeAll()
    for i in 0..<block.holeCount {
      let hole = block.hole(i)
      guard hole.flags.contains(.hasEscapes) else { continue }
      let source = Int(hole.start)
      let raw = text.slice(unchecked: source, Int(hole.end))
      let start = scratch.append(JSONString(raw: raw, flags: hole.flags), source: source)
      block.setDecoded(hole: i, start: start, end: scratch.count)
    }
  }

  /// The text matched last. Preconditions: `text` is that text; no other match has been tried since.
  @inlinable
  @inline(__always)
  @_lifetime(borrow self, copy text)
  package func result(in text: RawSpan) -> JSONParsedText {
    guard let block = memory.block else { preconditionFailure("nothing has been matched") }
    return JSONParsedText(block, text: text, scratch: scratch)
  }

  /// The heap memory that is held, in bytes.
  package var capacityInBytes: Int { (memory.block?.byteCount ?? 0) &+ scratch.capacity }
}

extension JSONValueView {
  /// Where the contents of a string or number lie in the text.
  fileprivate var contents: (start: Int, end: Int) {
    let quote = kind == .string ? 1 : 0
    return (source.start &+ quote, source.end &- quote)
  }
}
