extension JSONPrefixReader {
  /// Takes the contents of a string up to its end, or to the end of the bytes, or to an escape's.
  mutating func stringStep(_ bytes: RawSpan, _ start: Int, base: Int) throws(JSONError) -> Int {
    var position = start
    if escape != .none && escape != .high {
      try escapeStep(bytes.byte(unchecked: position), base &+ position)
      return position &+ 1
    }
    if escape == .high {
      if bytes.byte(unchecked: position) == ASCII.backslash {
        escape = .highLetter
        return position &+ 1
      }
      // The other half does not come.
      escape = .none
    }
    while true {
      position = bytes.firstSpecial(from: position)
      guard position < bytes.byteCount else { break }
      let byte = bytes.byte(unchecked: position)
      let offset = base &+ position
      if byte >= 0x80 {
        position &+= 1
      } else if byte == ASCII.backslash {
        moveCut(to: offset)
        escape = .letter
        return position &+ 1
      } else if byte == ASCII.quote {
        if isKey {
          state = .colon
        } else {
          state = .afterValue
          cut = offset &+ 1
          hasOpenString = false
        }
        return position &+ 1
      } else {
        moveCut(to: offset)
        throw unexpected(byte, offset, .stringContent)
      }
    }
    moveCut(to: base &+ position)
    return position
  }

  /// What comes before `offset` is whole characters, but for a UTF-8 sequence that may be cut.
  private mutating func moveCut(to offset: Int) {
    if !isKey { cut = offset }
  }

  /// One byte of an escape, behind its backslash.
  private mutating func escapeStep(_ byte: UInt8, _ offset: Int) throws(JSONError) {
    switch escape {
    case .digits:
      guard let digit = byte.hexValue else {
        throw unexpected(byte, offset, .hexDigit)
      }
      codeUnit = codeUnit &<< 4 | digit
      digitCount &+= 1
      if digitCount == 4 { endCodeUnit(offset &+ 1) }
    case .letter, .highLetter:
      switch byte {
      case ASCII.u:
        escape = .digits
        digitCount = 0
        codeUnit = 0
      case ASCII.quote, ASCII.backslash, ASCII.slash, ASCII.b, ASCII.f, ASCII.n, ASCII.r, ASCII.t:
        escape = .none
        moveCut(to: offset &+ 1)
      default:
        throw unexpected(byte, offset, .escape)
      }
    case .none, .high:
      break
    }
  }

  /// A `\uXXXX` has ended before `end`.
  private mutating func endCodeUnit(_ end: Int) {
    if codeUnit & 0xFC00 == 0xD800 {
      // Its other half may come; the one before it, if that was a high one too, stays alone.
      escape = .high
      moveCut(to: end &- 6)
    } else {
      escape = .none
      moveCut(to: end)
    }
  }
}
