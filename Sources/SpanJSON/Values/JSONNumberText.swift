#if !hasFeature(Embedded)
/// A number as it is written in JSON, so that nothing of it is lost. Equal are numbers that are written
/// alike: `1.0` is not `1`.
public struct JSONNumberText: Sendable, Hashable {
  /// The number's text, which follows the grammar (JSN-6).
  public let text: String

  init(_ number: JSONNumber) {
    text = number.raw.decodedText()
  }

  /// - Returns: nil if `text` is no JSON number.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    let span = RawSpan(elements: bytes.span)
    guard let first = bytes.first, first == ASCII.minus || first.isDigit,
      let number = try? span.scanNumber(from: 0), number.end == bytes.count
    else { return nil }
    self.text = text
  }

  public init<Value: FixedWidthInteger>(_ value: Value) {
    text = String(value)
  }

  /// The shortest text that reads as `value` again.
  ///
  /// - Returns: nil for infinities and NaN.
  public init?(_ value: Double) {
    guard value.isFinite else { return nil }
    text = value.description
  }

  /// The value, if it is whole and fits; `1.0` and `1e3` are whole too (JSN-22, JSN-24).
  public var int64: Int64? { withNumber { $0.int64 } }

  /// The value, if it is whole and fits (JSN-22, JSN-24).
  public var uint64: UInt64? { withNumber { $0.uint64 } }

  /// The nearest double; infinity beyond the range (JSN-23).
  public var double: Double { withNumber { $0.double } }

  private func withNumber<Result>(_ body: (JSONNumber) -> Result) -> Result {
    let bytes = Array(text.utf8)
    return body(JSONNumber(raw: RawSpan(elements: bytes.span), isInteger: false))
  }
}

extension JSONNumberText: CustomStringConvertible {
  public var description: String { text }
}
#endif
