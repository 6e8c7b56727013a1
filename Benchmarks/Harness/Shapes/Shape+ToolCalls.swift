extension Shape {
  static let toolCalls = Shape(
    name: "tool-calls", about: "chat completion chunks with one to three tool calls, arguments in pieces"
  ) { size, seed in
    fill("tool-calls", size, seed) { writer, random in toolCallStream(&writer, &random) }
  }

  private static func toolCallStream(_ writer: inout StreamWriter, _ random: inout SeededGenerator) {
    let envelope = ChatEnvelope(&random)
    func chunk(_ delta: [UInt8], finish: StaticString = "null", arguments: Int = 0) {
      writer.beginEvent()
      envelope.open(&writer)
      writer.write("\"choices\":[{\"index\":0,\"delta\":")
      writer.write(delta)
      writer.write(",\"logprobs\":null,\"finish_reason\":")
      writer.write(finish)
      writer.write("}],\"usage\":null")
      writeObfuscation(random.below(14), &writer, &random)
      writer.write("}")
      writer.endEvent()
      writer.note("arguments", bytes: arguments)
    }
    chunk(Array("{\"role\":\"assistant\",\"content\":null}".utf8))
    let names = ["get_weather", "search_documents", "run_query", "create_event", "lookup_customer_by_email"]
    for index in 0..<random.within(1...3) {
      let id = String(decoding: JSONText.identifier("call_", 24, &random), as: UTF8.self)
      let name = names[random.below(names.count)]
      chunk(
        Array(
          "{\"tool_calls\":[{\"index\":\(index),\"id\":\"\(id)\",\"type\":\"function\",\"function\":{\"name\":\"\(name)\",\"arguments\":\"\"}}]}"
            .utf8))
      for piece in arguments(&random) {
        let delta =
          Array("{\"tool_calls\":[{\"index\":\(index),\"function\":{\"arguments\":\"".utf8)
          + JSONText.escaped(piece, asciiOnly: false) + Array("\"}}]}".utf8)
        chunk(delta, arguments: piece.utf8.count)
      }
    }
    chunk(Array("{}".utf8), finish: "\"tool_calls\"")
    envelope.usage(&writer, &random)
    writer.note("arguments", bytes: 0)
    envelope.done(&writer)
  }

  /// A JSON object in the pieces in which models write it.
  private static func arguments(_ random: inout SeededGenerator) -> [String] {
    let keys = ["location", "query", "limit", "filters", "start_time", "attendees", "include_archived"]
    var pieces = ["{\""]
    let count = random.within(2...6)
    for member in 0..<count {
      pieces += [keys[random.below(keys.count)], "\":\""]
      for _ in 0..<random.within(1...20) {
        let token = Vocabulary.next(&random)
        let text = String(decoding: token.text, as: UTF8.self)
        // Inside the object the text is a string of its own, so it is escaped once more.
        pieces.append(String(decoding: JSONText.escaped(text, asciiOnly: false), as: UTF8.self))
      }
      pieces.append(member == count - 1 ? "\"}" : "\",\"")
    }
    return pieces
  }
}
