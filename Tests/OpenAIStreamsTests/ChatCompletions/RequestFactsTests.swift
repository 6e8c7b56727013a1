import OpenAIStreams
import Testing

/// What can be judged only by who knows the request (CHAT-33, CHAT-76, CMP-33, CMP-76).
@Suite struct RequestFactsTests {
  private static func clauses(_ body: String, _ facts: RequestFacts) -> [String] {
    var options = TypedStreamOptions()
    options.request = facts
    return TypedRun(ChatCompletionCollector.self, [Array(body.utf8)], options: options).clauses
  }

  private static let usage =
    #"data: {"id":"c1","object":"chat.completion.chunk","created":1700000000,"model":"m","choices":[],"#
    + #""usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}"# + "\n\n"
  private static let answer =
    ChatStreams.event(0, delta: #"{"role":"assistant","content":"Hi"}"#)
    + ChatStreams.event(0, delta: "{}", finishReason: "\"stop\"")
  private static let done = "data: [DONE]\n\n"

  @Test func choices() {
    let body = Self.answer + Self.done
    #expect(Self.clauses(body, RequestFacts()) == [])
    #expect(Self.clauses(body, RequestFacts(choiceCount: 1)) == [])
    #expect(Self.clauses(body, RequestFacts(choiceCount: 2)) == ["CHAT-33"])
  }

  @Test func usage() {
    let with = Self.answer + Self.usage + Self.done
    let without = Self.answer + Self.done
    #expect(Self.clauses(with, RequestFacts(includesUsage: true)) == [])
    #expect(Self.clauses(with, RequestFacts(includesUsage: false)) == ["CHAT-76"])
    #expect(Self.clauses(without, RequestFacts(includesUsage: true)) == ["CHAT-76"])
    #expect(Self.clauses(without, RequestFacts(includesUsage: false)) == [])
    // An answer that was interrupted has no usage, and owes none.
    let cut = ChatStreams.event(0, delta: #"{"role":"assistant","content":"Hi"}"#)
    #expect(Self.clauses(cut, RequestFacts(includesUsage: true)) == ["TYP-51"])
  }

  @Test func completions() {
    let body =
      #"data: {"id":"c1","object":"text_completion","created":1700000000,"model":"m","choices":[{"index":0,"#
      + #""text":"Hi","logprobs":null,"finish_reason":"stop"}]}"# + "\n\n" + Self.done
    var options = TypedStreamOptions()
    options.request = RequestFacts(choiceCount: 3, includesUsage: true)
    #expect(
      TypedRun(CompletionCollector.self, [Array(body.utf8)], options: options).clauses == [
        "CMP-33", "CMP-76",
      ])
  }
}
