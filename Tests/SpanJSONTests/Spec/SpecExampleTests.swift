import Foundation
import SpanJSON
import Testing

/// The examples of `Spec/json.md` are tests.
@Suite struct SpecExampleTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let clause: String
    let kind: String
    var fields: [String: String] = [:]
    var testDescription: String { "\(clause) \(fields["input"]?.prefix(40) ?? "")" }
  }

  static let examples: [Example] = {
    let page = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Spec/json.md")
    guard let text = try? String(contentsOf: page, encoding: .utf8) else { return [] }
    var examples: [Example] = []
    var clause = ""
    var open: Example?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("### ") {
        clause = String(line.dropFirst(4).prefix { $0 != " " })
      } else if line == "```", let example = open {
        if ["json-text", "json-partial"].contains(example.kind) { examples.append(example) }
        open = nil
      } else if line.hasPrefix("```") {
        open = Example(clause: clause, kind: String(line.dropFirst(3)))
      } else if let colon = line.unicodeScalars.firstIndex(of: ":"), open != nil {
        var value = line.unicodeScalars[line.unicodeScalars.index(after: colon)...]
        if value.first == " " { value = value.dropFirst() }
        open?.fields[String(line.unicodeScalars[..<colon])] = String(value)
      }
    }
    return examples
  }()

  @Test func thereAreExamples() {
    #expect(Self.examples.filter { $0.kind == "json-text" }.count >= 60)
    #expect(Self.examples.filter { $0.kind == "json-partial" }.count >= 20)
  }

  @Test(arguments: examples.filter { $0.kind == "json-text" }) func text(_ example: Example) throws {
    let input = try #require(example.fields["input"].flatMap { unescaped($0) })
    let accept = try #require(example.fields["accept"])
    var tape = JSONTape()
    #expect(expectAgreement(input, tape: &tape) == (accept == "true"))
    do throws(JSONError) {
      let value = try JSONValue(input.raw)
      #expect(accept == "true")
      if let expected = example.fields["value"] { Self.expectSame(value, expected) }
    } catch {
      #expect(accept == "false")
      if let offset = example.fields["error-offset"] { #expect("\(error.offset)" == offset) }
    }
  }

  @Test(arguments: examples.filter { $0.kind == "json-partial" }) func partial(_ example: Example) throws {
    let input = try #require(example.fields["input"].flatMap { unescaped($0) })
    var reader = JSONPrefixReader()
    reader.append(input.raw)
    #expect("\(reader.isComplete)" == example.fields["complete"])
    #expect(reader.error.map { "\($0.offset)" } == example.fields["error-offset"])
    let expected = try #require(example.fields["value"])
    if expected == "none" {
      #expect(reader.value == nil)
    } else {
      Self.expectSame(try #require(reader.value), expected)
    }
  }

  /// Compares with what Foundation reads, repeated members resolved.
  private static func expectSame(_ value: JSONValue, _ expected: String) {
    let theirs = try? JSONSerialization.jsonObject(with: Data(expected.utf8), options: .fragmentsAllowed)
    #expect(theirs.map { isSame(value, $0) } == true, "\(value), not \(expected)")
  }

  private static func isSame(_ value: JSONValue, _ theirs: Any) -> Bool {
    switch value {
    case .null: return theirs is NSNull
    case .bool(let bool): return (theirs as? NSNumber)?.boolValue == bool
    case .string(let text): return (theirs as? String).map { Array($0.utf8) == Array(text.utf8) } ?? false
    case .number(let number):
      guard let theirs = theirs as? NSNumber else { return false }
      if !number.text.contains(where: { ".eE".contains($0) }) {
        if let unsigned = number.uint64 { return theirs.uint64Value == unsigned }
        if let signed = number.int64 { return theirs.int64Value == signed }
      }
      return theirs.doubleValue.bitPattern == number.double.bitPattern
    case .array(let elements):
      guard let theirs = theirs as? [Any], theirs.count == elements.count else { return false }
      return zip(elements, theirs).allSatisfy { isSame($0, $1) }
    case .object(let object):
      guard let theirs = theirs as? [String: Any] else { return false }
      let names = Set(object.members.map(\.key))
      return names == Set(theirs.keys)
        && names.allSatisfy { name in
          guard let ours = object[name], let other = theirs[name] else { return false }
          return isSame(ours, other)
        }
    }
  }
}
