#if !hasFeature(Embedded)
extension JSONError: CustomStringConvertible {
  /// What happened, where, what was expected, and what can be done.
  public var description: String {
    switch code.kind {
    case .unexpectedEnd:
      "the JSON text ends at byte \(offset); expected \(expected) (\(clause)); was it cut?"
    case .unexpectedByte:
      "\(Self.name(of: byteOrZero)) at byte \(offset) of the JSON text; expected \(expected) (\(clause))"
    case .controlCharacter:
      "\(Self.name(of: byteOrZero)) stands unescaped in a string at byte \(offset) of the JSON text; "
        + "control characters must be written as escapes (\(clause))"
    case .trailingContent:
      "\(Self.name(of: byteOrZero)) follows the value at byte \(offset) of the JSON text; "
        + "expected its end (\(clause))"
    case .byteOrderMark:
      "the JSON text begins with a byte order mark; remove it (\(clause))"
    case .tooDeep:
      "objects and arrays are nested too deeply at byte \(offset) of the JSON text; "
        + "raise maximumDepth if that is meant (\(clause))"
    case .tooLarge:
      "the JSON text is longer than 4 GiB (\(clause))"
    }
  }

  private static func name(of byte: UInt8) -> String {
    let hex = String(byte, radix: 16, uppercase: true)
    return "byte 0x" + (byte < 16 ? "0" : "") + hex
  }
}

extension JSONError.Code: CustomStringConvertible {
  public var description: String {
    switch kind {
    case .unexpectedEnd: "unexpectedEnd"
    case .unexpectedByte: "unexpectedByte"
    case .controlCharacter: "controlCharacter"
    case .trailingContent: "trailingContent"
    case .byteOrderMark: "byteOrderMark"
    case .tooDeep: "tooDeep"
    case .tooLarge: "tooLarge"
    }
  }
}

extension JSONError.Expected: CustomStringConvertible {
  public var description: String {
    switch kind {
    case .value: "a value"
    case .valueOrClose: "a value or ]"
    case .key: "a name in quotation marks"
    case .keyOrClose: "a name in quotation marks or }"
    case .colon: ":"
    case .commaOrBrace: ", or }"
    case .commaOrBracket: ", or ]"
    case .endOfText: "the end of the text"
    case .literal: "the rest of true, false or null"
    case .digit: "a digit"
    case .escape: "one of \" \\ / b f n r t u after the backslash"
    case .hexDigit: "a hexadecimal digit"
    case .string: "the rest of a string"
    case .less: "less"
    }
  }
}
#endif
