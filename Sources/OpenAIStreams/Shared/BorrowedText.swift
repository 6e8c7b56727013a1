import ServerSentEvents
import SpanJSON

/// Text inside a payload, borrowed: JSON escapes are decoded, and what is no text is U+FFFD.
public struct BorrowedText: ~Escapable {
  /// The text as well-formed UTF-8.
  public let bytes: RawSpan
  /// Whether the delta ended with a high surrogate that is held back until its other half comes (TYP-31).
  let holdsSurrogate: Bool

  /// Nil if `value` is no string.
  @_lifetime(copy value)
  init?(_ value: JSONValueView) {
    guard let bytes = value.bytes else { return nil }
    self.bytes = bytes
    holdsSurrogate = value.flags.contains(.trailingHighSurrogate)
  }

  /// A text that ends with no half of a surrogate pair.
  @_lifetime(copy bytes)
  init(whole bytes: RawSpan) {
    self.bytes = bytes
    holdsSurrogate = false
  }

  @_lifetime(immortal)
  init() {
    bytes = RawSpan()
    holdsSurrogate = false
  }

  /// The text as a value of its own; up to 15 bytes need no allocation.
  public var string: String { bytes.decodedUTF8 }
  /// Whether there is none.
  public var isEmpty: Bool { bytes.byteCount == 0 }
  /// Whether the text is just this; compared byte by byte.
  public func equals(_ literal: StaticString) -> Bool { bytes.equals(literal) }
}
