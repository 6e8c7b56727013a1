import SpanJSON
import Testing

@Suite struct JSONValueTests {
  private func value(_ text: String) throws -> JSONValue {
    let bytes = Array(text.utf8)
    return try JSONValue(bytes.raw)
  }

  @Test func readsAndReaches() throws {
    let value = try value(#"{"a":[1,2.50,"x",true,null],"b":{"c":"\u00e9"},"a2":-7,"a2":8}"#)
    #expect(value["a"]?[0]?.intValue == 1)
    #expect(value["a"]?[1]?.doubleValue == 2.5)
    #expect(value["a"]?[1]?.intValue == nil)
    #expect(value["a"]?[2]?.stringValue == "x")
    #expect(value["a"]?[3]?.boolValue == true)
    #expect(value["a"]?[4]?.isNull == true)
    #expect(value["a"]?[5] == nil && value["a"]?[-1] == nil && value["a"]?["x"] == nil && value[0] == nil)
    #expect(value["a"]?.arrayValue?.count == 5)
    #expect(value["b"]?["c"]?.stringValue == "é")
    #expect(value["a2"]?.intValue == 8, "the last one wins")
    #expect(value.objectValue?.members.map(\.key) == ["a", "b", "a2", "a2"])
  }

  @Test func numbersStayAsWritten() throws {
    let text = #"[1.10,12345678901234567890123,-0,1E+5]"#
    #expect(try value(text).description == text)
    #expect(try value("1.0") != value("1"))
    #expect(try value("1e400").doubleValue == nil)
    #expect(JSONNumberText("1.5e3")?.double == 1500)
    for bad in ["", "x", "1 ", " 1", "+1", "01", "1.", "0x1", "--1", "1e", "∞", "1\u{301}"] {
      #expect(JSONNumberText(bad) == nil, "\(bad)")
    }
    #expect(JSONNumberText(Double.nan) == nil && JSONNumberText(-.infinity) == nil)
    #expect(JSONNumberText(UInt64.max).uint64 == .max && JSONNumberText(Int64.min).int64 == .min)
  }

  @Test func literals() {
    let value: JSONValue = ["a": [1, 2.5, "x", true, nil], "b": [:]]
    #expect(value.description == #"{"a":[1,2.5,"x",true,null],"b":{}}"#)
  }

  @Test func objectsAreEdited() throws {
    var object: JSONObject = ["a": 1, "b": 2]
    object["a"] = 3
    object["c"] = "x"
    object["b"] = nil
    #expect(JSONValue.object(object).description == #"{"a":3,"c":"x"}"#)
    object.append(key: "a", value: 4)
    #expect(object["a"]?.intValue == 4)
    object["a"] = nil
    #expect(object["a"] == nil && object.members.count == 1)
  }

  @Test(arguments: 0..<200) func equalsWhatTheOracleReads(_ seed: UInt64) throws {
    var random = RandomJSON(seed: seed)
    let text = random.text()
    let value = try JSONValue(text.raw)
    #expect(Self.oracleValue(value) == (try GrammarOracle.read(text).get()), "seed \(seed)")
    #expect(Set([value, try JSONValue(text.raw)]).count == 1)
  }

  static func oracleValue(_ value: JSONValue) -> GrammarOracle.Value {
    switch value {
    case .null: .null
    case .bool(let bool): .bool(bool)
    case .number(let number): .number(number.text)
    case .string(let text): .string(text)
    case .array(let elements): .array(elements.map(oracleValue))
    case .object(let object): .object(object.members.map { ($0.key, oracleValue($0.value)) })
    }
  }
}
