import OpenAIStreams
import ServerSentEvents
import SpanJSON
import TestSupport
import Testing

/// The completions examples of all pages of `Spec/`, and what they do not say.
@Suite struct CompletionTests {
  static let examples = typedExamples("completions-stream")

  @Test func thereAreExamples() { #expect(Self.examples.count >= 30) }

  @Test(arguments: examples) func example(_ example: SpecExample) throws {
    try expectExample(example, CompletionCollector.self)
    expectAlikeWithoutTemplates(CompletionCollector.self, try example.inputs().flatMap { $0 })
  }

  private static func event(_ index: Int, _ text: String, logprobs: String = "null", reason: String = "null")
    -> String
  {
    """
    data: {"id":"c1","object":"text_completion","created":1700000000,"model":"m","choices":[{"index":\(index),\
    "text":"\(text)","logprobs":\(logprobs),"finish_reason":\(reason)}]}\n\n
    """
  }

  /// Two prompts at once, with log probabilities, of which all four arrays are put together (CMP-43).
  @Test func logprobsAndChoices() throws {
    func logprobs(_ token: String, _ offset: Int) -> String {
      #"{"tokens":["\#(token)"],"token_logprobs":[-0.5],"top_logprobs":[{"\#(token)":-0.5}],"text_offset":[\#(offset)]}"#
    }
    var body = Self.event(1, "B", logprobs: logprobs("B", 3)) + Self.event(0, "A", logprobs: logprobs("A", 4))
    body += Self.event(0, "a", logprobs: logprobs("a", 5), reason: "\"length\"")
    body += Self.event(1, "b", logprobs: logprobs("b", 6), reason: "\"stop\"") + "data: [DONE]\n\n"
    let run = TypedRun(CompletionCollector.self, [Array(body.utf8)])
    #expect(run.clauses == [])
    #expect(run.outcome == .complete(.cutByLimit(reason: "length")))
    #expect(run.text == "Aa")
    #expect(
      run.collected == #"""
        {"id":"c1","object":"text_completion","created":1700000000,"model":"m","choices":[\#
        {"index":0,"text":"Aa","logprobs":{"tokens":["A","a"],"token_logprobs":[-0.5,-0.5],\#
        "top_logprobs":[{"A":-0.5},{"a":-0.5}],"text_offset":[4,5]},"finish_reason":"length"},\#
        {"index":1,"text":"Bb","logprobs":{"tokens":["B","b"],"token_logprobs":[-0.5,-0.5],\#
        "top_logprobs":[{"B":-0.5},{"b":-0.5}],"text_offset":[3,6]},"finish_reason":"stop"}]}
        """#)
  }

  /// Owned chunks collect alike, and hold what they do not know.
  @Test func owned() throws {
    let body = Array((Self.event(0, "Hi") + Self.event(0, " there", reason: "\"stop\"")).utf8)
    var stream = CompletionStream()
    var borrowed = CompletionCollector()
    var owned = CompletionCollector()
    var input = RawSpan(ofBytes: body.span)
    while let chunk = try stream.next(&input) {
      borrowed.add(chunk)
      let copy = CompletionRules.element(of: chunk.payload)
      #expect(copy.choices.first?.text == chunk.text.string)
      owned.add(copy)
    }
    #expect(owned.snapshot == borrowed.snapshot)
    #expect(borrowed.text == "Hi there")
  }

  /// Templates are used.
  @Test func templates() throws {
    var body = ""
    for i in 0..<50 { body += Self.event(0, " w\(i)") }
    let bytes = Array(body.utf8)
    var stream = CompletionStream()
    var input = RawSpan(ofBytes: bytes.span)
    while try stream.next(&input) != nil {}
    #expect(stream.repeatedCount == 49)
  }
}
