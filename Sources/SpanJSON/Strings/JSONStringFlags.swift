/// What is known of a string's contents without decoding them.
///
/// A *lone surrogate* is an escape such as `\ud83d` without its other half. Where it stands at the border of
/// the string, its other half may be in the string that comes before or after in a stream.
@frozen
public struct JSONStringFlags: OptionSet, Sendable, Hashable, BitwiseCopyable {
  public let rawValue: UInt8

  @inlinable
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// There is a backslash: the raw bytes are not yet the text.
  public static var hasEscapes: JSONStringFlags { JSONStringFlags(rawValue: 1) }
  /// There are raw bytes of 0x80 and more. Without escapes, a string without this flag is ASCII.
  public static var isNotASCII: JSONStringFlags { JSONStringFlags(rawValue: 2) }
  /// There is ill-formed UTF-8; as text it becomes U+FFFD, one for each maximal subpart (JSN-26).
  public static var illFormedUTF8: JSONStringFlags { JSONStringFlags(rawValue: 4) }
  /// There is a lone surrogate, wherever; as text it becomes U+FFFD (JSN-25).
  public static var loneSurrogate: JSONStringFlags { JSONStringFlags(rawValue: 8) }
  /// The string begins with a lone low surrogate.
  public static var leadingLowSurrogate: JSONStringFlags { JSONStringFlags(rawValue: 16) }
  /// The string ends with a lone high surrogate.
  public static var trailingHighSurrogate: JSONStringFlags { JSONStringFlags(rawValue: 32) }

  /// U+FFFD itself is in the string, as such or as an escape: whoever wrote it had lost a character.
  public static var replacementCharacter: JSONStringFlags { JSONStringFlags(rawValue: 128) }

  /// The text lies in the tape's scratch memory (only in nodes).
  @usableFromInline
  static var isInScratch: JSONStringFlags { JSONStringFlags(rawValue: 64) }
  /// A number has neither fraction nor exponent (only in nodes of numbers).
  @usableFromInline
  static var isInteger: JSONStringFlags { JSONStringFlags(rawValue: 128) }

  /// Whether the raw bytes must be changed to become well-formed UTF-8 text.
  @inlinable
  @inline(__always)
  var needsDecoding: Bool { rawValue & 0b101 != 0 }

  /// Whether something in the string is no text: ill-formed UTF-8, or a lone surrogate.
  @inlinable
  public var hasDefects: Bool { rawValue & 0b1100 != 0 }
}
