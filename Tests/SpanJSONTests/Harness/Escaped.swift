/// Bytes in the notation of the specification's examples: a failure can be pasted back.
func escaped(_ bytes: [UInt8]) -> String {
  var text = ""
  for byte in bytes.prefix(1000) {
    switch byte {
    case 0x0A: text += "\\n"
    case 0x0D: text += "\\r"
    case 0x09: text += "\\t"
    case 0x5C: text += "\\\\"
    case 0x20...0x7E: text.unicodeScalars.append(Unicode.Scalar(byte))
    default: text += "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
  }
  return bytes.count > 1000 ? "\(text)… (\(bytes.count) bytes)" : text
}

/// The bytes that text in that notation stands for; nil if an escape is none.
func unescaped(_ text: some StringProtocol) -> [UInt8]? {
  var bytes: [UInt8] = []
  var rest = Array(text.utf8)[...]
  while let byte = rest.popFirst() {
    guard byte == UInt8(ascii: "\\") else {
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
      guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    default: return nil
    }
  }
  return bytes
}
