import SpanJSON
import Testing

@Suite struct JSONKeyTableTests {
  /// Names of all lengths, many with the same first sixteen bytes.
  static let names: [String] = {
    var names = (0..<40).map { String(repeating: "x", count: $0) }
    for prefix in ["", "a", "prompt_tokens_de", "response.output_text.", "é"] {
      names += (0..<70).map { "\(prefix)\($0)" }
    }
    return names
  }()

  @Test func everyNameHasItsNumber() {
    let table = JSONKeyTable(Self.names)
    expectEqual(table.count, Self.names.count)
    for (index, name) in Self.names.enumerated() {
      let bytes = Array(name.utf8)
      expectEqual(Int(table.id(of: bytes.raw)), index + 1)
      expectEqual(table.name(of: JSONKeyID(index + 1)), name)
      for place in bytes.indices {
        var other = bytes
        other[place] ^= 1
        let expected = Self.names.firstIndex { Array($0.utf8) == other }.map { $0 + 1 } ?? 0
        expectEqual(Int(table.id(of: other.raw)), expected)
      }
      let zero = bytes + [0]
      expectEqual(table.id(of: zero.raw), 0)
    }
    expectTrue(table.name(of: 0) == nil)
    expectTrue(table.name(of: JSONKeyID(Self.names.count + 1)) == nil)
  }

  @Test func anEmptyTableKnowsNothing() {
    let bytes: [UInt8] = []
    expectEqual(JSONKeyTable.empty.id(of: bytes.raw), 0)
    expectEqual(JSONKeyTable.empty.count, 0)
  }

  @Test func numbersAreGivenWhileParsing() throws {
    let table = JSONKeyTable(Self.names)
    let text = "{" + Self.names.map { "\"\($0)\":\"\($0)\"" }.joined(separator: ",") + "}"
    let bytes = Array(text.utf8)
    var tape = JSONTape()
    let root = try tape.parse(bytes.raw, keys: table)
    var id = 0
    var members = root.children
    while let member = members.next() {
      id += 1
      expectEqual(Int(member.keyID), id)
      expectEqual(member.string, table.name(of: member.keyID))
    }
    expectEqual(id, Self.names.count)
  }
}
