/// The notation for bytes in case files: `\xNN`, `\n`, `\r`, `\t`, `\0` and `\\` stand for one byte each, every
/// other character for its UTF-8.
enum EscapedText {
  struct Malformed: Error {
    let position: Int
  }

  /// The bytes that `text` stands for.
  static func bytes(_ text: String) throws(Malformed) -> [UInt8] {
    let source = Array(text.utf8)
    var result: [UInt8] = []
    result.reserveCapacity(source.count)
    var position = 0
    while position < source.count {
      guard source[position] == UInt8(ascii: "\\") else {
        result.append(source[position])
        position += 1
        continue
      }
      guard position + 1 < source.count else { throw Malformed(position: position) }
      switch source[position + 1] {
      case UInt8(ascii: "n"): result.append(0x0A)
      case UInt8(ascii: "r"): result.append(0x0D)
      case UInt8(ascii: "t"): result.append(0x09)
      case UInt8(ascii: "0"): result.append(0x00)
      case UInt8(ascii: "\\"): result.append(0x5C)
      case UInt8(ascii: "x"):
        guard position + 3 < source.count, let high = hexDigit(source[position + 2]),
          let low = hexDigit(source[position + 3])
        else { throw Malformed(position: position) }
        result.append(high << 4 | low)
        position += 2
      default: throw Malformed(position: position)
      }
      position += 2
    }
    return result
  }

  private static func hexDigit(_ character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  /// `bytes` in this notation: well-formed UTF-8 that can be seen stands as it is, everything else is escaped.
  static func text(_ bytes: some Collection<UInt8>) -> String {
    var result = ""
    var rest = Array(bytes)[...]
    while let first = rest.first {
      if let scalar = leadingScalar(of: rest) {
        append(scalar, to: &result)
        rest = rest.dropFirst(UTF8.width(scalar))
      } else {
        result += hex(first)
        rest = rest.dropFirst()
      }
    }
    return result
  }

  private static func append(_ scalar: Unicode.Scalar, to result: inout String) {
    switch scalar {
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    case "\0": result += "\\0"
    case "\\": result += "\\\\"
    case _ where isInvisible(scalar): for byte in String(scalar).utf8 { result += hex(byte) }
    default: result.unicodeScalars.append(scalar)
    }
  }

  /// Whether a reader could not see the character, or not tell it from another.
  static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .nonspacingMark, .enclosingMark, .unassigned,
      .privateUse:
      true
    case .spaceSeparator: scalar != " "
    default: false
    }
  }

  private static func hex(_ byte: UInt8) -> String {
    "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }

  /// The well-formed character with which `bytes` begins.
  static func leadingScalar(of bytes: ArraySlice<UInt8>) -> Unicode.Scalar? {
    var decoder = UTF8()
    var iterator = bytes.prefix(4).makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return nil }
    return scalar
  }
}
