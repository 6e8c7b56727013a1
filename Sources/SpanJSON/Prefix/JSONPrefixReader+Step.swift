extension JSONPrefixReader {
  /// Takes one or more bytes of `bytes` from `position` on; gives the position behind them. `base` is the
  /// offset of the first of them in the text.
  mutating func step(_ bytes: RawSpan, _ position: Int, base: Int) throws(JSONError) -> Int {
    let byte = bytes.byte(unchecked: position)
    let offset = base &+ position
    switch state {
    case .string:
      return try stringStep(bytes, position, base: base)
    case .literal:
      let rest = RawSpan(
        literal: literalLetter == ASCII.t ? "true" : literalLetter == ASCII.f ? "false" : "null")
      guard byte == rest.byte(unchecked: literalCount) else { throw unexpected(byte, offset, .literal) }
      literalCount &+= 1
      if literalCount == rest.byteCount { endValue(at: offset &+ 1) }
    case .minus, .zero, .integer, .point, .fraction, .exponentMark, .exponentSign, .exponent:
      try numberStep(byte, offset)
    default:
      try structureStep(byte, offset)
    }
    return position &+ 1
  }

  /// The error of a byte that has no place. A byte order mark is not told apart: only its first byte may
  /// have come.
  func unexpected(_ byte: UInt8, _ offset: Int, _ expected: JSONError.Expected) -> JSONError {
    let code: JSONError.Code =
      switch expected.kind {
      case .endOfText: .trailingContent
      case .string: .controlCharacter
      default: .unexpectedByte
      }
    return JSONError(code: code, expected: expected, byte: byte, offset: offset)
  }

  /// A value has ended before `end`.
  private mutating func endValue(at end: Int) {
    state = .afterValue
    cut = end
    hasOpenString = false
  }

  private mutating func structureStep(_ byte: UInt8, _ offset: Int) throws(JSONError) {
    if byte.isJSONWhitespace { return }
    switch state {
    case .firstKey where byte == ASCII.closeBrace, .firstElement where byte == ASCII.closeBracket:
      close(offset)
    case .firstKey, .nextKey:
      guard byte == ASCII.quote else {
        throw unexpected(byte, offset, state == .firstKey ? .keyOrCloseBrace : .key)
      }
      state = .string
      isKey = true
    case .colon:
      guard byte == ASCII.colon else { throw unexpected(byte, offset, .colon) }
      state = .value
    case .afterValue:
      if containers.depth == 0 { throw unexpected(byte, offset, .endOfText) }
      let isInObject = containers.isInObject
      if byte == ASCII.comma {
        state = isInObject ? .nextKey : .value
      } else if byte == (isInObject ? ASCII.closeBrace : ASCII.closeBracket) {
        close(offset)
      } else {
        throw unexpected(byte, offset, isInObject ? .commaOrCloseBrace : .commaOrCloseBracket)
      }
    default:
      try beginValue(byte, offset)
    }
  }

  private mutating func close(_ offset: Int) {
    containers.pop()
    endValue(at: offset &+ 1)
  }

  private mutating func beginValue(_ byte: UInt8, _ offset: Int) throws(JSONError) {
    switch byte {
    case ASCII.openBrace, ASCII.openBracket:
      guard containers.depth < maximumDepth else { throw RawSpan(elements: text.span).tooDeep(at: offset) }
      containers.push(isObject: byte == ASCII.openBrace)
      state = byte == ASCII.openBrace ? .firstKey : .firstElement
      cut = offset &+ 1
    case ASCII.quote:
      state = .string
      isKey = false
      hasOpenString = true
      cut = offset &+ 1
    case ASCII.minus: state = .minus
    case ASCII.zero: state = .zero
    case ASCII.zero...ASCII.nine: state = .integer
    case ASCII.t, ASCII.f, ASCII.n:
      state = .literal
      literalLetter = byte
      literalCount = 1
    default:
      throw unexpected(byte, offset, state == .firstElement ? .valueOrCloseBracket : .value)
    }
  }

  /// One byte of a number, or the byte that ends it.
  private mutating func numberStep(_ byte: UInt8, _ offset: Int) throws(JSONError) {
    if byte.isDigit, state != .zero {
      switch state {
      case .minus: state = byte == ASCII.zero ? .zero : .integer
      case .point: state = .fraction
      case .exponentMark, .exponentSign: state = .exponent
      default: break
      }
      return
    }
    switch state {
    case .zero where byte == ASCII.point, .integer where byte == ASCII.point:
      state = .point
    case .zero where byte | 0x20 == ASCII.e, .integer where byte | 0x20 == ASCII.e,
      .fraction where byte | 0x20 == ASCII.e:
      state = .exponentMark
    case .exponentMark where byte == ASCII.plus || byte == ASCII.minus:
      state = .exponentSign
    case .minus, .point, .exponentMark, .exponentSign:
      throw unexpected(byte, offset, .digit)
    default:
      // The number is whole if what follows it may do so.
      let before = cut
      endValue(at: offset)
      do {
        try structureStep(byte, offset)
      } catch {
        cut = before
        throw error
      }
    }
  }
}
