import SpanJSON
import Testing

/// Strings: what is decoded, what is reported (JSN-7 to JSN-9, JSN-25, JSN-26).
@Suite struct StringTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let contents: String
    let text: String
    let preserved: [UInt8]?
    let flags: JSONStringFlags

    init(_ contents: String, _ text: String, preserved: [UInt8]? = nil, _ flags: JSONStringFlags = []) {
      self.contents = contents
      self.text = text
      self.preserved = preserved
      self.flags = flags
    }

    var testDescription: String { contents }
  }

  static let cases = [
    Case("", ""), Case("plain", "plain"), Case("\u{7F}", "\u{7F}"), Case("é世😀", "é世😀", .isNotASCII),
    Case(#"\"\\\/\b\f\n\r\t"#, "\"\\/\u{8}\u{C}\n\r\t", .hasEscapes),
    Case(#"\u0041\u00e9\u4E16\u0000"#, "Aé世\0", .hasEscapes),
    Case(#"\uFFFF\ufffe"#, "\u{FFFF}\u{FFFE}", .hasEscapes),
    Case(#"\u007f\u0080\u07FF\u0800"#, "\u{7F}\u{80}\u{7FF}\u{800}", .hasEscapes),
    Case(#"\ud83d\ude00"#, "😀", .hasEscapes), Case(#"\uD834\uDD1E!"#, "𝄞!", .hasEscapes),
    Case(#"\uDBFF\uDFFF\ud800\udc00"#, "\u{10FFFF}\u{10000}", .hasEscapes),
    Case(
      #"\ud83d"#, "\u{FFFD}", preserved: [0xED, 0xA0, 0xBD],
      [.hasEscapes, .loneSurrogate, .trailingHighSurrogate]),
    Case(
      #"\ude00"#, "\u{FFFD}", preserved: [0xED, 0xB8, 0x80],
      [.hasEscapes, .loneSurrogate, .leadingLowSurrogate]),
    Case(#"a\ude00"#, "a\u{FFFD}", preserved: [0x61, 0xED, 0xB8, 0x80], [.hasEscapes, .loneSurrogate]),
    Case(#"\ud83da"#, "\u{FFFD}a", preserved: [0xED, 0xA0, 0xBD, 0x61], [.hasEscapes, .loneSurrogate]),
    Case(
      #"\ude00 \ud83d"#, "\u{FFFD} \u{FFFD}", preserved: [0xED, 0xB8, 0x80, 0x20, 0xED, 0xA0, 0xBD],
      [.hasEscapes, .loneSurrogate, .leadingLowSurrogate, .trailingHighSurrogate]),
    Case(
      #"\ude00\ud83d"#, "\u{FFFD}\u{FFFD}", preserved: [0xED, 0xB8, 0x80, 0xED, 0xA0, 0xBD],
      [.hasEscapes, .loneSurrogate, .leadingLowSurrogate, .trailingHighSurrogate]),
    Case(
      #"\ud83d\ud83d\ude00"#, "\u{FFFD}😀", preserved: [0xED, 0xA0, 0xBD, 0xF0, 0x9F, 0x98, 0x80],
      [.hasEscapes, .loneSurrogate]),
    Case(#"\ud83d\u0041"#, "\u{FFFD}A", preserved: [0xED, 0xA0, 0xBD, 0x41], [.hasEscapes, .loneSurrogate]),
    Case(#"\ud83d\n"#, "\u{FFFD}\n", preserved: [0xED, 0xA0, 0xBD, 0x0A], [.hasEscapes, .loneSurrogate]),
    Case(#"\\ud83d"#, "\\ud83d", .hasEscapes), Case(#"\\\ud83d\ude00"#, "\\😀", .hasEscapes),
    Case(#"é\n世"#, "é\n世", [.isNotASCII, .hasEscapes]),
  ]

  @Test(arguments: cases) func decodes(_ example: Case) throws {
    let bytes = Array("\"\(example.contents)\"".utf8)
    var reader = JSONReader(bytes.raw)
    let string = try reader.next().string
    expectEqual(string.string, example.text)
    expectEqual(string.flags, example.flags)
    expectEqual(string.hasLoneSurrogate, example.flags.contains(.loneSurrogate))
    expectEqual(string.hasEscapes, example.flags.contains(.hasEscapes))
    expectEqual(string.isASCII, !example.flags.contains(.isNotASCII))
    expectEqual(copy(string.raw), Array(example.contents.utf8))
    var preserved: [UInt8] = [0x21]
    string.appendDecoded(to: &preserved, repair: .preserve)
    expectEqual(preserved, [0x21] + (example.preserved ?? Array(example.text.utf8)))

    var tape = JSONTape()
    let view = try tape.parse(bytes.raw, keys: readingKeys)
    expectEqual(view.string, example.text)
    expectEqual(view.flags, example.flags)
    expectEqual(view.offset, 0)
    expectEqual(copy(view.raw), bytes)
    expectEqual(copy(ifAny: view.bytes), Array(example.text.utf8))
    expectEqual(rawText(view.jsonString), example.contents)
  }

  @Test func halvesAtTheBordersCanBeHad() throws {
    let bytes = Array(#""\uDE00 x \ud83d""#.utf8)
    var reader = JSONReader(bytes.raw)
    let string = try reader.next().string
    expectEqual(string.leadingLowSurrogate, 0xDE00)
    expectEqual(string.trailingHighSurrogate, 0xD83D)
    let plain = Array(#""\u0041\ude00\ud83d.""#.utf8)
    var other = JSONReader(plain.raw)
    let inside = try other.next().string
    expectTrue(inside.leadingLowSurrogate == nil)
    expectTrue(inside.trailingHighSurrogate == nil)
  }

  /// How many U+FFFD the Encoding Standard's decoder makes of ill-formed bytes.
  static let illFormed: [([UInt8], Int)] = [
    ([0xFF], 1), ([0x80], 1), ([0xC0, 0xAF], 2), ([0xE0, 0x80, 0xAF], 3), ([0xED, 0xA0, 0x80], 3),
    ([0xED, 0xBF, 0xBF], 3),
    ([0xF0, 0x80, 0x80, 0x80], 4), ([0xF4, 0x90, 0x80, 0x80], 4), ([0xF5, 0x80, 0x80, 0x80], 4),
    ([0xE2, 0x80], 1), ([0xE2], 1),
    ([0xF0, 0x9F, 0x98], 1), ([0xF0, 0x9F], 1), ([0xF0], 1), ([0xC2], 1), ([0xE2, 0x80, 0xE2, 0x80], 2),
    ([0xF0, 0x9F, 0xFF], 2),
    ([0xC2, 0xC2], 2), ([0xE1, 0x80, 0xC0], 2), ([0xF1, 0x80, 0x80, 0xE1, 0x80, 0xC2], 3),
    ([0xF8, 0x88, 0x80, 0x80, 0x80], 5),
    ([0xFC], 1), ([0xC1, 0xBF], 2), ([0x80, 0x80], 2),
  ]

  @Test(arguments: illFormed) func replacesMaximalSubparts(_ bytes: [UInt8], count: Int) throws {
    for (before, after) in [("", ""), ("a", "b"), ("0123456789abcdef", ""), ("é", "\\n"), ("\\ud83d", "😀")] {
      let contents = Array(before.utf8) + bytes + Array(after.utf8)
      let quoted = [0x22] + contents + [0x22]
      var tape = JSONTape()
      let view = try tape.parse(quoted.raw, keys: readingKeys)
      expectTrue(view.flags.contains(.illFormedUTF8))
      expectTrue(view.flags.hasDefects)
      let lone = before.contains("d83d") ? 1 : 0
      expectTrue(view.string?.unicodeScalars.filter { $0 == "\u{FFFD}" }.count == count + lone)
      var reader = JSONReader(quoted.raw)
      let string = try reader.next().string
      expectTrue(string.hasIllFormedUTF8)
      expectEqual(string.string, view.string)
      var preserved: [UInt8] = []
      string.appendDecoded(to: &preserved, repair: .preserve)
      if lone == 0 {
        expectTrue(preserved == Array(before.utf8) + bytes + (after == "\\n" ? [0x0A] : Array(after.utf8)))
      }
    }
  }

  @Test(arguments: 0..<20) func randomBytesAsTheLibraryDecodesThem(_ block: UInt64) throws {
    var generator = SeededGenerator(seed: block)
    let lead: [UInt8] = [
      0x41, 0x7F, 0x80, 0xBF, 0xC0, 0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEF, 0xF0, 0xF1, 0xF4, 0xF5, 0xA0, 0x90,
      0x9F,
    ]
    var tape = JSONTape()
    for _ in 0..<500 {
      let bytes = (0..<generator.below(24)).map { _ in generator.pick(lead) }
      let quoted = [0x22] + bytes + [0x22]
      let view = try tape.parse(quoted.raw, keys: readingKeys)
      expectEqual(view.string, String(decoding: bytes, as: UTF8.self), "block \(block) \(escaped(bytes))")
      let isValid = String(validating: bytes, as: UTF8.self) != nil
      expectEqual(view.flags.contains(.illFormedUTF8), !isValid, "block \(block) \(escaped(bytes))")
    }
  }

  @Test func equalsComparesTheText() throws {
    let bytes = Array(#"["delta","d\u0065lta","","\ud83d\ude00","delt","\ud83d"]"#.utf8)
    var reader = JSONReader(bytes.raw)
    _ = try reader.next()
    let plain = try reader.next()
    expectTrue(plain.string.equals("delta"))
    expectTrue(
      !plain.string.equals("delto") && !plain.string.equals("delt") && !plain.string.equals("deltas"))
    let escape = try reader.next()
    expectTrue(escape.string.equals("delta"))
    expectTrue(!escape.string.equals("d\\u0065lta") && !escape.string.equals("delt"))
    let empty = try reader.next()
    expectTrue(empty.string.equals("") && !empty.string.equals("x"))
    let pair = try reader.next()
    expectTrue(pair.string.equals("😀"))
    var tape = JSONTape()
    let root = try tape.parse(bytes.raw, keys: readingKeys)
    expectEqual(root.element(at: 1)?.equals("delta"), true)
    expectEqual(root.element(at: 3)?.equals("😀"), true)
    expectEqual(root.element(at: 5)?.equals("\u{FFFD}"), true)
    expectEqual(root.equals("delta"), false)
  }
}
