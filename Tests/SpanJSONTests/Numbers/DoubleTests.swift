import SpanJSON
import Testing

/// Decimal to double, against the standard library's own conversion.
@Suite struct DoubleTests {
  private func expectSame(_ text: String, _ note: String = "") {
    let bytes = Array(text.utf8)
    var reader = JSONReader(bytes.raw)
    guard let token = try? reader.next(), token.kind == .number else {
      Issue.record("no number: \(text)")
      return
    }
    let ours = token.number.double
    let theirs = Double(text) ?? .nan
    expectEqual(ours.bitPattern, theirs.bitPattern, "\(text) \(note): \(ours), not \(theirs)")
  }

  static let hard = [
    "0", "-0", "0.0", "-0.0e-5", "1", "0.1", "123456789012345678", "9007199254740993", "9007199254740993.0",
    "9007199254740992.99999999999999999999", "9007199254740993.00000000000000000000000000000001",
    "5e-324", "4.9406564584124654e-324", "2.4703282292062327e-324", "2.4703282292062328e-324", "2e-324",
    "3e-324",
    "2.2250738585072011e-308", "2.2250738585072012e-308", "2.2250738585072013e-308",
    "2.2250738585072014e-308",
    "1.7976931348623157e308", "1.7976931348623158e308", "1.7976931348623159e308", "1.797693134862315807e308",
    "179769313486231580793728971405303415079934132710037826936173778980444968292764750946649017977587207096330286416692887910946555547851940402630657488671505820681908902000708383676273854845817711531764475730270069855571366959622842914819860834936475292719074168444365510704342711559699508093042880",
    "1e308", "1e309", "-1e309", "1e400", "1e-400", "-1e-400", "0e999999999999999999999",
    "1e-999999999999999999999", "1e999999999999999999999",
    "1e22", "1e23", "1e27", "1e28", "1e-22", "1e-23", "1e-27", "1e-28", "9007199254740991e22",
    "9007199254740993e22",
    "18446744073709551615e27", "18446744073709551615e-27", "18446744073709551616", "9999999999999999999e27",
    "99999999999999999999999", "8.41e21", "7.2057594037927933e16", "6.631236846766476e-316", "3.5e-323",
    "0.000000000000000000000000000000000000000000000000000000000000000000000000000000000000000001",
    "1000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000e-90",
    "7.3177701707893310e15", "1.0020284025808569e-134", "3.5752616462499655e-311", "1.1125369292536007e-308",
  ]

  @Test(arguments: hard) func hardCase(_ text: String) { expectSame(text) }

  @Test(arguments: 0..<10) func shortestTextsOfRandomDoubles(_ block: UInt64) {
    var generator = SeededGenerator(seed: block)
    for _ in 0..<5_000 {
      let value = Double(bitPattern: generator.next())
      if value.isFinite { expectSame("\(value)", "block \(block)") }
    }
  }

  @Test(arguments: 0..<10) func logProbabilities(_ block: UInt64) {
    var generator = SeededGenerator(seed: block &+ 100)
    for _ in 0..<5_000 { expectSame("\(-Double.random(in: 0..<30, using: &generator))", "block \(block)") }
  }

  @Test(arguments: 0..<10) func randomDigits(_ block: UInt64) {
    var generator = SeededGenerator(seed: block &+ 200)
    for _ in 0..<3_000 {
      let digits = 1 + generator.below(generator.below(4) == 0 ? 40 : 20)
      var text = "\(1 + generator.below(9))"
      for _ in 1..<(digits + 1) { text += "\(generator.below(10))" }
      if generator.below(2) == 0 {
        let place = 1 + generator.below(text.count - 1)
        text.insert(".", at: text.index(text.startIndex, offsetBy: place))
      }
      let exponents = [
        0, generator.below(30), -generator.below(60), 300, -300, -330, -345, generator.below(300),
      ]
      text += "e\(generator.pick(exponents))"
      expectSame(text, "block \(block)")
    }
  }

  /// The ties between neighbouring doubles, and what lies just beside them: all digits matter.
  @Test(arguments: 0..<4) func ties(_ block: UInt64) {
    var generator = SeededGenerator(seed: block &+ 300)
    for _ in 0..<40 {
      let isSubnormal = generator.below(4) == 0
      let exponent: UInt64 = isSubnormal ? 0 : UInt64(generator.below(2046))
      let value = Double(bitPattern: exponent << 52 | generator.next() >> 12)
      let tie = exactTie(above: value)
      expectSame(tie, "tie")
      expectSame(tie + "0000000000", "tie with zeros")
      expectSame(tie + "1", "above a tie")
      expectSame(tie + String(repeating: "0", count: 900) + "1", "just above a tie")
      let below =
        tie.hasSuffix(".0") ? tie.dropLast(2) : tie.dropLast() + "4" + String(repeating: "9", count: 40)
      expectSame(String(below), "just below a tie")
    }
  }

  @Test func manyDigitsTakeBoundedTime() {
    expectSame("1" + String(repeating: "0", count: 100_000) + "e-100000")
    expectSame("0." + String(repeating: "0", count: 100_000) + "1e100001")
    expectSame("0." + String(repeating: "123456789", count: 10_000))
    expectSame(String(repeating: "9", count: 100_000) + "e-99999")
  }

  /// The exact decimal expansion of the point halfway between a double and the next one, ending in 5.
  private func exactTie(above value: Double) -> String {
    // (2m + 1) * 2^(e - 1) with significand m and exponent e, by schoolbook arithmetic on digits.
    let isNormal = value.isNormal
    let significand = UInt64(value.significandBitPattern) | (isNormal ? 1 << 52 : 0)
    let exponent = (isNormal ? Int(value.exponentBitPattern) : 1) - 1075 - 1
    var digits = String(2 * significand + 1).reversed().map { Int(String($0))! }
    var point = 0
    for _ in 0..<abs(exponent) {
      // Multiplies by two, or by five and moves the point: a division by two.
      var carry = 0
      for i in digits.indices {
        let product = digits[i] * (exponent > 0 ? 2 : 5) + carry
        digits[i] = product % 10
        carry = product / 10
      }
      if carry > 0 { digits.append(carry) }
      if exponent < 0 { point += 1 }
    }
    while digits.count <= point { digits.append(0) }
    var text = digits.reversed().map(String.init).joined()
    if point == 0 { text += ".0" } else { text.insert(".", at: text.index(text.endIndex, offsetBy: -point)) }
    return text
  }

  @Test func rangeIsReported() throws {
    let text = Array("[1e400,-1e400,1e-400]".utf8)
    var tape = JSONTape()
    let root = try tape.parse(text.raw, keys: readingKeys)
    expectTrue(root.element(at: 0)?.double == nil)
    expectEqual(root.element(at: 0)?.number?.double, .infinity)
    expectEqual(root.element(at: 1)?.number?.double, -.infinity)
    expectEqual(root.element(at: 2)?.double, 0)
  }
}
