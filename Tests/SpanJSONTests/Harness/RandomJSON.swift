/// JSON texts from a seed, with all that the grammar has, and mutations of them.
struct RandomJSON {
  var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  /// A text of one value.
  mutating func text() -> [UInt8] {
    var text: [UInt8] = []
    whitespace(&text)
    value(&text, depth: 0)
    whitespace(&text)
    return text
  }

  /// The text with one to three small accidents.
  mutating func mutated(_ text: [UInt8]) -> [UInt8] {
    var text = text
    for _ in 0...generator.below(3) where !text.isEmpty {
      let place = generator.below(text.count)
      switch generator.below(6) {
      case 0: text.remove(at: place)
      case 1: text.insert(generator.pick(Array("{}[]\",:\\u0e-. \ntfn".utf8)), at: place)
      case 2: text[place] = UInt8(generator.below(256))
      case 3: text[place] ^= 1 << UInt8(generator.below(8))
      case 4: text.removeSubrange(place..<min(text.count, place + 1 + generator.below(8)))
      default:
        text.insert(contentsOf: text[place..<min(text.count, place + 1 + generator.below(8))], at: place)
      }
    }
    return text
  }

  private mutating func whitespace(_ text: inout [UInt8]) {
    guard generator.below(4) == 0 else { return }
    for _ in 0..<generator.below(4) { text.append(generator.pick([0x20, 0x09, 0x0A, 0x0D])) }
  }

  private mutating func value(_ text: inout [UInt8], depth: Int) {
    switch generator.below(depth < 6 ? 9 : 6) {
    case 0: text += Array(generator.pick(["true", "false", "null"]).utf8)
    case 1: number(&text)
    case 2...5: string(&text)
    case 6, 7:
      text.append(UInt8(ascii: "{"))
      whitespace(&text)
      for i in 0..<generator.below(5) {
        if i > 0 {
          text.append(UInt8(ascii: ","))
          whitespace(&text)
        }
        if generator.below(3) == 0 {
          string(&text)
        } else {
          text += Array(generator.pick(["\"a\"", "\"id\"", "\"\"", "\"content\"", "\"\\u0061\""]).utf8)
        }
        whitespace(&text)
        text.append(UInt8(ascii: ":"))
        whitespace(&text)
        value(&text, depth: depth + 1)
        whitespace(&text)
      }
      text.append(UInt8(ascii: "}"))
    default:
      text.append(UInt8(ascii: "["))
      whitespace(&text)
      for i in 0..<generator.below(5) {
        if i > 0 {
          text.append(UInt8(ascii: ","))
          whitespace(&text)
        }
        value(&text, depth: depth + 1)
        whitespace(&text)
      }
      text.append(UInt8(ascii: "]"))
    }
  }

  private mutating func number(_ text: inout [UInt8]) {
    var digits = generator.below(2) == 0 ? "-" : ""
    digits += generator.below(3) == 0 ? "0" : String(generator.next() >> UInt64(generator.below(64)))
    if generator.below(2) == 0 { digits += "." + String(generator.next() >> UInt64(generator.below(64))) }
    if generator.below(3) == 0 {
      digits += generator.pick(["e", "E", "e-", "E+"]) + String(generator.below(400))
    }
    text += Array(digits.utf8)
  }

  private mutating func string(_ text: inout [UInt8]) {
    text.append(UInt8(ascii: "\""))
    let isPlain = generator.below(2) == 0
    // Lengths about the widths of vectors.
    let length =
      generator.below(4) == 0 ? generator.pick([7, 8, 9, 15, 16, 17, 31, 32, 33]) : generator.below(12)
    let parts = [
      "é", "世", "😀", "\u{7F}", "\\n", "\\\"", "\\\\", "\\/", "\\u00e9", "\\uD83D\\uDE00", "\\ud83d",
      "\\uDe00",
      "\\u0000", "\u{2028}", " ", "z",
    ]
    for _ in 0..<length {
      if isPlain {
        text.append(UInt8(0x61 + generator.below(26)))
      } else if generator.below(10) == 0 {
        text += generator.pick([[0xFF], [0xC0, 0xAF], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF0, 0x9F]])
      } else {
        text += Array(generator.pick(parts).utf8)
      }
    }
    text.append(UInt8(ascii: "\""))
  }
}
