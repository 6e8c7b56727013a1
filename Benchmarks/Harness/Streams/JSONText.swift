/// Writing of JSON strings, for makers of streams; plain, and no kin of the reader that is measured.
enum JSONText {
  /// The contents of a JSON string, without its quotes.
  static func escaped(_ text: String, asciiOnly: Bool) -> [UInt8] {
    var result: [UInt8] = []
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += Array("\\\"".utf8)
      case "\\": result += Array("\\\\".utf8)
      case "\n": result += Array("\\n".utf8)
      case "\r": result += Array("\\r".utf8)
      case "\t": result += Array("\\t".utf8)
      case _ where scalar.value < 0x20 || (asciiOnly && scalar.value > 0x7E):
        for unit in String(scalar).utf16 { result += unicodeEscape(unit) }
      default: result += Array(String(scalar).utf8)
      }
    }
    return result
  }

  private static func unicodeEscape(_ unit: UInt16) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    return [0x5C, 0x75] + [12, 8, 4, 0].map { digits[Int(unit >> $0) & 15] }
  }

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)
  private static let base64 = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let hexadecimal = Array("0123456789abcdef".utf8)

  /// A fresh identifier of letters and digits.
  static func identifier(_ prefix: String, _ length: Int, _ random: inout SeededGenerator) -> [UInt8] {
    var result = Array(prefix.utf8)
    for _ in 0..<length { result.append(alphabet[random.below(alphabet.count)]) }
    return result
  }

  /// A fresh identifier of hexadecimal digits.
  static func hexadecimal(_ prefix: String, _ length: Int, _ random: inout SeededGenerator) -> [UInt8] {
    var result = Array(prefix.utf8)
    for _ in 0..<length { result.append(hexadecimal[random.below(16)]) }
    return result
  }

  /// Appends the base64 text of `3 * quanta` random bytes.
  static func appendBase64(quanta: Int, to bytes: inout StreamWriter, _ random: inout SeededGenerator) {
    var left = quanta * 4
    while left > 0 {
      var word = random.next()
      for _ in 0..<min(10, left) {
        bytes.write(base64[Int(word & 63)])
        word >>= 6
      }
      left -= min(10, left)
    }
  }
}
