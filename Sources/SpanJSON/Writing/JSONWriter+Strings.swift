extension [UInt8] {
  /// Appends `text` as a JSON string, quotation marks included.
  mutating func appendJSONString(_ text: String) {
    var text = text
    text.makeContiguousUTF8()
    let done: Void? = unsafe text.utf8.withContiguousStorageIfAvailable {
      appendJSONString(unsafe RawSpan(_unsafeElements: $0))
    }
    if done == nil { appendJSONString(RawSpan(elements: [UInt8](text.utf8).span)) }
  }

  /// Appends `text`, which is UTF-8, as a JSON string, quotation marks included. Only what must be escaped
  /// is; ill-formed bytes become U+FFFD, one for each maximal subpart.
  mutating func appendJSONString(_ text: RawSpan) {
    append(ASCII.quote)
    let count = text.byteCount
    var run = 0
    var position = 0
    while true {
      position = text.firstSpecial(from: position)
      if position >= count { break }
      let byte = text.byte(unchecked: position)
      if byte >= 0x80 {
        let sequence = text.utf8Sequence(at: position)
        if !sequence.isWellFormed {
          append(bytesOf: text.slice(unchecked: run, position))
          appendReplacement()
          run = position &+ sequence.length
        }
        position &+= sequence.length
      } else {
        append(bytesOf: text.slice(unchecked: run, position))
        appendEscape(byte)
        position &+= 1
        run = position
      }
    }
    append(bytesOf: text.slice(unchecked: run, count))
    append(ASCII.quote)
  }

  /// Appends the escape of a quotation mark, a backslash or a control character.
  private mutating func appendEscape(_ byte: UInt8) {
    append(ASCII.backslash)
    switch byte {
    case 0x08: append(ASCII.b)
    case ASCII.tab: append(ASCII.t)
    case ASCII.lineFeed: append(ASCII.n)
    case 0x0C: append(ASCII.f)
    case ASCII.carriageReturn: append(ASCII.r)
    case 0x00..<0x20:
      append(literal: "u00")
      append(ASCII.zero &+ byte &>> 4)
      append(byte & 15 < 10 ? ASCII.zero &+ byte & 15 : 0x57 &+ byte & 15)
    default: append(byte)
    }
  }

  /// Appends U+FFFD.
  private mutating func appendReplacement() {
    append(0xEF)
    append(0xBF)
    append(0xBD)
  }

  /// Appends an integer in decimal.
  mutating func appendDecimal<Value: FixedWidthInteger>(_ value: Value) {
    if value < 0 { append(ASCII.minus) }
    let start = count
    var rest = value.magnitude
    repeat {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      append(ASCII.zero &+ UInt8(truncatingIfNeeded: digit))
      rest = quotient
    } while rest != 0
    self[start...].reverse()
  }
}
