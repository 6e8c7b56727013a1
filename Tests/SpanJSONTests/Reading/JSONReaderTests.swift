import SpanJSON
import Testing

@Suite struct JSONReaderTests {
  @Test func tokensWithTheirOffsets() throws {
    let bytes = Array(#" {"a" : [1,true,"x\n"], "b":null} "#.utf8)
    var reader = JSONReader(bytes.raw)
    var seen: [String] = []
    while true {
      let token = try reader.next()
      var line = "\(token.kind)@\(token.offset)"
      if token.kind == .key || token.kind == .string { line += "=\(token.string.string)" }
      if token.kind == .number { line += "=\(token.number.int64 ?? -1)" }
      seen.append(line)
      if token.kind == .end { break }
    }
    #expect(
      seen == [
        "beginObject@1", "key@2=a", "beginArray@8", "number@9=1", "true@11", "string@16=x\n", "endArray@21",
        "key@24=b", "null@28", "endObject@32", "end@34",
      ])
    let again = try reader.next()
    expectEqual(again.kind, .end)
    expectEqual(reader.depth, 0)
  }

  @Test func tokensOfAnotherKindAreEmpty() throws {
    let bytes = Array(#"[true,12]"#.utf8)
    var reader = JSONReader(bytes.raw)
    let begin = try reader.next()
    expectTrue(begin.string.raw.byteCount == 0 && begin.number.int64 == 0 && begin.number.double == 0)
    let literal = try reader.next()
    expectTrue(literal.string.string == "" && literal.number.raw.byteCount == 0)
    let number = try reader.next()
    expectTrue(number.string.raw.byteCount == 0 && number.number.int64 == 12)
  }

  @Test func skippingGivesTheValueAsWritten() throws {
    let bytes = Array(
      #"{"a":{"x":[1, {"y":2}],"z":"}"} ,"b": -1.50e2, "c":"é\n","d":[[],{}],"e":false}"#.utf8)
    var reader = JSONReader(bytes.raw)
    _ = try reader.next()
    var seen: [String: String] = [:]
    while true {
      let token = try reader.next()
      guard token.kind == .key else {
        expectEqual(token.kind, .endObject)
        break
      }
      let name = token.string.string
      let value = try reader.skipValue()
      seen[name] = text(value)
    }
    try reader.finish()
    #expect(
      seen == [
        "a": #"{"x":[1, {"y":2}],"z":"}"}"#, "b": "-1.50e2", "c": #""é\n""#, "d": "[[],{}]", "e": "false",
      ])
  }

  @Test func skippingTheRestOfAContainer() throws {
    let bytes = Array(#"[{"a":1,"b":[2,3]},4]"#.utf8)
    var reader = JSONReader(bytes.raw)
    _ = try reader.next()
    _ = try reader.next()
    _ = try reader.next()
    try reader.skipToEndOfContainer()
    expectEqual(reader.depth, 1)
    let four = try reader.next()
    expectEqual(four.number.int64, 4)
    try reader.skipToEndOfContainer()
    expectEqual(reader.depth, 0)
    try reader.skipToEndOfContainer()
    try reader.finish()
  }

  @Test func thereIsNoValueToSkip() throws {
    for text in ["[]", "{}", "{\"a\":1}", "1"] {
      let bytes = Array(text.utf8)
      var reader = JSONReader(bytes.raw)
      _ = try reader.next()
      do {
        let value = try reader.skipValue()
        Issue.record("skipped \(copy(value)) of \(text)")
      } catch {
        expectEqual(error.expected, .value)
      }
    }
  }

  @Test func errorsRepeat() {
    let bytes = Array("[1,x]".utf8)
    var reader = JSONReader(bytes.raw)
    var errors: [JSONError] = []
    for _ in 0..<6 {
      do { _ = try reader.next() } catch { errors.append(error) }
    }
    do { try reader.finish() } catch { errors.append(error) }
    expectEqual(errors.count, 5)
    expectEqual(Set(errors).count, 1)
    expectEqual(errors.first?.offset, 3)
  }

  @Test func finishReadsToTheEnd() throws {
    let good = Array(#"[1,{"a":[true]}] "#.utf8)
    var reader = JSONReader(good.raw)
    _ = try reader.next()
    try reader.finish()
    let bad = Array(#"[1,{"a":[true]}] ,"#.utf8)
    var other = JSONReader(bad.raw)
    _ = try other.next()
    do {
      try other.finish()
      Issue.record("accepted")
    } catch {
      expectEqual(error.code, .trailingContent)
      expectEqual(error.offset, 17)
    }
  }

  static let errors: [(String, JSONError.Code, JSONError.Expected, Int, UInt8?)] = [
    ("", .unexpectedEnd, .value, 0, nil), ("[", .unexpectedEnd, .valueOrCloseBracket, 1, nil),
    ("[x", .unexpectedByte, .valueOrCloseBracket, 1, 0x78),
    ("[1,]", .unexpectedByte, .value, 3, 0x5D), ("{", .unexpectedEnd, .keyOrCloseBrace, 1, nil),
    ("{1", .unexpectedByte, .keyOrCloseBrace, 1, 0x31),
    ("{\"a\":1,}", .unexpectedByte, .key, 7, 0x7D), ("{\"a\" 1}", .unexpectedByte, .colon, 5, 0x31),
    ("{\"a\":1 1}", .unexpectedByte, .commaOrCloseBrace, 7, 0x31),
    ("[1 1]", .unexpectedByte, .commaOrCloseBracket, 3, 0x31), ("1 1", .trailingContent, .endOfText, 2, 0x31),
    ("trux", .unexpectedByte, .literal, 3, 0x78),
    ("-x", .unexpectedByte, .digit, 1, 0x78), ("\"\\x\"", .unexpectedByte, .escape, 2, 0x78),
    ("\"\\u00x0\"", .unexpectedByte, .hexDigit, 5, 0x78),
    ("\"a\u{1}\"", .controlCharacter, .stringContent, 2, 1), ("\"a", .unexpectedEnd, .stringContent, 2, nil),
    ("\u{FEFF}1", .byteOrderMark, .value, 0, 0xEF),
  ]

  @Test(arguments: errors) func saysWhatWhereAndWhatWasExpected(
    _ text: String, code: JSONError.Code, expected: JSONError.Expected, offset: Int, byte: UInt8?
  ) {
    let bytes = Array(text.utf8)
    var reader = JSONReader(bytes.raw)
    do {
      try reader.finish()
      Issue.record("accepted")
    } catch {
      expectTrue(error.code == code && error.expected == expected)
      expectTrue(error.offset == offset && error.byte == byte)
      expectTrue("\(error)".contains("\(error.clause)"))
      expectTrue(code == .byteOrderMark || "\(error)".contains("byte \(offset)"))
    }
  }
}
