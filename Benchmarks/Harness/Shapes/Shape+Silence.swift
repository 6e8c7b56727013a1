extension Shape {
  static let heartbeat = Shape(
    name: "heartbeat", about: "an event, then comments that keep the connection alive"
  ) { size, seed in
    fill("heartbeat", size, seed) { writer, random in
      for _ in 0..<random.within(20...60) {
        for _ in 0..<random.within(1...6) {
          writer.line(random.chance(50) ? ": ping - 2026-11-20 10:\(random.within(10...59)):00+00:00" : ":")
          if random.chance(80) { writer.endEmptyBlock() }
        }
        let payload = body(&random, words: 20)
        writer.line("data: \(payload)")
        writer.endBlock(data: Array(payload.utf8))
      }
    }
  }

  static let idle = Shape(
    name: "idle", about: "nothing but comments and blank lines: no event at all"
  ) { size, seed in
    fill("idle", size, seed) { writer, random in
      for _ in 0..<200 {
        switch random.below(4) {
        case 0: writer.line(": keep-alive")
        case 1: writer.line(":" + String(repeating: "padding ", count: random.below(40)))
        case 2: writer.line("retry: \(random.within(500...5_000))")
        default: break
        }
        writer.endEmptyBlock()
      }
    }
  }

  static let invalid = Shape(
    name: "invalid",
    about:
      "what the standard ignores: unknown fields, lines without colon, bad retry, NUL in ids, bytes that are no UTF-8"
  ) { size, seed in
    fill("invalid", size, seed) { writer, random in
      for number in 0..<100 {
        switch random.below(6) {
        case 0: writer.line("foo: \(body(&random, words: 4))")
        case 1: writer.line("Data: upper case is another field")
        case 2: writer.line("retry: \(number)x")
        case 3: writer.line("id: \(number)\u{0}")
        case 4: writer.line("just some text that a proxy left here")
        default: writer.line(" data: a space before the name")
        }
        guard random.chance(30) else {
          writer.endEmptyBlock()
          continue
        }
        // Ill-formed UTF-8 is carried as it is: bytes are replaced only where text is asked for.
        let payload = Array("x".utf8) + [0xC3, 0x28, 0xF0, 0x9F, 0x98, 0xFF] + Array("\(number)".utf8)
        writer.write("data: ")
        writer.write(payload)
        writer.endLine()
        writer.endBlock(data: payload)
      }
    }
  }

  static let edges = Shape(
    name: "edges",
    about: "a byte order mark, empty data, empty types and ids, fields without colon, tabs, several spaces"
  ) { size, seed in
    var isFirst = true
    return fill("edges", size, seed) { writer, random in
      if isFirst { writer.write([0xEF, 0xBB, 0xBF]) }
      isFirst = false
      for _ in 0..<20 {
        switch random.below(8) {
        case 0: edge(&writer, ["data"], data: "")
        case 1: edge(&writer, ["data:", "data:"], data: "\n")
        case 2: edge(&writer, ["data:  two spaces", "event:"], data: " two spaces")
        case 3: edge(&writer, ["id", "data:\ttab"], data: "\ttab", id: "")
        case 4: edge(&writer, ["event: gone", "event: kept", "data:a:b:c"], type: "kept", data: "a:b:c")
        case 5: edge(&writer, ["data: ", "data: x", "data"], data: "\nx\n")
        case 6:
          writer.line("event: without data")
          writer.line("id: 7")
          writer.endEmptyBlock(id: Array("7".utf8))
        default:
          edge(
            &writer, [": c", "data: \u{FEFF}\u{2028}\u{85}", "id:  8"], data: "\u{FEFF}\u{2028}\u{85}",
            id: " 8")
        }
      }
    }
  }

  private static func edge(
    _ writer: inout StreamWriter, _ lines: [String], type: String = "message", data: String,
    id: String? = nil
  ) {
    for line in lines { writer.line(line) }
    writer.endBlock(type: type, data: Array(data.utf8), id: id.map { Array($0.utf8) })
  }
}
