/// Bytes in the notation of the specification's examples: a failure can be pasted back.
package struct Escaped: CustomStringConvertible {
  package let bytes: [UInt8]
  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  package var description: String {
    var text = "\""
    for byte in bytes.prefix(2000) {
      switch byte {
      case 0x0A: text += "\\n"
      case 0x0D: text += "\\r"
      case 0x09: text += "\\t"
      case 0x5C: text += "\\\\"
      case 0x20...0x7E: text.unicodeScalars.append(Unicode.Scalar(byte))
      default: text += "\\x" + hexadecimal(byte)
      }
    }
    text += "\""
    return bytes.count > 2000 ? text + " (\(bytes.count) bytes)" : text
  }

  private func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return byte < 16 ? "0" + digits : digits
  }
}

/// The bytes that text in that notation stands for.
///
/// - Throws: `EscapeError` for an escape that the notation does not have.
package func unescaped(_ text: some StringProtocol) throws -> [UInt8] {
  var bytes: [UInt8] = []
  var rest = Array(text.utf8)[...]
  while let byte = rest.popFirst() {
    guard byte == 0x5C else {
      bytes.append(byte)
      continue
    }
    switch rest.popFirst() {
    case UInt8(ascii: "n"): bytes.append(0x0A)
    case UInt8(ascii: "r"): bytes.append(0x0D)
    case UInt8(ascii: "t"): bytes.append(0x09)
    case UInt8(ascii: "0"): bytes.append(0x00)
    case UInt8(ascii: "\\"): bytes.append(0x5C)
    case UInt8(ascii: "x"):
      let digits = String(decoding: rest.prefix(2), as: UTF8.self)
      guard digits.utf8.count == 2, let value = UInt8(digits, radix: 16) else {
        throw EscapeError(text: String(text))
      }
      bytes.append(value)
      rest = rest.dropFirst(2)
    default: throw EscapeError(text: String(text))
    }
  }
  return bytes
}

package struct EscapeError: Error {
  package let text: String
  package init(text: String) { self.text = text }
}

/// A test's argument that prints on one line.
package struct Text: ExpressibleByStringLiteral, CustomStringConvertible, Sendable {
  package let bytes: [UInt8]
  package init(stringLiteral text: String) { bytes = Array(text.utf8) }
  package var description: String { "\(Escaped(bytes))" }

  /// The bytes with each LF replaced.
  package func ended(by terminator: Terminator) -> [UInt8] {
    bytes.flatMap { $0 == 0x0A ? terminator.bytes : [$0] }
  }
}
