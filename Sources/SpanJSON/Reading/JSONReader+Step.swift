extension JSONReader {
  /// The grammar, one token at a time.
  @_lifetime(copy self)
  @_lifetime(self: copy self)
  mutating func step() throws(JSONError) -> JSONToken {
    position = text.skippingWhitespace(from: position)
    switch state {
    case .value:
      return try value(orElse: .value)
    case .memberValue:
      position = try text.scanColon(at: position)
      return try value(orElse: .value)
    case .firstKey:
      if current == ASCII.closeBrace { return close(.endObject) }
      return try key(orElse: .keyOrCloseBrace)
    case .firstElement:
      if current == ASCII.closeBracket { return close(.endArray) }
      return try value(orElse: .valueOrCloseBracket)
    case .afterValue:
      break
    }
    if containers.depth == 0 {
      guard position == text.byteCount else { throw text.unexpected(at: position, .endOfText) }
      return JSONToken(.end, at: position, text.slice(unchecked: position, position))
    }
    if containers.isInObject {
      if current == ASCII.closeBrace { return close(.endObject) }
      guard current == ASCII.comma else { throw text.unexpected(at: position, .commaOrCloseBrace) }
      position = text.skippingWhitespace(from: position &+ 1)
      return try key(orElse: .key)
    }
    if current == ASCII.closeBracket { return close(.endArray) }
    guard current == ASCII.comma else { throw text.unexpected(at: position, .commaOrCloseBracket) }
    position = text.skippingWhitespace(from: position &+ 1)
    return try value(orElse: .value)
  }

  /// The byte at the position; zero, which is no token, at the end of the text.
  @inline(__always)
  private var current: UInt8 { position < text.byteCount ? text.byte(unchecked: position) : 0 }

  @_lifetime(copy self)
  @_lifetime(self: copy self)
  private mutating func key(orElse expected: JSONError.Expected) throws(JSONError) -> JSONToken {
    guard current == ASCII.quote else { throw text.unexpected(at: position, expected) }
    let start = position
    let scanned = try text.scanString(from: start &+ 1)
    position = scanned.end &+ 1
    state = .memberValue
    return JSONToken(.key, at: start, text.slice(unchecked: start &+ 1, scanned.end), scanned.flags)
  }

  @_lifetime(copy self)
  @_lifetime(self: copy self)
  private mutating func close(_ kind: JSONToken.Kind) -> JSONToken {
    let start = position
    position &+= 1
    containers.pop()
    state = .afterValue
    return JSONToken(kind, at: start, text.slice(unchecked: start, position))
  }

  @_lifetime(copy self)
  @_lifetime(self: copy self)
  private mutating func value(orElse expected: JSONError.Expected) throws(JSONError) -> JSONToken {
    let start = position
    switch current {
    case ASCII.quote:
      let scanned = try text.scanString(from: start &+ 1)
      position = scanned.end &+ 1
      state = .afterValue
      return JSONToken(.string, at: start, text.slice(unchecked: start &+ 1, scanned.end), scanned.flags)
    case ASCII.openBrace, ASCII.openBracket:
      guard containers.depth < maximumDepth else { throw text.tooDeep(at: start) }
      let isObject = current == ASCII.openBrace
      containers.push(isObject: isObject)
      position = start &+ 1
      state = isObject ? .firstKey : .firstElement
      return JSONToken(
        isObject ? .beginObject : .beginArray, at: start, text.slice(unchecked: start, position))
    case ASCII.minus, ASCII.zero...ASCII.nine:
      let scanned = try text.scanNumber(from: start)
      position = scanned.end
      state = .afterValue
      return JSONToken(
        .number, at: start, text.slice(unchecked: start, position), scanned.isInteger ? .isInteger : [])
    case ASCII.t, ASCII.f, ASCII.n:
      let literal = try text.scanLiteral(from: start)
      position = literal.end
      state = .afterValue
      let kind: JSONToken.Kind =
        switch literal.kind {
        case .true: .true
        case .false: .false
        default: .null
        }
      return JSONToken(kind, at: start, text.slice(unchecked: start, position))
    default:
      throw text.unexpected(at: start, expected)
    }
  }
}

extension RawSpan {
  /// The offset behind the colon at `position` and the white space that follows it.
  /// Precondition: `0 <= position <= byteCount`.
  @inline(__always)
  func scanColon(at position: Int) throws(JSONError) -> Int {
    guard position < byteCount, byte(unchecked: position) == ASCII.colon else {
      throw unexpected(at: position, .colon)
    }
    return skippingWhitespace(from: position &+ 1)
  }
}
