extension GrammarOracle {
  /// A string as text: runs of raw bytes are decoded by the standard library, escapes by UTF-16 rules.
  mutating func string() throws(Wrong) -> String {
    try take("\"")
    var result = String.UnicodeScalarView()
    var raw: [UInt8] = []
    var units: [UInt16] = []
    func flushRaw() {
      result.append(contentsOf: String(decoding: raw, as: UTF8.self).unicodeScalars)
      raw = []
    }
    func flushUnits() {
      result.append(contentsOf: String(decoding: units, as: UTF16.self).unicodeScalars)
      units = []
    }
    while at < text.count {
      let byte = text[at]
      if byte == 0x22 {
        flushRaw()
        flushUnits()
        at += 1
        return String(result)
      }
      if byte < 0x20 { throw Wrong(offset: at) }
      if byte != 0x5C {
        flushUnits()
        raw.append(byte)
        at += 1
        continue
      }
      flushRaw()
      at += 1
      units.append(try escape())
    }
    throw Wrong(offset: at)
  }

  /// What follows a backslash, as a UTF-16 code unit.
  private mutating func escape() throws(Wrong) -> UInt16 {
    guard at < text.count else { throw Wrong(offset: at) }
    let simple: [UInt8: UInt16] = [
      0x22: 0x22, 0x5C: 0x5C, 0x2F: 0x2F, 0x62: 8, 0x66: 12, 0x6E: 10, 0x72: 13, 0x74: 9,
    ]
    if let unit = simple[text[at]] {
      at += 1
      return unit
    }
    try take("u")
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard at < text.count, let digit = Character(Unicode.Scalar(text[at])).hexDigitValue, text[at] < 0x80
      else { throw Wrong(offset: at) }
      unit = unit * 16 + UInt16(digit)
      at += 1
    }
    return unit
  }
}
