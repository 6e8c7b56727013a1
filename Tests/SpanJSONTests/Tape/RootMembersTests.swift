import Testing

@testable import SpanJSON

/// The table of the outermost members says what a walk over them says.
@Suite struct RootMembersTests {
  /// More names than the table has slots, as many as it has with the unknown one, and few.
  static let names = (0..<300).map { "k\($0)" }
  static let tables = [names.count, 127, 8].map { JSONKeyTable(Array(names.prefix($0))) }

  /// Looks every key up both ways, in the object and in all within it, and whether one comes twice.
  static func check(_ text: String) throws {
    for keys in tables { try check(text, keys) }
  }

  private static func check(_ text: String, _ keys: JSONKeyTable) throws {
    let bytes = Array(text.utf8)
    var tape = JSONTape()
    let root = try tape.parse(RawSpan(elements: bytes.span), keys: keys)
    for index in 0..<root.nodes.count {
      let value = root.value(at: index)
      for key in 1...JSONKeyID(keys.count) {
        let found = value.member(key)?.index
        let expected = value.memberByWalk(key)?.index
        if found != expected { Issue.record("\(names[Int(key) - 1]) of value \(index) in \(text)") }
      }
    }
    var isRepeated = false
    for index in 0..<root.nodes.count where root.value(at: index).kind == .object {
      var seen: Set<JSONKeyID> = [0]
      var members = root.value(at: index).children
      while let member = members.next() {
        // Of more than 128 keys those that share a bit count as one.
        let key = member.keyID == 0 ? 0 : member.keyID & 127 | 128
        if key != 0 && !seen.insert(key).inserted { isRepeated = true }
      }
    }
    let found = root.textRepeatsKeys
    #expect(found == isRepeated, "\(text)")
  }

  @Test(arguments: [
    #"{}"#, #"[{"k1":1}]"#, "1", #"{"k1":1}"#, #"{"k1":1,"k1":2,"k1":3}"#,
    #"{"k1":{"k2":1},"k3":[{"k4":1}],"k2":5}"#,
    #"{"k0":1,"k128":2,"k256":3}"#, #"{"k128":1,"k0":2,"k128":3}"#, #"{"unknown":1,"k7":2,"":3}"#,
    #"{"\u006b5":1,"k6":2}"#, #"{"k127":1,"k63":2,"k64":3,"k191":4}"#,
  ])
  func lookUps(_ text: String) throws { try Self.check(text) }

  /// Values behind the 255th have no place in the table.
  @Test func manyValues() throws {
    let elements = Array(repeating: "0", count: 300).joined(separator: ",")
    try Self.check(#"{"k1":1,"k2":[\#(elements)],"k3":3,"k1":4}"#)
    try Self.check("{" + Self.names.map { "\"\($0)\":0" }.joined(separator: ",") + "}")
  }

  @Test func anyMembers() throws {
    var random = SeededGenerator(seed: 20_261_127)
    for _ in 0..<200 {
      let members = (0..<random.below(30)).map { _ in
        "\"k\(random.below(300))\":" + random.pick(["1", "\"x\"", "{\"k9\":1}", "[1,2]", "null"])
      }
      try Self.check("{" + members.joined(separator: ",") + "}")
    }
  }

  /// The table is that of the text parsed last.
  @Test func oneTextAfterAnother() throws {
    var tape = JSONTape()
    for (text, expected) in [
      (#"{"k1":1,"k2":2}"#, [1, 2]), (#"{"k2":1}"#, [nil, 1]), ("[1,2]", [nil, nil]),
    ] {
      let bytes = Array(text.utf8)
      let root = try tape.parse(RawSpan(elements: bytes.span), keys: Self.tables[1])
      let found = [root.member(2)?.index, root.member(3)?.index]
      #expect(found == expected, "\(text)")
    }
  }
}
