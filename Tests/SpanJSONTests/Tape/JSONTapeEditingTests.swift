import Testing

@testable import SpanJSON

@Suite struct JSONTapeEditingTests {
  @Test(arguments: [#"{"a":"plain","b":1}"#, #"{"a" : "with \n escapes" ,"b":1}"#])
  func replacedTextLeavesWhatIsWritten(_ text: String) throws {
    let bytes = Array(text.utf8)
    var tape = JSONTape()
    let written: String?
    let offset: Int?
    do {
      let string = try tape.parse(bytes.raw, keys: readingKeys).member(1)
      written = rawText(string)
      offset = string?.offset
    }
    // Once from the text or the first decoding, once from what was put in before.
    for replacement in ["x", "", "a longer text than there was before: é😀"] {
      tape.replaceText(at: 1, with: Array(replacement.utf8))
      guard let root = tape.root(in: bytes.raw) else {
        Issue.record("no root")
        return
      }
      let string = root.member(1)
      expectEqual(string?.string, replacement)
      expectEqual(rawText(string), written)
      expectEqual(string?.offset, offset)
      expectEqual(string?.key?.string, "a")
      expectEqual(root.member(named: "b")?.int, 1)
      expectEqual(root.count, 2)
    }
  }

  @Test func flagsOfValuesOnly() throws {
    let bytes = Array(#"{"\u0061":"x\n","b":"é"}"#.utf8)
    var tape = JSONTape()
    _ = try tape.parse(bytes.raw, keys: readingKeys)
    #expect(tape.stringFlags == [.hasEscapes, .isNotASCII])
    let plain = Array(#"{"\u0061":"x"}"#.utf8)
    _ = try tape.parse(plain.raw, keys: readingKeys)
    #expect(tape.stringFlags == [])
    #expect(tape.flags == .hasEscapes)
  }

  @Test(arguments: [
    (#"\ud83d\ude00"#, "😀", false), (#"x\ud83d"#, "x\u{FFFD}", true), (#"\ude00"#, "\u{FFFD}", true),
    (#"\\ud83d"#, "\\ud83d", false), (#"\ud83d\n"#, "\u{FFFD}\n", true), ("plain", "plain", false),
  ])
  func partsOfStrings(_ raw: String, text: String, hasLone: Bool) {
    let bytes = Array(raw.utf8)
    let part = JSONString(part: bytes.raw)
    expectEqual(part.string, text)
    expectEqual(part.hasLoneSurrogate, hasLone)
  }
}
