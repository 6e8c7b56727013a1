import SpanJSON
import Testing

/// Texts that are still growing (JSN-40 to JSN-46).
@Suite struct JSONPrefixTests {
  static let samples =
    DifferentialTests.samples + [
      #"{"city":"Paris","days":[1,20,-3.5e+7],"units":{"t":"c","ok":true,"n":null}}"#,
      #"["\ud83d\ude00\ud83d","\ud83dx","\\\"\/\u00e9é世😀",[],{},[[]],{"":{"\u0061":[false]}}]"#,
      #""only \ud83d\ud83d\ude00 a string""#, "-12.5e-3", "true", " [ ] ",
    ]

  @Test(arguments: samples) func atEveryCut(_ sample: String) throws {
    let whole = Array(sample.utf8)
    var growing = JSONPrefixReader()
    var before: JSONValue?
    for end in 0...whole.count {
      let cut = Array(whole[..<end])
      if end > 0 {
        let byte = [whole[end - 1]]
        growing.append(byte.raw)
      }
      var atOnce = JSONPrefixReader()
      atOnce.append(cut.raw)
      #expect(growing.error == nil)
      #expect(growing.text == cut)
      #expect(growing.closedText == atOnce.closedText, "cut \(end)")
      let whatItIs = SpanJSONTests.value(of: cut)
      let isWhole = whatItIs != nil
      let isNumber = whole.first.map { $0 == 0x2D } ?? false
      #expect(growing.isComplete == (isWhole && !isNumber), "cut \(end)")
      let value = growing.value
      #expect((value == nil) == (growing.closedText == nil), "what is closed is JSON, cut \(end)")
      let again = JSONValue(prefixOf: cut.raw)
      #expect(again == value)
      if isWhole && !isNumber { #expect(value == whatItIs) }
      if let before, let value {
        #expect(Self.extends(value, before), "cut \(end): \(before) became \(value)")
      }
      if before != nil { #expect(value != nil) }
      before = value
    }
  }

  /// Whether the later value extends the earlier one (JSN-45).
  static func extends(_ later: JSONValue, _ earlier: JSONValue, isInnermost: Bool = true) -> Bool {
    if later == earlier { return true }
    guard isInnermost else { return false }
    switch (later, earlier) {
    case (.string(let a), .string(let b)): return a.utf8.starts(with: b.utf8)
    case (.array(let a), .array(let b)):
      return a.count >= b.count
        && zip(a, b).enumerated().allSatisfy { extends($1.0, $1.1, isInnermost: $0 == b.count - 1) }
    case (.object(let a), .object(let b)):
      return a.members.count >= b.members.count
        && zip(a.members, b.members).enumerated().allSatisfy {
          $1.0.key == $1.1.key && extends($1.0.value, $1.1.value, isInnermost: $0 == b.members.count - 1)
        }
    default: return false
    }
  }

  @Test(arguments: 0..<60) func cutsDoNotMatter(_ seed: UInt64) {
    var random = RandomJSON(seed: seed &+ 0xCA7)
    for _ in 0..<20 {
      let text = random.generator.below(2) == 0 ? random.text() : random.mutated(random.text())
      var atOnce = JSONPrefixReader()
      atOnce.append(text.raw)
      var pieces = JSONPrefixReader()
      var rest = text[...]
      while !rest.isEmpty {
        let piece = Array(rest.prefix(1 + random.generator.below(7)))
        rest = rest.dropFirst(piece.count)
        pieces.append(piece.raw)
      }
      #expect(pieces.error == atOnce.error, "seed \(seed) \(escaped(text))")
      #expect(pieces.text == atOnce.text, "seed \(seed) \(escaped(text))")
      #expect(pieces.closedText == atOnce.closedText, "seed \(seed) \(escaped(text))")
      #expect(pieces.isComplete == atOnce.isComplete, "seed \(seed) \(escaped(text))")
      if let closed = atOnce.closedText {
        #expect(value(of: closed) != nil, "seed \(seed) \(escaped(text)): \(escaped(closed))")
      }
    }
  }

  @Test func staysWithItsError() {
    var reader = JSONPrefixReader()
    let bytes = Array(#"{"a":[1,x"#.utf8)
    reader.append(bytes.raw)
    let more = Array("2]}".utf8)
    reader.append(more.raw)
    #expect(reader.error?.offset == 8)
    #expect(reader.error?.expected == .value)
    #expect(reader.value == ["a": [1]])
    #expect(!reader.isComplete)
    reader.reset()
    #expect(reader.value == nil && reader.error == nil && reader.text.isEmpty)
    let two = Array("2".utf8)
    reader.append(two.raw)
    #expect(reader.error == nil)
  }

  /// The value is that of the text before the wrong byte, also if that byte would have ended a number.
  @Test(arguments: [
    ("[1x", "[]"), ("[1,2}", "[1]"), ("{\"a\":1]", "{}"), ("[1 x", "[1]"), ("[01", "[]"), ("[1.x", "[]"),
    ("[\"a\\x", "[\"a\"]"), ("[\"a\u{1}", "[\"a\"]"), ("[\"a\\u00x", "[\"a\"]"), ("{\"a\":trux", "{}"),
  ])
  func whatStoodBeforeTheError(_ input: String, expected: String) {
    let bytes = Array(input.utf8)
    var reader = JSONPrefixReader()
    reader.append(bytes.raw)
    #expect(reader.error?.offset == bytes.count - 1)
    #expect(reader.text.count == bytes.count - 1)
    var before = JSONPrefixReader()
    let text = reader.text
    before.append(text.raw)
    #expect(before.error == nil)
    #expect(reader.value == before.value)
    #expect(reader.value?.description == expected)
  }

  @Test func depthIsLimited() {
    var reader = JSONPrefixReader(maximumDepth: 3)
    let bytes = Array("[[[[".utf8)
    reader.append(bytes.raw)
    #expect(reader.error?.code == .tooDeep && reader.error?.offset == 3)
    #expect(reader.value == [[[]]])
    var deep = JSONPrefixReader(maximumDepth: 200)
    let many = Array((String(repeating: "[{\"\":", count: 80) + "\"x").utf8)
    deep.append(many.raw)
    let expected = String(decoding: many, as: UTF8.self) + "\"" + String(repeating: "}]", count: 80)
    #expect(deep.closedText == Array(expected.utf8))
  }
}
