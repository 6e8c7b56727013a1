extension Shape {
  static let responses = Shape(
    name: "responses", about: "Responses events: an event line and a data line, some 290 bytes"
  ) { size, seed in
    fill("responses", size, seed) { writer, random in
      var stream = ResponseScript(&random)
      stream.write(&writer, &random)
    }
  }
}

/// One response from `response.created` to `response.completed`.
private struct ResponseScript {
  private let responseID: String
  private let itemID: String
  private let isObfuscated: Bool
  private var sequence = 0
  private var text: [UInt8] = []

  init(_ random: inout SeededGenerator) {
    responseID = String(decoding: JSONText.hexadecimal("resp_", 48, &random), as: UTF8.self)
    itemID = String(decoding: JSONText.hexadecimal("msg_", 48, &random), as: UTF8.self)
    isObfuscated = random.chance(50)
  }

  mutating func write(_ writer: inout StreamWriter, _ random: inout SeededGenerator) {
    event(&writer, "response.created", ",\"response\":\(response("in_progress", output: ""))")
    event(&writer, "response.in_progress", ",\"response\":\(response("in_progress", output: ""))")
    event(
      &writer, "response.output_item.added",
      ",\"output_index\":0,\"item\":\(item("in_progress", content: ""))")
    event(&writer, "response.content_part.added", "\(place),\"part\":\(part(""))")
    for _ in 0..<Shape.answerLength(&random) { delta(&writer, &random) }
    let whole = String(decoding: text, as: UTF8.self)
    event(&writer, "response.output_text.done", "\(place),\"text\":\"\(whole)\",\"logprobs\":[]")
    event(&writer, "response.content_part.done", "\(place),\"part\":\(part(whole))")
    let message = item("completed", content: part(whole))
    event(&writer, "response.output_item.done", ",\"output_index\":0,\"item\":\(message)")
    event(&writer, "response.completed", ",\"response\":\(response("completed", output: message))")
  }

  private mutating func delta(_ writer: inout StreamWriter, _ random: inout SeededGenerator) {
    let token = Vocabulary.next(&random)
    writer.beginEvent(type: "response.output_text.delta")
    writer.write(
      "{\"type\":\"response.output_text.delta\",\"sequence_number\":\(sequence)\(place),\"delta\":\"")
    writer.write(token.escaped)
    writer.write("\",\"logprobs\":[]")
    if isObfuscated {
      Shape.writeObfuscation(max(0, 16 - token.text.count), &writer, &random)
    }
    writer.write("}")
    writer.endEvent()
    writer.note("delta", bytes: token.text.count)
    sequence += 1
    text += token.escaped
  }

  private mutating func event(_ writer: inout StreamWriter, _ type: StaticString, _ rest: String) {
    writer.beginEvent(type: type)
    writer.write("{\"type\":\"\(type)\",\"sequence_number\":\(sequence)")
    writer.write(rest)
    writer.write("}")
    writer.endEvent()
    writer.note("delta", bytes: 0)
    sequence += 1
  }

  private var place: String { ",\"item_id\":\"\(itemID)\",\"output_index\":0,\"content_index\":0" }

  private func part(_ text: String) -> String {
    "{\"type\":\"output_text\",\"annotations\":[],\"logprobs\":[],\"text\":\"\(text)\"}"
  }

  private func item(_ status: String, content: String) -> String {
    "{\"id\":\"\(itemID)\",\"type\":\"message\",\"status\":\"\(status)\",\"content\":[\(content)],\"role\":\"assistant\"}"
  }

  private func response(_ status: String, output: String) -> String {
    let usage =
      status == "completed"
      ? "{\"input_tokens\":37,\"input_tokens_details\":{\"cached_tokens\":0},\"output_tokens\":\(sequence),\"output_tokens_details\":{\"reasoning_tokens\":0},\"total_tokens\":\(37 + sequence)}"
      : "null"
    return """
      {"id":"\(responseID)","object":"response","created_at":1760000000,"status":"\(status)","background":false,\
      "error":null,"incomplete_details":null,"instructions":"Answer briefly.","max_output_tokens":null,\
      "model":"gpt-4.1-2025-04-14","output":[\(output)],"parallel_tool_calls":true,"previous_response_id":null,\
      "reasoning":{"effort":null,"summary":null},"store":true,"temperature":1.0,"text":{"format":{"type":"text"}},\
      "tool_choice":"auto","tools":[],"top_p":1.0,"truncation":"disabled","usage":\(usage),"user":null,"metadata":{}}
      """
  }
}
