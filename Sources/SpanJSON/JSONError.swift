/// Why a text is not JSON, where, and what could have stood there (JSN-28).
///
/// The offset is that of the first byte that cannot continue any JSON text, counted from the start of the
/// text; where the text merely ends too early it is the text's length. Nothing of the text is quoted but
/// the value of that one byte.
public struct JSONError: Error, Sendable, Hashable {
  /// The kinds of refusal; more may be added.
  public struct Code: Sendable, Hashable {
    enum Kind: UInt8, Sendable {
      case unexpectedEnd, unexpectedByte, controlCharacter, trailingContent, byteOrderMark, tooDeep, tooLarge
    }
    let kind: Kind

    /// The text ends where it must go on.
    public static let unexpectedEnd = Code(kind: .unexpectedEnd)
    /// A byte stands where the grammar has no place for it.
    public static let unexpectedByte = Code(kind: .unexpectedByte)
    /// A control character stands unescaped in a string (JSN-7).
    public static let controlCharacter = Code(kind: .controlCharacter)
    /// Something other than white space follows the value (JSN-3).
    public static let trailingContent = Code(kind: .trailingContent)
    /// The text begins with a byte order mark (JSN-27).
    public static let byteOrderMark = Code(kind: .byteOrderMark)
    /// Objects and arrays are nested deeper than the limit (JSN-21).
    public static let tooDeep = Code(kind: .tooDeep)
    /// The text is longer than 4 GiB, which is the limit of the tape.
    public static let tooLarge = Code(kind: .tooLarge)
  }

  /// What could have stood at the offset; more may be added.
  public struct Expected: Sendable, Hashable {
    enum Kind: UInt8, Sendable {
      case value, valueOrClose, key, keyOrClose, colon, commaOrBrace, commaOrBracket, endOfText
      case literal, digit, escape, hexDigit, string, less
    }
    let kind: Kind

    /// A value.
    public static let value = Expected(kind: .value)
    /// A value or `]`.
    public static let valueOrCloseBracket = Expected(kind: .valueOrClose)
    /// A member's name in quotation marks.
    public static let key = Expected(kind: .key)
    /// A member's name in quotation marks, or `}`.
    public static let keyOrCloseBrace = Expected(kind: .keyOrClose)
    /// `:`.
    public static let colon = Expected(kind: .colon)
    /// `,` or `}`.
    public static let commaOrCloseBrace = Expected(kind: .commaOrBrace)
    /// `,` or `]`.
    public static let commaOrCloseBracket = Expected(kind: .commaOrBracket)
    /// The end of the text.
    public static let endOfText = Expected(kind: .endOfText)
    /// The rest of `true`, `false` or `null`.
    public static let literal = Expected(kind: .literal)
    /// A digit.
    public static let digit = Expected(kind: .digit)
    /// One of the letters that may follow a backslash.
    public static let escape = Expected(kind: .escape)
    /// A hexadecimal digit.
    public static let hexDigit = Expected(kind: .hexDigit)
    /// The rest of a string: any character but a control character.
    public static let stringContent = Expected(kind: .string)
    /// Less: the text or its nesting is beyond a limit.
    public static let less = Expected(kind: .less)
  }

  /// What was refused.
  public let code: Code
  /// What could have stood there.
  public let expected: Expected
  /// The byte at the offset; nil if the text ended there.
  public var byte: UInt8? { code.kind == .unexpectedEnd || code.kind == .tooLarge ? nil : byteOrZero }
  /// Where, in bytes from the start of the text.
  public let offset: Int

  let byteOrZero: UInt8

  init(code: Code, expected: Expected, byte: UInt8, offset: Int) {
    self.code = code
    self.expected = expected
    self.byteOrZero = byte
    self.offset = offset
  }

  /// The clause of `Spec/json.md` that the text breaks.
  public var clause: StaticString {
    switch code.kind {
    case .controlCharacter: "JSN-7"
    case .trailingContent: "JSN-3"
    case .byteOrderMark: "JSN-27"
    case .tooDeep: "JSN-21"
    case .tooLarge: "JSN-28"
    case .unexpectedEnd, .unexpectedByte: expected.clause
    }
  }
}

extension JSONError.Expected {
  fileprivate var clause: StaticString {
    switch kind {
    case .value, .endOfText: "JSN-1"
    case .valueOrClose, .commaOrBracket: "JSN-10"
    case .key, .keyOrClose, .colon, .commaOrBrace: "JSN-11"
    case .literal: "JSN-5"
    case .digit: "JSN-6"
    case .escape, .hexDigit: "JSN-8"
    case .string: "JSN-7"
    case .less: "JSN-21"
    }
  }
}
