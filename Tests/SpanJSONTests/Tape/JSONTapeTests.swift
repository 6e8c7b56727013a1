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

  @Test func elementsHaveNoKey() throws {
    let bytes = Array(#"{"id":[1,[2],{"delta":3},"x",true],"choices":[[],{}]}"#.utf8)
    var tape = JSONTape()
    let root = try tape.parse(bytes.raw, keys: Self.keys)
    for key in [1, 2] as [JSONKeyID] {
      guard let array = root.member(key) else {
        Issue.record("no member \(key)")
        continue
      }
      var elements = array.children
      while let element = elements.next() {
        expectEqual(element.keyID, 0)
        expectTrue(element.key == nil)
      }
    }
    expectEqual(root.member(1)?.element(at: 1)?.element(at: 0)?.keyID, 0)
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

/// Guesses at keys never change what is read.
@Suite struct KeyGuessTests {
  @Test func otherTextsBetweenDoNotMatter() throws {
    let names = JSONKeyTableTests.names + ["with \"quote", "back\\slash", "line\n", "é"]
    let table = JSONKeyTable(names)
    var used = JSONTape()
    for seed in UInt64(0)..<300 {
      var generator = SeededGenerator(seed: seed)
      // Few orders, so that guesses hit, and are wrong now and then.
      let shift = generator.below(5)
      var text = "{"
      for i in 0..<generator.below(12) {
        var name = names[(i * 7 + (generator.below(6) == 0 ? shift : 0)) % names.count]
        if generator.below(12) == 0 { name = String(name.dropLast()) }
        if generator.below(12) == 0 { name += "x" }
        var writer = JSONWriter()
        writer.string(name)
        text += (i == 0 ? "" : ",") + String(decoding: writer.bytes, as: UTF8.self) + ":{\"x\":\(i)}"
      }
      let whole = Array((text + "}").utf8)
      let bytes = generator.below(5) == 0 ? Array(whole.dropLast(generator.below(20))) : whole
      var fresh = JSONTape()
      #expect(ids(bytes, &used, table) == ids(bytes, &fresh, table), "seed \(seed): \(escaped(bytes))")
    }
  }

  /// The names and their numbers, or the error.
  private func ids(_ bytes: [UInt8], _ tape: inout JSONTape, _ table: JSONKeyTable) -> [String] {
    do throws(JSONError) {
      let root = try tape.parse(bytes.raw, keys: table)
      var seen: [String] = []
      var members = root.children
      while let member = members.next() {
        let name = member.key?.string ?? "?"
        seen.append("\(name) \(member.keyID)")
        let looked = Array(name.utf8)
        expectEqual(member.keyID, table.id(of: looked.raw))
      }
      return seen
    } catch {
      return ["\(error)"]
    }
  }

  @Test func anotherTableIsNoTrouble() throws {
    let many = JSONKeyTable((0..<100).map { "k\($0)" })
    let few = JSONKeyTable(["k99"])
    let bytes = Array(#"{"k98":1,"k99":2,"k1":3,"a name that is long enough":4}"#.utf8)
    var tape = JSONTape()
    for _ in 0..<3 {
      #expect(ids(bytes, &tape, many) == ["k98 99", "k99 100", "k1 2", "a name that is long enough 0"])
      #expect(ids(bytes, &tape, few) == ["k98 0", "k99 1", "k1 0", "a name that is long enough 0"])
    }
  }

  @Test func flagsAreThoseOfAllStrings() throws {
    let cases: [(String, JSONStringFlags)] = [
      (#"{"a":["x",1]}"#, []), (#"{"a":["\n",1]}"#, .hasEscapes), (#"{"\u0061":["x"]}"#, .hasEscapes),
      (#"{"é":["\ud83d"]}"#, [.isNotASCII, .hasEscapes, .loneSurrogate, .trailingHighSurrogate]),
      (#"[1,"x",{"a":null}]"#, []),
    ]
    var tape = JSONTape()
    for (text, flags) in cases {
      let bytes = Array(text.utf8)
      _ = try tape.parse(bytes.span, keys: readingKeys)
      #expect(tape.flags == flags)
    }
  }

  @Test func spansOfBytesGoInToo() throws {
    let bytes = Array(#"{"a":[1]}"#.utf8)
    var reader = JSONReader(bytes.span)
    try reader.finish()
    let value = try JSONValue(bytes.span)
    let prefix = JSONValue(prefixOf: bytes.span)
    #expect(prefix == value)
    var growing = JSONPrefixReader()
    growing.append(bytes.span)
    #expect(growing.value == value)
    var writer = JSONWriter()
    writer.string(utf8: bytes.span)
    #expect(String(decoding: writer.bytes, as: UTF8.self) == #""{\"a\":[1]}""#)
  }
}
