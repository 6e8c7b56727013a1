// The one pass over the text. Values are written in document order; an open container's node holds its
// parent's index where its end will be, so there is no stack.

/// The parent of the outermost value.
private let noParent = UInt32.max

extension JSONTape {
  /// Writes the nodes of the first value of `text`; gives the offset behind it.
  mutating func fill(
    _ text: RawSpan, keys: JSONKeyTable.Lookup, maximumDepth: Int
  ) throws(JSONError) -> Int {
    guard UInt(text.byteCount) <= UInt(UInt32.max) else { throw text.tooLarge() }
    if nodes.capacity == 0 { nodes.grow(keeping: 0) }
    // What changes only where nodes grow is kept at hand.
    var memory = nodes.memory
    var capacity = nodes.capacity
    memory.rootMembers.begin(keyCount: keys.guesses.count)
    var position = 0
    // One more than the index of the value at hand: of the one that follows it.
    var next = 1
    var parent = noParent
    var isInObject = false
    var depth = 0
    // Which keys there are, see RootMembers.
    var seenKeys: UInt64 = 0
    // Where the guess stands for the key that comes.
    var place = 0
    // The byte at `position`; 0, which no text may hold outside of strings, at its end.
    var first = text.significantByte(at: &position)

    while true {
      var keyID: JSONKeyID = 0
      if isInObject {
        guard first == ASCII.quote else { throw text.unexpectedKey(at: position) }
        let guess = memory.guess(at: place)
        let length = keys.match(guess, text, position &+ 1)
        if length > 0 {
          keyID = guess
          position = position &+ 1 &+ length
          // There is a byte behind what has matched.
          first = text.byte(unchecked: position)
          if first <= ASCII.space { first = text.significantByte(at: &position) }
        } else {
          (keyID, position) = try key(text, position &+ 1, keys, guessedAt: place)
          first = text.significantByte(at: &position)
        }
        place = NodeMemory.place(behind: keyID)
        seenKeys |= 1 &<< UInt64(truncatingIfNeeded: keyID)
        if parent == 0 { memory.rootMembers.note(keyID, at: next &- 1) }
      }
      if next > capacity {
        nodes.grow(keeping: next &- 1)
        memory = nodes.memory
        capacity = nodes.capacity
      }
      // What is frequent comes first; a jump by the byte would be hard to predict.
      if first == ASCII.quote {
        let start = position &+ 1
        let end = text.firstSpecial(from: start)
        if end < text.byteCount && text.byte(unchecked: end) == ASCII.quote {
          memory.store(.string, start, end, keyID, before: next)
          position = end &+ 1
        } else {
          position = try string(text, start, special: end, keyID, before: next)
        }
      } else if first == ASCII.n && text.hasNull(at: position) {
        let end = position &+ 4
        memory.store(.null, position, end, keyID, before: next)
        position = end
      } else if first.isDigit || first == ASCII.minus {
        let number = try text.scanNumber(from: position)
        memory.store(
          .number, position, number.end, keyID, flags: number.isInteger ? .isInteger : [], before: next)
        position = number.end
      } else if first == ASCII.openBrace || first == ASCII.openBracket {
        guard depth < maximumDepth else { throw text.tooDeep(at: position) }
        depth &+= 1
        isInObject = first == ASCII.openBrace
        memory.store(
          isInObject ? .object : .array, position, position, keyID, before: next, open: parent)
        parent = UInt32(truncatingIfNeeded: next &- 1)
        position &+= 1
        first = text.significantByte(at: &position)
        guard first == (isInObject ? ASCII.closeBrace : ASCII.closeBracket) else {
          next &+= 1
          if isInObject { place |= NodeMemory.isFirst }
          continue
        }
        position &+= 1
        depth &-= 1
        parent = memory.close(parent, end: position, next: next)
        isInObject = parent != noParent && memory.isObject(parent)
      } else {
        guard first == ASCII.t || first == ASCII.f || first == ASCII.n else {
          throw text.unexpectedValue(at: position)
        }
        let literal = try text.scanLiteral(from: position)
        memory.store(literal.kind, position, literal.end, keyID, before: next)
        position = literal.end
      }

      // A value has ended. Mostly a comma and the next key follow at once.
      if parent != noParent && position &+ 18 <= text.byteCount
        && text.load2(unchecked: position) == ASCII.commaAndQuote
      {
        position &+= 1
        next &+= 1
        first = ASCII.quote
        continue
      }
      while true {
        if parent == noParent {
          nodes.count = next
          memory.rootMembers.end(keys: seenKeys, nodeCount: next)
          return position
        }
        let byte = text.significantByte(at: &position)
        if byte == ASCII.comma {
          position &+= 1
          next &+= 1
          first = text.significantByte(at: &position)
          break
        }
        guard byte == (isInObject ? ASCII.closeBrace : ASCII.closeBracket) else {
          throw text.unexpected(at: position, isInObject ? .commaOrCloseBrace : .commaOrCloseBracket)
        }
        position &+= 1
        depth &-= 1
        parent = memory.close(parent, end: position, next: next)
        isInObject = parent != noParent && memory.isObject(parent)
      }
    }
  }

  /// A key that is not the guessed one, whose contents begin at `start`; gives its number and the offset behind its
  /// colon.
  @inline(never)
  private mutating func key(
    _ text: RawSpan, _ start: Int, _ keys: JSONKeyTable.Lookup, guessedAt place: Int
  ) throws(JSONError) -> (JSONKeyID, Int) {
    let guess = nodes.memory.guess(at: place)
    let length = keys.matchNearEnd(guess, text, start)
    if length > 0 { return (guess, start &+ length) }
    let key = try text.scanString(from: start)
    flags.formUnion(key.flags)
    let keyID =
      key.flags.needsDecoding
      ? escapedKeyID(text.slice(unchecked: start, key.end), key.flags, keys)
      : keys.id(text, start, key.end)
    nodes.memory.setGuess(keyID, at: place)
    var position = key.end &+ 1
    guard text.significantByte(at: &position) == ASCII.colon else {
      throw text.unexpected(at: position, .colon)
    }
    return (keyID, position &+ 1)
  }

  /// Writes the node of a string that holds something special; gives the offset behind it.
  @inline(never)
  private mutating func string(
    _ text: RawSpan, _ start: Int, special: Int, _ keyID: JSONKeyID, before next: Int
  ) throws(JSONError) -> Int {
    let string = try text.scanStringSlowly(from: start, special: special)
    flags.formUnion(string.flags)
    if string.flags.needsDecoding {
      try decode(text, start, string, keyID, before: next)
    } else {
      nodes.memory.store(.string, start, string.end, keyID, flags: string.flags, before: next)
    }
    return string.end &+ 1
  }

  /// Decodes a string into the scratch memory and writes its node.
  private mutating func decode(
    _ text: RawSpan, _ start: Int, _ string: ScannedString, _ keyID: JSONKeyID, before next: Int
  ) throws(JSONError) {
    let decoded = scratch.append(
      JSONString(raw: text.slice(unchecked: start, string.end), flags: string.flags), source: start)
    // Replacing what is ill-formed can make a text longer.
    guard UInt(scratch.count) <= UInt(UInt32.max) else { throw text.tooLarge() }
    nodes.memory.store(
      .string, decoded, scratch.count, keyID, flags: string.flags.union(.isInScratch), before: next)
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

extension RawSpan {
  /// The error of an object that does not go on with a key at `offset`.
  @inline(never)
  fileprivate func unexpectedKey(at offset: Int) -> JSONError {
    unexpected(at: offset, significantByte(before: offset) == ASCII.comma ? .key : .keyOrCloseBrace)
  }

  /// The error of a text that does not go on with a value at `offset`.
  @inline(never)
  fileprivate func unexpectedValue(at offset: Int) -> JSONError {
    unexpected(
      at: offset, significantByte(before: offset) == ASCII.openBracket ? .valueOrCloseBracket : .value)
  }

  /// The last byte before `offset` that is no white space; 0 if there is none.
  private func significantByte(before offset: Int) -> UInt8 {
    var position = offset
    while position > 0 {
      position &-= 1
      let byte = byte(unchecked: position)
      if !byte.isJSONWhitespace { return byte }
    }
    return 0
  }
}
