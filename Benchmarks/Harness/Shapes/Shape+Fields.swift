extension Shape {
  static let ids = Shape(
    name: "ids", about: "each event with an id, short ones and long ones, which the decoder must keep"
  ) { size, seed in
    fill("ids", size, seed) { writer, random in
      let isLong = random.chance(50)
      for number in 0..<random.within(50...200) {
        let id =
          isLong
          ? String(decoding: JSONText.hexadecimal("", 32, &random), as: UTF8.self) : String(number)
        let payload = body(&random, words: 12)
        writer.line("id: \(id)")
        writer.line("data: \(payload)")
        writer.endBlock(data: Array(payload.utf8), id: Array(id.utf8))
      }
    }
  }

  static let manyLines = Shape(
    name: "many-lines", about: "events of 2 to 200 data lines, which are joined"
  ) { size, seed in
    fill("many-lines", size, seed) { writer, random in
      let lines = (0..<random.within(2...200)).map { _ in body(&random, words: random.within(0...8)) }
      for line in lines { writer.line(line.isEmpty ? "data:" : "data: \(line)") }
      writer.endBlock(data: Array(lines.joined(separator: "\n").utf8))
    }
  }

  static let mixedEnds = Shape(
    name: "mixed-ends",
    about: "LF, CR and CR LF in turn, with types, ids, comments, retry and several data lines"
  ) { size, seed in
    fill("mixed-ends", size, seed) { writer, random in
      let ends: [[UInt8]] = [[0x0A], [0x0D], [0x0D, 0x0A]]
      writer.lineEnd = ends[random.below(3)]
      for number in 0..<random.within(4...40) {
        if random.chance(10) { writer.line(": \(body(&random, words: 3))") }
        var id: [UInt8]?
        if random.chance(25) {
          id = Array("\(number)-\(random.below(1_000_000))".utf8)
          writer.line("id: \(String(decoding: id ?? [], as: UTF8.self))")
        }
        if random.chance(5) { writer.line("retry: \(random.within(100...9_999))") }
        let type = random.chance(40) ? ["update", "token", "progress.step"][random.below(3)] : "message"
        if type != "message" { writer.line("event:\(random.chance(50) ? " " : "")\(type)") }
        let lines = (0..<(random.chance(70) ? 1 : random.within(2...5))).map { _ in
          body(&random, words: random.within(1...20))
        }
        for line in lines { writer.line("data: \(line)") }
        writer.endBlock(type: type, data: Array(lines.joined(separator: "\n").utf8), id: id)
      }
    }
  }

  /// Text without line breaks, as it may stand in a field.
  static func body(_ random: inout SeededGenerator, words: Int) -> String {
    var text = ""
    for _ in 0..<words {
      let token = String(decoding: Vocabulary.next(&random).text, as: UTF8.self)
      text += token.unicodeScalars.contains { $0.value < 0x20 } ? " -" : token
    }
    // A leading space would belong to the field's syntax, not to its value.
    return text.hasPrefix(" ") ? "x" + text : text
  }
}
