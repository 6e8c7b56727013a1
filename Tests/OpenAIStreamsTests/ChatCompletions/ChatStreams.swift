/// Streams for the tests of chat completions.
enum ChatStreams {
  /// A chunk of choice `index` as an event.
  static func event(_ index: Int, delta: String, finishReason: String = "null") -> String {
    """
    data: {"id":"c1","object":"chat.completion.chunk","created":1700000000,"model":"m","choices":\
    [{"index":\(index),"delta":\(delta),"finish_reason":\(finishReason)}]}\n\n
    """
  }

  /// Three choices, interleaved: text, two parallel tool calls whose fragments interleave too, a refusal.
  static let threeChoices: String = {
    func call(_ index: Int, id: String, name: String) -> String {
      #"{"tool_calls":[{"index":\#(index),"id":"\#(id)","type":"function","function":{"name":"\#(name)","arguments":""}}]}"#
    }
    func arguments(_ pieces: (Int, String)...) -> String {
      let fragments = pieces.map { #"{"index":\#($0.0),"function":{"arguments":"\#($0.1)"}}"# }
      return #"{"tool_calls":[\#(fragments.joined(separator: ","))]}"#
    }
    var stream = ""
    for index in [2, 0, 1] { stream += event(index, delta: #"{"role":"assistant","content":null}"#) }
    stream += event(1, delta: call(0, id: "call_paris", name: "weather"))
    stream += event(0, delta: #"{"content":"Gr"}"#)
    stream += event(1, delta: call(1, id: "call_oslo", name: "time"))
    stream += event(1, delta: arguments((0, #"{\"city\":"#), (1, #"{\"zone\""#)))
    stream += event(2, delta: #"{"refusal":"I can't "}"#)
    stream += event(0, delta: #"{"content":"üße"}"#)
    stream += event(1, delta: arguments((1, #":\"Oslo\"}"#), (0, #"\"Paris\"}"#)))
    stream += event(2, delta: #"{"refusal":"help."}"#)
    for (index, reason) in [(0, "stop"), (2, "stop"), (1, "tool_calls")] {
      stream += event(index, delta: "{}", finishReason: "\"\(reason)\"")
    }
    stream +=
      #"data: {"id":"c1","object":"chat.completion.chunk","created":1700000000,"model":"m","choices":[],"#
    stream += #""usage":{"prompt_tokens":5,"completion_tokens":9,"total_tokens":14}}"# + "\n\n"
    return stream + "data: [DONE]\n\n"
  }()
}
