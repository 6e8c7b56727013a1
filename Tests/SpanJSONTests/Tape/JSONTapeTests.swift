import SpanJSON
import Testing

@Suite struct JSONTapeTests {
  static let keys = JSONKeyTable(["id", "choices", "delta", "content", "a key of more than sixteen bytes"])

  @Test func readsAChunk() throws {
    let bytes = Array(
      #"{"id":"x","choices":[{"delta":{"content":"a\nb"}}],"n":[1,2.5,true,false,null],"id":"y"}"#.utf8)
    var tape = JSONTape()
    let root = try tape.parse(bytes.raw, keys: Self.keys)
    expectTrue(root.kind == .object && root.count == 4 && root.keyID == 0 && root.key == nil)
    expectEqual(root.member(1)?.string, "y", "the last one wins")
    expectTrue(root.member(5) == nil)
    expectTrue(root.member(0) == nil)
    let content = root.member(2)?.element(at: 0)?.member(3)?.member(4)
    expectEqual(content?.string, "a\nb")
    expectEqual(content?.keyID, 4)
    expectEqual(content?.key?.equals("content"), true)
    let numbers = root.member(named: "n")
    expectTrue(numbers?.keyID == 0 && numbers?.count == 5)
    expectEqual(numbers?.element(at: 0)?.int, 1)
    expectEqual(numbers?.element(at: 1)?.double, 2.5)
    expectEqual(numbers?.element(at: 2)?.bool, true)
    expectEqual(numbers?.element(at: 3)?.bool, false)
    expectEqual(numbers?.element(at: 4)?.isNull, true)
    expectTrue(numbers?.element(at: 5) == nil)
    expectTrue(numbers?.element(at: -1) == nil)
    expectTrue(numbers?.element(at: 0)?.key == nil)
    expectEqual(root.member(named: "id")?.string, "y")
    expectTrue(root.member(named: "none") == nil)
  }

  @Test func whatIsNotThereIsNil() throws {
    let bytes = Array(#"[1,"x",null,{},[]]"#.utf8)
    var tape = JSONTape()
    let root = try tape.parse(bytes.raw, keys: Self.keys)
    var elements = root.children
    while let element = elements.next() {
      expectTrue(
        element.member(1) == nil && element.member(named: "id") == nil && element.element(at: 0) == nil)
      expectTrue(element.count == 0 && element.bool == nil)
      expectTrue((element.kind == .string) == (element.string != nil))
      expectTrue((element.kind == .string) == (element.jsonString != nil))
    }
  }

  @Test func keysAreFoundHoweverTheyAreWritten() throws {
    let bytes = Array(
      #"{"\u0069d":1, "c\u006Fntent" : 2 ,"a key of more than sixteen bytes":3,"a key of more than sixteen bytez":4,"ID":5,"":6,"i":7,"idd":8}"#
        .utf8)
    var tape = JSONTape()
    let root = try tape.parse(bytes.raw, keys: Self.keys)
    var ids: [JSONKeyID] = []
    var names: [String] = []
    var members = root.children
    while let member = members.next() {
      ids.append(member.keyID)
      names.append(member.key?.string ?? "?")
    }
    expectEqual(ids, [1, 4, 5, 0, 0, 0, 0, 0])
    #expect(
      names == [
        "id", "content", "a key of more than sixteen bytes", "a key of more than sixteen bytez", "ID", "",
        "i",
        "idd",
      ])
  }

  @Test func namesOfAnyShapeCanBeHad() throws {
    let names = [
      #"a\"b"#, #"\\"#, #"\\\""#, #"x\\"#, ":", #"\":"#, "{", #",\","#, " ", #"\ud83d"#, "é", #""#,
    ]
    for (space, value) in [("", "1"), (" ", "\"s\""), ("\n\t", "\"e\\n\""), (" ", "{\"k\":[1]}"), ("", "[]")]
    {
      let text =
        "{" + names.map { "\($0.quoted)\(space):\(space)\(value)" }.joined(separator: ",\(space)") + "}"
      let bytes = Array(text.utf8)
      var tape = JSONTape()
      let root = try tape.parse(bytes.raw, keys: Self.keys)
      var raws: [String] = []
      var members = root.children
      while let member = members.next() {
        raws.append(rawText(member.key) ?? "?")
      }
      expectEqual(raws, names)
    }
  }

  @Test func rawTextAndOffsetOfEveryValue() throws {
    let bytes = Array(#" [ {"a" : "x\ty" , "b":[ 1 ]} , "plain", -1.5e3 , true,null ] "#.utf8)
    var tape = JSONTape()
    let root = try tape.parse(bytes.raw, keys: Self.keys)
    var raws: [String] = []
    var elements = root.children
    while let element = elements.next() {
      raws.append(text(element.raw))
      expectEqual(Array(bytes[element.offset...].prefix(element.raw.byteCount)), copy(element.raw))
    }
    expectEqual(raws, [#"{"a" : "x\ty" , "b":[ 1 ]}"#, #""plain""#, "-1.5e3", "true", "null"])
    expectEqual(text(root.raw), #"[ {"a" : "x\ty" , "b":[ 1 ]} , "plain", -1.5e3 , true,null ]"#)
    let escape = root.element(at: 0)?.member(named: "a")
    expectEqual(rawText(escape), #""x\ty""#)
    expectEqual(escape?.offset, 10)
  }

  @Test func stopsBehindTheFirstValueIfAsked() throws {
    for (text, end) in [
      ("{\"a\":1} {\"b\":2}", 7), ("12 13", 2), ("[1]]", 3), ("\"x\"\"y\"", 3), ("nullx", 4), (" 1", 2),
    ] {
      let bytes = Array(text.utf8)
      var tape = JSONTape()
      _ = try tape.parse(bytes.raw, keys: Self.keys, trailing: .ignored)
      expectEqual(tape.endOffset, end)
    }
  }

  @Test func anErrorLeavesNoValue() throws {
    let good = Array("[1]".utf8)
    let bad = Array("[1".utf8)
    let long = Array("[1,2]".utf8)
    var tape = JSONTape()
    expectTrue(tape.root(in: good.raw) == nil)
    _ = try tape.parse(good.raw, keys: Self.keys)
    expectEqual(tape.root(in: good.raw)?.count, 1)
    expectTrue(tape.root(in: long.raw) == nil)
    expectEqual(tape.nodeCount, 2)
    for text in [bad, Array("[1] x".utf8)] {
      #expect(throws: JSONError.self) { _ = try tape.parse(text.raw, keys: Self.keys) }
      expectTrue(tape.root(in: text.raw) == nil)
      expectEqual(tape.nodeCount, 0)
    }
  }

  @Test func memoryIsUsedAgainAndCanBeGivenBack() throws {
    let bytes = Array(("[" + String(repeating: "\"\\n\",", count: 1000) + "1]").utf8)
    var tape = JSONTape()
    expectEqual(tape.capacityInBytes, 0)
    _ = try tape.parse(bytes.raw, keys: Self.keys)
    let capacity = tape.capacityInBytes
    expectTrue(capacity >= 16 * 1002)
    for _ in 0..<10 { _ = try tape.parse(bytes.raw, keys: Self.keys) }
    expectEqual(tape.capacityInBytes, capacity)
    tape.trim(toBytes: capacity)
    expectEqual(tape.capacityInBytes, capacity)
    tape.trim(toBytes: capacity - 1)
    expectEqual(tape.capacityInBytes, 0)
    let root = try tape.parse(bytes.raw, keys: Self.keys)
    expectEqual(root.count, 1001)
  }
}

extension String {
  fileprivate var quoted: String { "\"\(self)\"" }
}
