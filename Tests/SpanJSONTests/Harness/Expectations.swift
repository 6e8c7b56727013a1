import SpanJSON
import Testing

// The macro `#expect` captures the parts of its expression, which borrowed values do not allow: where such are
// involved, these functions take the finished results.

func expectEqual<Value: Equatable>(
  _ value: Value, _ expected: Value, _ note: String = "", sourceLocation: SourceLocation = #_sourceLocation
) {
  if value != expected {
    Issue.record("\(value) is not \(expected) \(note)", sourceLocation: sourceLocation)
  }
}

func expectTrue(
  _ condition: Bool, _ note: String = "", sourceLocation: SourceLocation = #_sourceLocation
) {
  if !condition { Issue.record("not so \(note)", sourceLocation: sourceLocation) }
}

extension [UInt8] {
  /// The array's bytes.
  var raw: RawSpan {
    @_lifetime(borrow self)
    get { unsafe span.bytes }
  }
}

/// A copy of the bytes.
func copy(_ bytes: RawSpan) -> [UInt8] {
  (0..<bytes.byteCount).map { unsafe bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
}

/// A copy of the bytes, if there are any.
func copy(ifAny bytes: RawSpan?) -> [UInt8]? {
  if let bytes { copy(bytes) } else { nil }
}

/// The text of bytes that are known to be UTF-8.
func text(_ bytes: RawSpan) -> String { String(decoding: copy(bytes), as: UTF8.self) }

/// The text as it is written.
func rawText(_ value: JSONValueView?) -> String? {
  if let value { text(value.raw) } else { nil }
}

/// The name as it is written.
func rawText(_ string: JSONString?) -> String? {
  if let string { text(string.raw) } else { nil }
}

/// The value of a text; nil if it is no JSON.
func value(of bytes: [UInt8]) -> JSONValue? { try? JSONValue(bytes.raw) }
