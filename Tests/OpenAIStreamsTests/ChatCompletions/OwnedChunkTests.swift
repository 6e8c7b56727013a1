import OpenAIStreams
import ServerSentEvents
import SpanJSON
import TestSupport
import Testing

/// Owned chunks hold what the borrowed ones do, and can be written again.
@Suite struct OwnedChunkTests {
  static let examples = typedExamples("chat-stream")

  /// Collecting owned chunks, chunks written and read again, and borrowed ones gives the same response.
  @Test(arguments: examples) func collectAlike(_ example: SpecExample) throws {
    let body = try example.inputs().flatMap { $0 }
    var stream = ChatCompletionStream()
    var borrowed = ChatCompletionCollector()
    var owned = ChatCompletionCollector()
    var rewritten = ChatCompletionCollector()
    var input = RawSpan(ofBytes: body.span)
    while let chunk = try stream.next(&input) {
      borrowed.add(chunk)
      let copy = ChatCompletionChunk(chunk)
      owned.add(copy)
      let again = try Self.reread(copy)
      #expect(again == copy)
      rewritten.add(again)
    }
    // A half of a surrogate pair at the end of all is known to the borrowed chunks only.
    _ = stream.finish()
    if stream.findings.contains(where: { $0.clause.id == "TYP-32" }) { return }
    #expect(owned.snapshot.jsonText == borrowed.snapshot.jsonText)
    #expect(rewritten.snapshot.jsonText == borrowed.snapshot.jsonText)
  }

  private static func reread(_ chunk: ChatCompletionChunk) throws -> ChatCompletionChunk {
    let event = Array("data: ".utf8) + chunk.jsonText + Array("\n\n".utf8)
    var stream = ChatCompletionStream()
    var input = RawSpan(ofBytes: event.span)
    return try #require(try stream.nextElement(&input))
  }

  /// Unknown members, at any depth, come out again (TYP-19).
  @Test func unknownMembersSurvive() throws {
    let json = #"""
      {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,\#
      "delta":{"content":"Hi","x":[1,2.50]},"finish_reason":null,"native":"n"}],"provider":{"a":null}}
      """#
    let body = Array("data: \(json)\n\n".utf8)
    var stream = ChatCompletionStream()
    var input = RawSpan(ofBytes: body.span)
    let chunk = try #require(try stream.nextElement(&input))
    #expect(chunk.text == "Hi")
    #expect(chunk.other["provider"] == .object(["a": nil]))
    #expect(chunk.choices[0].delta.other["x"]?[1] == .number(try #require(JSONNumberText("2.50"))))
    let written = String(decoding: chunk.jsonText, as: UTF8.self)
    #expect(written.contains(#""provider":{"a":null}"#))
    #expect(written.contains(#""x":[1,2.50]"#))
    #expect(written.contains(#""native":"n""#))
  }
}
