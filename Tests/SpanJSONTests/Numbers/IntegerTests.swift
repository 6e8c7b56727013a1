import SpanJSON
import Testing

/// Integers without loss (JSN-22), and whole numbers written as fractions (JSN-24).
@Suite struct IntegerTests {
  static let cases: [(String, Int64?, UInt64?)] = [
    ("0", 0, 0), ("-0", 0, 0), ("1", 1, 1), ("-1", -1, nil), ("1234567890", 1_234_567_890, 1_234_567_890),
    ("9007199254740993", 9_007_199_254_740_993, 9_007_199_254_740_993),
    ("999999999999999999", 999_999_999_999_999_999, 999_999_999_999_999_999),
    ("9223372036854775807", .max, 9_223_372_036_854_775_807),
    ("9223372036854775808", nil, 9_223_372_036_854_775_808),
    ("-9223372036854775808", .min, nil), ("-9223372036854775809", nil, nil),
    ("18446744073709551615", nil, .max),
    ("18446744073709551616", nil, nil), ("-18446744073709551615", nil, nil),
    ("99999999999999999999", nil, nil),
    ("123456789012345678901234567890", nil, nil), ("1.0", 1, 1), ("1e3", 1000, 1000), ("1E+3", 1000, 1000),
    ("1.5", nil, nil),
    ("1.5e1", 15, 15), ("-2.50e1", -25, nil), ("100e-2", 1, 1), ("101e-2", nil, nil), ("0.0", 0, 0),
    ("-0.0e5", 0, 0),
    ("0e999999999999999999999", 0, 0), ("1e999999999999999999999", nil, nil),
    ("1e-999999999999999999999", nil, nil),
    ("9.223372036854775807e18", .max, 9_223_372_036_854_775_807), ("-9.223372036854775808e18", .min, nil),
    ("18446744073709551615.0", nil, .max), ("18446744073709551615.00000000000000000000", nil, .max),
    ("1.8446744073709551615e19", nil, .max), ("1.8446744073709551616e19", nil, nil),
    ("184467440737095516150e-1", nil, .max),
    ("1.00000000000000000000000000000", 1, 1), ("1.00000000000000000000000000001", nil, nil),
    ("1e19", nil, 10_000_000_000_000_000_000),
    ("1e20", nil, nil), ("0.00000000000000000000000000001e29", 1, 1),
    ("10000000000000000000000000000000000e-34", 1, 1),
    ("1000000000000000000000000000000000000000000000000001e-51", nil, nil),
    ("1700000000.0", 1_700_000_000, 1_700_000_000),
  ]

  @Test(arguments: cases) func exactOrNothing(_ text: String, int64: Int64?, uint64: UInt64?) throws {
    let bytes = Array("[\(text)]".utf8)
    var tape = JSONTape()
    let number = try tape.parse(bytes.raw, keys: readingKeys).element(at: 0)
    expectEqual(number?.int64, int64)
    expectEqual(number?.uint64, uint64)
    expectEqual(number?.int, int64.flatMap { Int(exactly: $0) })
    let owned = try JSONValue(bytes.raw)[0]
    expectEqual(owned?.intValue, int64.flatMap { Int(exactly: $0) })
    if case .number(let number) = owned { #expect(number.uint64 == uint64) }
  }

  @Test(arguments: 0..<4) func randomIntegers(_ block: UInt64) throws {
    var generator = SeededGenerator(seed: block)
    for _ in 0..<2_000 {
      let value = Int64(bitPattern: generator.next()) >> Int64(generator.below(64))
      let bytes = Array("\(value)".utf8)
      var reader = JSONReader(bytes.raw)
      let number = try reader.next().number
      expectEqual(number.int64, value, "block \(block)")
      expectEqual(number.uint64, UInt64(exactly: value), "block \(block)")
      expectTrue(number.isInteger)
    }
  }

  @Test func otherKindsHaveNoNumber() throws {
    let bytes = Array(#"["1",null,[1],{"a":1},true]"#.utf8)
    var tape = JSONTape()
    let root = try tape.parse(bytes.raw, keys: readingKeys)
    var elements = root.children
    while let element = elements.next() {
      expectTrue(
        element.int64 == nil && element.uint64 == nil && element.double == nil && element.number == nil)
    }
  }
}
