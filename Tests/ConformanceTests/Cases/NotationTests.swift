import Foundation
import Testing

@testable import ConformanceRunner

/// The notations of the case files: escaped text, generators, numbers, names with wildcards.
@Suite struct NotationTests {
  @Test(arguments: [
    ("plain €", Array("plain €".utf8)), (#"\n\r\t\0\\"#, [10, 13, 9, 0, 92]),
    (#"\xFF\x0a\xEF"#, [255, 10, 239]), ("", []),
  ])
  func escapesStandForBytes(_ text: String, _ bytes: [UInt8]) throws {
    #expect(try EscapedText.bytes(text) == bytes)
  }

  @Test(arguments: [(#"a\"#, 1), (#"\q"#, 0), (#"ab\x1"#, 2), (#"\xZZ"#, 0), (#"\n\x"#, 2)])
  func badEscapesAreRefused(_ text: String, _ position: Int) {
    #expect { try EscapedText.bytes(text) } throws: { ($0 as? EscapedText.Malformed)?.position == position }
  }

  /// Any bytes can be written in the notation, and read again.
  @Test(arguments: 0..<20)
  func textOfAnyBytesReadsBack(_ seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed), name: "notation")
    let bytes = (0..<200).map { _ in UInt8.random(in: 0...255, using: &generator) }
    #expect(try EscapedText.bytes(EscapedText.text(bytes)) == bytes, "seed \(seed)")
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(try EscapedText.bytes(EscapedText.text(text.utf8)) == Array(text.utf8), "seed \(seed)")
  }

  @Test func invisibleCharactersAreShown() {
    #expect(EscapedText.text("a\u{FEFF}\u{2028}\u{A0}é".utf8) == #"a\xEF\xBB\xBF\xE2\x80\xA8\xC2\xA0é"#)
    #expect(EscapedText.text([0xE2, 0x82, 0x0A]) == #"\xE2\x82\n"#)
  }

  @Test func generators() throws {
    let json =
      #"{"repeat": [{"text": "ab", "times": 3}, {"base64": "/w=="}, {"text": "x", "times": 0}, {"text": "y", "times": 4}]}"#
    let bytes = try JSONDecoder().decode(CaseBytes.self, from: Data(json.utf8))
    let whole = Array("ababab".utf8) + [255] + Array("yyyy".utf8)
    #expect(bytes.expanded() == whole)
    #expect(bytes.count == whole.count)
    for limit in 0...whole.count + 1 { #expect(bytes.prefix(limit) == Array(whole.prefix(limit))) }
  }

  @Test(arguments: [
    ("parse.*", "parse.bom.start", true), ("*", "", true), ("LIN-?", "LIN-3", true),
    ("LIN-?", "LIN-10", false),
    ("*.bom.*", "parse.bom.start", true), ("parse.bom", "parse.bom.start", false),
    ("*a*b*c", "xaxbxbxc", true),
    ("*a*b*c", "xaxcxb", false), ("", "x", false),
  ])
  func globs(_ pattern: String, _ name: String, _ matches: Bool) {
    #expect(Glob.matches(pattern, name) == matches)
  }

  @Test(arguments: [
    ("1", "1.0", true), ("10", "1e1", true), ("0.1", "0.10", true), ("1", "2", false),
    ("12345678901234567890", "12345678901234567891", false), ("0.30000000000000004", "0.3", false),
    (#"{"a":1,"b":2}"#, #"{"b":2,"a":1.0}"#, true), ("[1,2]", "[2,1]", false), ("null", "false", false),
    (#""\u00e9""#, #""e\u0301""#, false), ("true", "1", false), (#""1""#, "1", false),
  ])
  func valuesAreCompared(_ left: String, _ right: String, _ areEqual: Bool) throws {
    func decode(_ text: String) throws -> JSONValue {
      try JSONDecoder().decode([JSONValue].self, from: Data("[\(text)]".utf8))[0]
    }
    #expect((try decode(left) == decode(right)) == areEqual)
  }

  @Test func pathsThatAreNotCompared() throws {
    func decode(_ text: String) throws -> JSONValue {
      try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    }
    let expected = try decode(#"{"id":"a","list":[{"t":1},{"t":2}],"x":null}"#)
    let got = try decode(#"{"id":"b","list":[{"t":1},{"t":3}]}"#)
    func first(ignore: [String], nullIsAbsent: [String]) -> String? {
      JSONComparison(ignore: ignore, nullIsAbsent: nullIsAbsent).firstDifference(expected, got, at: "")?.path
    }
    #expect(first(ignore: [], nullIsAbsent: []) == "/id")
    #expect(first(ignore: ["/id"], nullIsAbsent: []) == "/list/1/t")
    #expect(first(ignore: ["/id", "/list/*/t"], nullIsAbsent: []) == "/x")
    #expect(first(ignore: ["/id", "/list/*/t"], nullIsAbsent: ["/x"]) == nil)
    #expect(first(ignore: ["/id", "/list/0/t"], nullIsAbsent: ["/x"]) == "/list/1/t")
  }
}
