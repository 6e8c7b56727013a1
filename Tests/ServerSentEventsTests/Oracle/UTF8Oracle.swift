/// The UTF-8 decoder of the Encoding Standard (4.8), transcribed, with U+FFFD for each error.
enum UTF8Oracle {
  /// The bytes with every maximal ill-formed subpart replaced by EF BF BD. No mark is removed.
  static func replacing(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var pending: [UInt8] = []
    var needed = 0
    var lower: UInt8 = 0x80
    var upper: UInt8 = 0xBF
    let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

    var position = 0
    while position < bytes.count {
      let byte = bytes[position]
      if needed == 0 {
        position += 1
        switch byte {
        case 0x00...0x7F: result.append(byte)
        case 0xC2...0xDF:
          needed = 1
          pending = [byte]
        case 0xE0...0xEF:
          if byte == 0xE0 { lower = 0xA0 }
          if byte == 0xED { upper = 0x9F }
          needed = 2
          pending = [byte]
        case 0xF0...0xF4:
          if byte == 0xF0 { lower = 0x90 }
          if byte == 0xF4 { upper = 0x8F }
          needed = 3
          pending = [byte]
        default: result += replacement
        }
        continue
      }
      if byte < lower || byte > upper {
        // The byte is looked at again, as the first of a sequence.
        pending = []
        needed = 0
        lower = 0x80
        upper = 0xBF
        result += replacement
        continue
      }
      position += 1
      lower = 0x80
      upper = 0xBF
      pending.append(byte)
      if pending.count == needed + 1 {
        result += pending
        pending = []
        needed = 0
      }
    }
    if needed > 0 { result += replacement }
    return result
  }
}
