import Testing

@testable import SpanJSON

/// A template that matches says what the tape says of the same text; and it matches what it should.
@Suite struct JSONTemplateTests {
  static let keys = JSONKeyTable(["delta", "n", "pad"])
  static let base =
    #"{"id":"c1","object":"a name that is as long as three vectors, and some more, so that all of them count","#
    + #""a":[{"delta":"Hello","b":{"pad":"x"},"f":null}],"n":12,"tail":[true,-1.5e3,{"delta":""}]} "#

  /// Whether a template learnt from `first` matches `second`; if so, everything in it is as the tape has it.
  static func matches(_ first: [UInt8], _ second: [UInt8]) throws -> Bool {
    var tape = JSONTape()
    _ = try tape.parse(RawSpan(elements: first.span), keys: keys)
    guard
      var template = JSONTemplate(tape, of: RawSpan(elements: first.span), isVolatile: { _, key in key != 0 })
    else { return false }
    guard template.match(RawSpan(elements: second.span)) else { return false }
    // Twice: the second match starts from where the first one left the nodes.
    var again = template.match(RawSpan(elements: first.span))
    #expect(again)
    again = template.match(RawSpan(elements: second.span))
    #expect(again)
    // Before the nodes are moved, and after it.
    try matchesHoles(template.result(in: RawSpan(elements: second.span)), second)
    let expected = description(try tape.parse(RawSpan(elements: second.span), keys: keys))
    let found = description(template.result(in: RawSpan(elements: second.span)).root)
    #expect(found == expected)
    return true
  }

  /// What is had from the holes alone is what the tape has.
  static func matchesHoles(_ parsed: borrowing JSONParsedText, _ text: [UInt8]) throws {
    var tape = JSONTape()
    let root = try tape.parse(RawSpan(elements: text.span), keys: keys)
    let count = root.nodes.count
    var order = Array(0..<count)
    order.reverse()
    for index in order {
      guard let hole = parsed.hole(ofStringAt: index) else { continue }
      let found = parsed.bytes(ofHole: hole).decodedText()
      let expected = root.value(at: index).string
      #expect(found == expected, "value \(index)")
    }
    guard let hole = parsed.hole(ofKey: 2) else {
      Issue.record("the number is no hole")
      return
    }
    let number = parsed.int(ofHole: hole)
    let expected = root.member(2)?.int
    let unknown = parsed.hole(ofKey: 99)
    #expect(number == expected && unknown == nil)
  }

  /// All that can be asked of a value.
  static func description(_ value: JSONValueView) -> String {
    var text = "\(value.index) \(value.kind) \(value.keyID) @\(value.offset) \(value.flags.rawValue)"
    text += " \(value.raw.decodedText()) \(value.string ?? "-") \(value.key?.string ?? "-")"
    if let number = value.number { text += " \(number.isInteger) \(value.double ?? 0)" }
    var children = value.children
    while let child = children.next() { text += "\n" + description(child) }
    return text
  }

  @Test(
    arguments: [
      (#""Hello""#, #""""#), (#""Hello""#, #""Hello, \"world\" \u00e9\ud83d\ude00\n""#),
      (#""Hello""#, #""Grüße 日本""#),
      (#""x""#, #""xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx""#), ("12", "0"), ("12", "-1234567890123"),
      ("12", "1.25e-3"),
      (#"{"delta":""}"#, #"{"delta":"\\"}"#), (#""Hello""#, #""Hello""#),
    ])
  func match(_ hole: String, _ other: String) throws {
    let second = Array(Self.base.replacing(hole, with: other).utf8)
    #expect(try Self.matches(Array(Self.base.utf8), second))
    #expect(try Self.matches(second, Array(Self.base.utf8)))
  }

  @Test(
    arguments: [
      (#""Hello""#, "null"), (#""Hello""#, #""a\ud83d""#), (#""c1""#, #""c2""#), ("12", "01"), ("12", "-"),
      ("12", "1."),
      ("12", #""12""#), ("true", "false"), ("null", "1"), (#""Hello""#, "\"\u{1}\""), (#""Hello""#, #""\x""#),
      (#"]} "#, #"]}"#), (#"]} "#, #"]}x"#), ("-1.5e3", "-1.5e4"),
    ])
  func mismatch(_ part: String, _ other: String) throws {
    let second = Array(Self.base.replacing(part, with: other).utf8)
    #expect(try !Self.matches(Array(Self.base.utf8), second))
  }

  /// Cut, lengthened, or with one byte changed: a match is right, or there is none.
  @Test func mutations() throws {
    let base = Array(Self.base.utf8)
    var tape = JSONTape()
    _ = try tape.parse(RawSpan(elements: base.span), keys: Self.keys)
    let learnt = JSONTemplate(tape, of: RawSpan(elements: base.span), isVolatile: { _, key in key != 0 })
    guard var template = learnt else {
      Issue.record("no template")
      return
    }
    var matched = 0
    for position in base.indices {
      for byte in [UInt8(0x22), 0x5C, 0x00, 0x61, 0x30, 0x7D, 0x2C, 0xC3, 0xFF, 0x20] {
        for kind in 0..<3 {
          var text = base
          switch kind {
          case 0: text[position] = byte
          case 1: text.insert(byte, at: position)
          default: text.removeSubrange(position..<min(position + 1 + Int(byte) % 5, text.count))
          }
          guard template.match(RawSpan(elements: text.span)) else { continue }
          matched += 1
          let found = Self.description(template.result(in: RawSpan(elements: text.span)).root)
          let expected = Self.description(try tape.parse(RawSpan(elements: text.span), keys: Self.keys))
          #expect(found == expected, "\(String(decoding: text, as: UTF8.self))")
        }
      }
    }
    #expect(matched > 100)
  }

  /// Each single byte of the literals counts, whatever the length of a run.
  @Test(arguments: 0..<200) func literalRuns(length: Int) throws {
    let padding = String(repeating: "x", count: length)
    let base = Array(#"{"l":"\#(padding)","delta":"d","m":"\#(padding)"}"#.utf8)
    var tape = JSONTape()
    _ = try tape.parse(RawSpan(elements: base.span), keys: Self.keys)
    let learnt = JSONTemplate(
      tape, of: RawSpan(elements: base.span), prefix: RawSpan(literal: "data: "),
      isVolatile: { _, key in key != 0 })
    guard var template = learnt else {
      Issue.record("no template")
      return
    }
    let event = Array("data: ".utf8) + base
    let hole = event.count - length - 10
    for position in event.indices where position != hole {
      var other = event
      other[position] = UInt8(ascii: "y")
      let end = template.matchPrefixed(RawSpan(elements: other.span))
      if end != 0 { Issue.record("length \(length), position \(position)") }
    }
    let end = template.matchPrefixed(RawSpan(elements: (event + Array("\n\n".utf8)).span))
    #expect(end == event.count)
  }

  /// Texts that are not worth a template get none.
  @Test func refusals() throws {
    var tape = JSONTape()
    func makes(_ text: String, maximumSize: Int = 1024) throws -> Bool {
      let text = Array(text.utf8)
      _ = try tape.parse(RawSpan(elements: text.span), keys: Self.keys)
      let template = JSONTemplate(
        tape, of: RawSpan(elements: text.span), isVolatile: { _, key in key != 0 }, maximumSize: maximumSize)
      return template != nil
    }
    #expect(try makes(Self.base))
    #expect(try !makes(Self.base, maximumSize: 50))
    #expect(try !makes(#"{"id":"a\n","delta":"x"}"#))
    #expect(try !makes("[" + Array(repeating: "1", count: 64).joined(separator: ",") + "]"))
    #expect(try !makes("{" + (0..<9).map { _ in #""delta":"""# }.joined(separator: ",") + "}"))
    #expect(try makes("{" + (0..<8).map { _ in #""delta":"""# }.joined(separator: ",") + "}"))
  }
}
