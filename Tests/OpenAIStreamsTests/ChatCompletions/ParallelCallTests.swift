import OpenAIStreams
import ServerSentEvents
import SpanJSON
import TestSupport
import Testing

/// Several choices with parallel tool calls, all of them reachable, borrowed and collected (CHAT-34, CHAT-51).
@Suite struct ParallelCallTests {
  static let body = Array(ChatStreams.threeChoices.utf8)

  /// Everything is taken from the borrowed view.
  @Test(arguments: [Cutting.whole, .bytewise, .random(seed: 7)]) func borrowed(_ cutting: Cutting) throws {
    var stream = ChatCompletionStream()
    var texts: [Int: String] = [:]
    var refusals: [Int: String] = [:]
    var names: [Int: String] = [:]
    var arguments: [Int: String] = [:]
    var reasons: [Int: FinishReason] = [:]
    var total: Int?
    for piece in cutting.pieces(of: Self.body) {
      var input = RawSpan(ofBytes: piece.span)
      while let chunk = try stream.next(&input) {
        if let usage = chunk.usage, let count = usage.member(named: "total_tokens") { total = count.int }
        for position in 0..<chunk.choiceCount {
          let choice = chunk.choice(at: position)
          let delta = choice.delta
          if let content = delta.content { texts[choice.index, default: ""] += content.string }
          if let refusal = delta.refusal { refusals[choice.index, default: ""] += refusal.string }
          if let reason = choice.finishReason { reasons[choice.index] = reason }
          for place in 0..<delta.toolCallCount {
            let call = delta.toolCall(at: place)
            guard let index = call.index else { continue }
            if let name = call.name { names[index] = name.string }
            if let piece = call.arguments { arguments[index, default: ""] += piece.string }
          }
        }
      }
    }
    #expect(stream.finish() == .complete(.whole))
    #expect(texts == [0: "Grüße"])
    #expect(refusals == [2: "I can't help."])
    #expect(names == [0: "weather", 1: "time"])
    #expect(arguments == [0: #"{"city":"Paris"}"#, 1: #"{"zone":"Oslo"}"#])
    #expect(reasons == [0: .stop, 1: .toolCalls, 2: .stop])
    #expect(total == 14)
    #expect(stream.findings.isEmpty)
  }

  @Test func collected() throws {
    let run = TypedRun(ChatCompletionCollector.self, [Self.body])
    #expect(run.outcome == .complete(.whole))
    #expect(run.clauses == [])
    #expect(run.text == "Grüße")
    #expect(
      run.collected == #"""
        {"id":"c1","object":"chat.completion","created":1700000000,"model":"m","choices":[\#
        {"index":0,"message":{"role":"assistant","content":"Grüße"},"finish_reason":"stop"},\#
        {"index":1,"message":{"role":"assistant","content":null,"tool_calls":[\#
        {"id":"call_paris","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Paris\"}"}},\#
        {"id":"call_oslo","type":"function","function":{"name":"time","arguments":"{\"zone\":\"Oslo\"}"}}]},\#
        "finish_reason":"tool_calls"},\#
        {"index":2,"message":{"role":"assistant","content":null,"refusal":"I can't help."},"finish_reason":"stop"}],\#
        "usage":{"prompt_tokens":5,"completion_tokens":9,"total_tokens":14}}
        """#)
  }

  /// Arguments can be read while they grow, and are final only when the choice has ended (CHAT-110).
  @Test func partialArguments() throws {
    var stream = ChatCompletionStream()
    var collector = ChatCompletionCollector()
    var seen: [String] = []
    var states: [ChatCompletion.CallState] = []
    var input = RawSpan(ofBytes: Self.body.span)
    while let chunk = try stream.next(&input) {
      collector.add(chunk)
      let snapshot = collector.snapshot
      guard let choice = snapshot.choices.first(where: { $0.index == 1 }) else { continue }
      guard let call = choice.message.toolCalls.first else { continue }
      if let value = call.function.partialArguments { seen.append(value.description) }
      states.append(call.state)
    }
    #expect(seen.first == "{}")
    #expect(seen.last == #"{"city":"Paris"}"#)
    #expect(states.last == .final)
    #expect(states.dropLast(2).allSatisfy { $0 == .partial })
  }

  /// A call is final when its choice has ended by itself and its arguments are whole, or there are none (CHAT-58); a
  /// choice that was cut has cut its last call (CHAT-59).
  @Test(arguments: [
    ("{}", "tool_calls", ChatCompletion.CallState.final), ("", "tool_calls", .final), ("", "stop", .final),
    (#"{\"city\":"#, "tool_calls", .cut), ("{}", "length", .cut), ("", "length", .cut),
  ])
  func callStates(arguments: String, reason: String, expected: ChatCompletion.CallState) throws {
    let body =
      #"data: {"choices":[{"index":0,"delta":{"role":"assistant","tool_calls":[{"index":0,"id":"a","#
      + #""type":"function","function":{"name":"f","arguments":"\#(arguments)"}}]},"finish_reason":null}]}"#
      + "\n\n" + #"data: {"choices":[{"index":0,"delta":{},"finish_reason":"\#(reason)"}]}"# + "\n\n"
    var stream = ChatCompletionStream()
    var collector = ChatCompletionCollector()
    let bytes = Array(body.utf8)
    var input = RawSpan(ofBytes: bytes.span)
    while let chunk = try stream.next(&input) { collector.add(chunk) }
    let call = try #require(collector.snapshot.choices.first?.message.toolCalls.first)
    #expect(call.state == expected)
  }
}
