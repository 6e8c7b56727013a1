import Foundation
import SpanJSON
import Testing

@Suite struct JSONWriterTests {
  private func written(_ body: (inout JSONWriter) -> Void) -> String {
    var writer = JSONWriter()
    body(&writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test func placesCommasAndColons() {
    let text = written {
      $0.beginObject()
      $0.key("a")
      $0.beginArray()
      $0.integer(1)
      $0.integer(-2 as Int8)
      $0.beginObject()
      $0.endObject()
      $0.beginArray()
      $0.endArray()
      $0.endArray()
      $0.key("b")
      $0.bool(true)
      $0.key("c")
      $0.null()
      $0.key("d")
      $0.double(0.1)
      expectTrue($0.depth == 1 && !$0.isComplete)
      $0.endObject()
      expectTrue($0.isComplete)
    }
    expectEqual(text, #"{"a":[1,-2,{},[]],"b":true,"c":null,"d":0.1}"#)
  }

  @Test func endsLines() {
    let text = written {
      $0.integer(1)
      $0.endLine()
      expectTrue(!$0.isComplete)
      $0.beginArray()
      $0.endArray()
      $0.endLine()
    }
    expectEqual(text, "1\n[]\n")
    var writer = JSONWriter(appendingTo: Array("x=".utf8))
    writer.bool(false)
    expectEqual(String(decoding: writer.bytes, as: UTF8.self), "x=false")
    writer.removeAll()
    writer.null()
    expectEqual(String(decoding: writer.bytes, as: UTF8.self), "null")
  }

  static let strings: [(String, String)] = [
    ("", #""""#), ("plain", #""plain""#), ("é世😀\u{2028}", "\"é世😀\u{2028}\""), ("\"\\/", #""\"\\/""#),
    ("\u{8}\t\n\u{C}\r", #""\b\t\n\f\r""#),
    ("\0\u{1}\u{B}\u{1F}\u{7F}", "\"\\u0000\\u0001\\u000b\\u001f\u{7F}\""),
    ("a string longer than one vector\n", #""a string longer than one vector\n""#),
  ]

  @Test(arguments: strings) func escapesOnlyWhatItMust(_ string: String, json: String) {
    expectEqual(written { $0.string(string) }, json)
    let bytes = Array(string.utf8)
    expectEqual(written { $0.string(utf8: bytes.raw) }, json)
    #expect(
      written {
        $0.beginObject()
        $0.key(string)
        $0.null()
        $0.key(utf8: bytes.raw)
        $0.null()
        $0.endObject()
      } == "{\(json):null,\(json):null}")
  }

  @Test(arguments: StringTests.illFormed) func replacesIllFormedBytes(_ bytes: [UInt8], count: Int) {
    let text = written { $0.string(utf8: bytes.raw) }
    expectEqual(text, "\"" + String(repeating: "\u{FFFD}", count: count) + "\"")
  }

  @Test func integersOfEveryWidth() {
    expectEqual(written { $0.integer(UInt64.max) }, "18446744073709551615")
    expectEqual(written { $0.integer(Int64.min) }, "-9223372036854775808")
    expectEqual(written { $0.integer(Int8.min) }, "-128")
    expectEqual(written { $0.integer(0) }, "0")
  }

  @Test func doublesComeBack() throws {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<3_000 {
      let value = Double(bitPattern: generator.next())
      let text = written { $0.double(value) }
      let bytes = Array(text.utf8)
      var reader = JSONReader(bytes.raw)
      let token = try reader.next()
      if value.isFinite {
        expectEqual(token.number.double, value)
      } else {
        expectEqual(token.kind, .null)
      }
      try reader.finish()
    }
    expectEqual(written { $0.double(-0.0) }, "-0.0")
  }

  /// What is written of a parsed text means the same to Foundation.
  @Test(arguments: 0..<200) func valuesComeBack(_ seed: UInt64) throws {
    var random = RandomJSON(seed: seed)
    let text = random.text()
    let value = try JSONValue(text.raw)
    let json = value.json
    expectEqual(try JSONValue(json.raw), value, "seed \(seed)")
    var tape = JSONTape()
    let view = try tape.parse(text.raw, keys: readingKeys)
    var writer = JSONWriter()
    writer.raw(view.raw)
    expectEqual(try JSONValue(writer.bytes.raw), value, "seed \(seed)")
    guard !String(decoding: json, as: UTF8.self).lowercased().contains("e") else { return }
    expectTrue(
      (try? JSONSerialization.jsonObject(with: Data(json), options: .fragmentsAllowed)) != nil, "seed \(seed)"
    )
  }
}
