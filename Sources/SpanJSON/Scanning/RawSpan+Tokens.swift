// White space, literals and the errors of the grammar. All scanning functions take and give offsets within
// the text, `0 ... byteCount`, and load nothing beyond it.

extension RawSpan {
  /// The offset of the first byte from `start` on that is no white space; `byteCount` if there is none
  /// (JSN-4). Precondition: `0 <= start <= byteCount`.
  @inline(__always)
  func skippingWhitespace(from start: Int) -> Int {
    if start < byteCount && byte(unchecked: start) > ASCII.space { return start }
    return skippingWhitespaceSlowly(from: start)
  }

  /// Moves `position` to the first byte from there on that is no white space, and gives it; at the end 0, which no text
  /// may hold outside of strings. Precondition: `0 <= position <= byteCount`.
  @inline(__always)
  func significantByte(at position: inout Int) -> UInt8 {
    guard position < byteCount else { return 0 }
    let byte = byte(unchecked: position)
    if byte > ASCII.space { return byte }
    position = skippingWhitespaceSlowly(from: position)
    return position < byteCount ? self.byte(unchecked: position) : 0
  }

  @inline(never)
  private func skippingWhitespaceSlowly(from start: Int) -> Int {
    var position = start
    while position < byteCount && byte(unchecked: position).isJSONWhitespace { position &+= 1 }
    return position
  }

  /// Whether `null` stands at `start`, and something behind it. Precondition: `0 <= start <= byteCount`.
  @inline(__always)
  func hasNull(at start: Int) -> Bool { start &+ 5 <= byteCount && load4(unchecked: start) == 0x6C6C_756E }

  /// The offset behind the literal that begins at `start` with the first letter of `true`, `false` or
  /// `null` (JSN-5). Precondition: `start < byteCount`.
  @inline(__always)
  func scanLiteral(from start: Int) throws(JSONError) -> (end: Int, kind: JSONKind) {
    if hasNull(at: start) { return (start &+ 4, .null) }
    if start &+ 5 <= byteCount {
      let head = load4(unchecked: start)
      if head == 0x6575_7274 { return (start &+ 4, .true) }
      if head == 0x736C_6166 && byte(unchecked: start &+ 4) == ASCII.e { return (start &+ 5, .false) }
    }
    return try scanLiteralSlowly(from: start)
  }

  /// The same, bytewise: at the end of the text, and to find where a literal goes wrong.
  @inline(never)
  private func scanLiteralSlowly(from start: Int) throws(JSONError) -> (end: Int, kind: JSONKind) {
    let first = byte(unchecked: start)
    let kind: JSONKind = first == ASCII.t ? .true : first == ASCII.f ? .false : .null
    let literal =
      switch kind {
      case .true: RawSpan(literal: "true")
      case .false: RawSpan(literal: "false")
      default: RawSpan(literal: "null")
      }
    for i in 0..<literal.byteCount {
      let position = start &+ i
      if position >= byteCount || byte(unchecked: position) != literal.byte(unchecked: i) {
        throw unexpected(at: position, i == 0 ? .value : .literal)
      }
    }
    return (start &+ literal.byteCount, kind)
  }

  /// The error of a text that cannot go on at `offset`. Precondition: `0 <= offset <= byteCount`.
  @inline(never)
  func unexpected(at offset: Int, _ expected: JSONError.Expected) -> JSONError {
    guard offset < byteCount else {
      return JSONError(code: .unexpectedEnd, expected: expected, byte: 0, offset: offset)
    }
    let byte = byte(unchecked: offset)
    let code: JSONError.Code
    if expected == .endOfText {
      code = .trailingContent
    } else if expected == .stringContent {
      code = .controlCharacter
    } else if offset == 0 && byteCount >= 3 && load4orLess() & 0xFF_FFFF == 0xBF_BBEF {
      code = .byteOrderMark
    } else {
      code = .unexpectedByte
    }
    return JSONError(code: code, expected: expected, byte: byte, offset: offset)
  }

  /// The error of an opening bracket beyond the depth limit. Precondition: `0 <= offset < byteCount`.
  @inline(never)
  func tooDeep(at offset: Int) -> JSONError {
    JSONError(code: .tooDeep, expected: .less, byte: byte(unchecked: offset), offset: offset)
  }

  /// The error of a text whose offsets do not fit the tape.
  @inline(never)
  func tooLarge() -> JSONError {
    JSONError(code: .tooLarge, expected: .less, byte: 0, offset: byteCount)
  }

  /// The first up to four bytes, little-endian.
  private func load4orLess() -> UInt32 {
    var word: UInt32 = 0
    for i in 0..<min(4, byteCount) { word |= UInt32(byte(unchecked: i)) << UInt32(8 * i) }
    return word
  }
}
