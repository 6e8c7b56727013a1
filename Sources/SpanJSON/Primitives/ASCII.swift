/// The characters that JSON's grammar names.
enum ASCII {
  static let tab: UInt8 = 0x09
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
  static let space: UInt8 = 0x20
  static let quote: UInt8 = 0x22
  static let plus: UInt8 = 0x2B
  static let comma: UInt8 = 0x2C
  /// A comma and a quotation mark behind it, as a little-endian word.
  static let commaAndQuote: UInt16 = 0x222C
  static let minus: UInt8 = 0x2D
  static let point: UInt8 = 0x2E
  static let slash: UInt8 = 0x2F
  static let zero: UInt8 = 0x30
  static let nine: UInt8 = 0x39
  static let colon: UInt8 = 0x3A
  static let upperE: UInt8 = 0x45
  static let openBracket: UInt8 = 0x5B
  static let backslash: UInt8 = 0x5C
  static let closeBracket: UInt8 = 0x5D
  static let b: UInt8 = 0x62
  static let e: UInt8 = 0x65
  static let f: UInt8 = 0x66
  static let n: UInt8 = 0x6E
  static let r: UInt8 = 0x72
  static let t: UInt8 = 0x74
  static let u: UInt8 = 0x75
  static let openBrace: UInt8 = 0x7B
  static let closeBrace: UInt8 = 0x7D
}

extension UInt8 {
  /// Whether this is an ASCII digit.
  @inline(__always)
  var isDigit: Bool { self &- ASCII.zero < 10 }

  /// Whether this is one of the four characters of white space (JSN-4).
  @inline(__always)
  var isJSONWhitespace: Bool {
    self == ASCII.space || self == ASCII.lineFeed || self == ASCII.carriageReturn || self == ASCII.tab
  }

  /// The value of a hexadecimal digit in either case; nil if this is none.
  @inline(__always)
  var hexValue: UInt16? {
    if isDigit { return UInt16(self &- ASCII.zero) }
    let letter = (self | 0x20) &- 0x61
    return letter < 6 ? UInt16(letter &+ 10) : nil
  }

  /// Whether this byte continues a UTF-8 sequence.
  @inline(__always)
  var isContinuation: Bool { self & 0xC0 == 0x80 }
}
