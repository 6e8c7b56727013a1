// The one pass over the text. Values are written in document order; an open container's node holds its
// parent's index where its end will be, so there is no stack.

/// The parent of the outermost value.
private let noParent = UInt32.max

extension JSONTape {
  /// Writes the nodes of the first value of `text`; gives the offset behind it.
  mutating func fill(
    _ text: RawSpan, keys: JSONKeyTable.Lookup, maximumDepth: Int
  ) throws(JSONError) -> Int {
    let count = text.byteCount
    guard UInt(count) <= UInt(UInt32.max) else { throw text.tooLarge() }
    if nodes.capacity == 0 { nodes.grow(keeping: 0) }
    nodes.rootMembers.begin()
    var position = text.skippingWhitespace(from: 0)
    var index = 0
    var parent = noParent
    var isInObject = false
    var depth = 0
    var keyID: JSONKeyID = 0
    // What tells which key is likely to come: the one before, and whether an object begins.
    var lastKeyID: JSONKeyID = 0
    var isFirst = false
    var expected = JSONError.Expected.value

    while true {
      if isInObject {
        guard position < count, text.byte(unchecked: position) == ASCII.quote else {
          throw text.unexpected(at: position, expected)
        }
        let start = position &+ 1
        let place = NodeBuffer.place(behind: lastKeyID, isFirst: isFirst)
        let guess = nodes.guess(at: place)
        let length = keys.match(guess, text, start)
        if length > 0 {
          keyID = guess
          position = start &+ length
        } else {
          let key = try text.scanString(from: start)
          flags.formUnion(key.flags)
          keyID =
            key.flags.needsDecoding
            ? escapedKeyID(text.slice(unchecked: start, key.end), key.flags, keys)
            : keys.id(text, start, key.end)
          position = key.end &+ 1
          nodes.setGuess(keyID, at: place)
        }
        if parent == 0 && keyID != 0 { nodes.rootMembers.note(keyID, at: index) }
        lastKeyID = keyID
        isFirst = false
        position = try text.scanColon(at: text.skippingWhitespace(from: position))
        expected = .value
      }
      if index == nodes.capacity { nodes.grow(keeping: index) }
      guard position < count else { throw text.unexpected(at: position, expected) }
      let first = text.byte(unchecked: position)
      let following = UInt32(truncatingIfNeeded: index &+ 1)
      switch first {
      case ASCII.quote:
        let string = try text.scanString(from: position &+ 1)
        flags.formUnion(string.flags)
        nodes.store(
          JSONNode(
            .string, position &+ 1, string.end, next: following, keyID: keyID, flags: string.flags),
          at: index)
        if string.flags.needsDecoding {
          try decode(text, position &+ 1, string, next: following, keyID, at: index)
        }
        position = string.end &+ 1
      case ASCII.minus, ASCII.zero...ASCII.nine:
        let number = try text.scanNumber(from: position)
        nodes.store(
          JSONNode(
            .number, position, number.end, next: following, keyID: keyID,
            flags: number.isInteger ? .isInteger : []), at: index)
        position = number.end
      case ASCII.openBrace, ASCII.openBracket:
        guard depth < maximumDepth else { throw text.tooDeep(at: position) }
        depth &+= 1
        isInObject = first == ASCII.openBrace
        nodes.store(
          JSONNode(isInObject ? .object : .array, position, position, next: parent, keyID: keyID), at: index)
        parent = UInt32(truncatingIfNeeded: index)
        index &+= 1
        position = text.skippingWhitespace(from: position &+ 1)
        if position < count
          && text.byte(unchecked: position) == (isInObject ? ASCII.closeBrace : ASCII.closeBracket)
        {
          index &-= 1  // What follows counts the value that has ended.
          position &+= 1
          depth &-= 1
          parent = nodes.close(parent, end: position, next: index &+ 1)
          isInObject = parent != noParent && nodes.isObject(parent)
        } else {
          isFirst = isInObject
          expected = isInObject ? .keyOrCloseBrace : .valueOrCloseBracket
          keyID = 0
          continue
        }
      case ASCII.t, ASCII.f, ASCII.n:
        let literal = try text.scanLiteral(from: position)
        nodes.store(JSONNode(literal.kind, position, literal.end, next: following, keyID: keyID), at: index)
        position = literal.end
      default:
        throw text.unexpected(at: position, expected)
      }
      index &+= 1

      // A value has ended.
      while true {
        if parent == noParent {
          nodes.count = index
          return position
        }
        position = text.skippingWhitespace(from: position)
        guard position < count else {
          throw text.unexpected(at: position, isInObject ? .commaOrCloseBrace : .commaOrCloseBracket)
        }
        let byte = text.byte(unchecked: position)
        if byte == ASCII.comma {
          position = text.skippingWhitespace(from: position &+ 1)
          expected = isInObject ? .key : .value
          keyID = 0
          break
        }
        guard byte == (isInObject ? ASCII.closeBrace : ASCII.closeBracket) else {
          throw text.unexpected(at: position, isInObject ? .commaOrCloseBrace : .commaOrCloseBracket)
        }
        position &+= 1
        depth &-= 1
        parent = nodes.close(parent, end: position, next: index)
        isInObject = parent != noParent && nodes.isObject(parent)
      }
    }
  }

  /// Decodes a string into the scratch memory and writes its node anew.
  @inline(never)
  private mutating func decode(
    _ text: RawSpan, _ start: Int, _ string: ScannedString, next: UInt32, _ keyID: JSONKeyID, at index: Int
  ) throws(JSONError) {
    let decoded = scratch.append(
      JSONString(raw: text.slice(unchecked: start, string.end), flags: string.flags), source: start)
    // Replacing what is ill-formed can make a text longer.
    guard UInt(scratch.count) <= UInt(UInt32.max) else { throw text.tooLarge() }
    nodes.store(
      JSONNode(
        .string, decoded, scratch.count, next: next, keyID: keyID, flags: string.flags.union(.isInScratch)),
      at: index)
  }

  /// The number of a key that is written with escapes, or with ill-formed UTF-8.
  @inline(never)
  private mutating func escapedKeyID(
    _ raw: RawSpan, _ flags: JSONStringFlags, _ keys: JSONKeyTable.Lookup
  ) -> JSONKeyID {
    let count = scratch.count
    let start = scratch.append(JSONString(raw: raw, flags: flags), source: 0)
    let id = keys.id(scratch.bytes, start, scratch.count)
    scratch.removeAll(behind: count)
    return id
  }
}
