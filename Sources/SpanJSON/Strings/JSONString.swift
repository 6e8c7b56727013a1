/// A string of a JSON text, borrowed: the bytes between its quotation marks, which the reader has found to
/// follow the grammar (JSN-7, JSN-8).
///
/// What cannot be text is reported, not refused: see ``flags``.
public struct JSONString: ~Escapable {
  /// The bytes between the quotation marks, escapes as written.
  public let raw: RawSpan
  /// What is known of the contents.
  public let flags: JSONStringFlags

  @inline(__always)
  @_lifetime(copy raw)
  init(raw: RawSpan, flags: JSONStringFlags) {
    self.raw = raw
    self.flags = flags
  }

  /// Whether there are escapes.
  public var hasEscapes: Bool { flags.contains(.hasEscapes) }

  /// Whether the raw bytes are ASCII; escapes may stand for other characters all the same.
  public var isASCII: Bool { !flags.contains(.isNotASCII) }

  /// Whether there is ill-formed UTF-8 (JSN-26).
  public var hasIllFormedUTF8: Bool { flags.contains(.illFormedUTF8) }

  /// Whether there is a surrogate escape without its other half (JSN-25).
  public var hasLoneSurrogate: Bool { flags.contains(.loneSurrogate) }

  /// The code unit of the lone low surrogate at the beginning, if there is one.
  public var leadingLowSurrogate: UInt16? {
    flags.contains(.leadingLowSurrogate) ? raw.escapedCodeUnit(at: 0) : nil
  }

  /// The code unit of the lone high surrogate at the end, if there is one.
  public var trailingHighSurrogate: UInt16? {
    flags.contains(.trailingHighSurrogate) ? raw.escapedCodeUnit(at: raw.byteCount &- 6) : nil
  }

  /// The text; what cannot be text is U+FFFD. Linear; owned; up to 15 bytes need no allocation unless
  /// there are escapes.
  public var string: String {
    guard flags.needsDecoding else { return raw.decodedText() }
    var bytes: [UInt8] = []
    appendDecoded(to: &bytes)
    return RawSpan(elements: bytes.span).decodedText()
  }

  /// Whether the text, escapes decoded, is `literal`.
  public func equals(_ literal: StaticString) -> Bool {
    let other = RawSpan(literal: literal)
    guard flags.needsDecoding else { return raw.hasSameBytes(as: other) }
    // No escape is shorter than what it stands for, and a subpart of n bytes becomes three.
    guard other.byteCount <= raw.byteCount &* 3 else { return false }
    var bytes: [UInt8] = []
    appendDecoded(to: &bytes)
    return RawSpan(elements: bytes.span).hasSameBytes(as: other)
  }
}
