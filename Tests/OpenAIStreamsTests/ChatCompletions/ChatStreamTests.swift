import OpenAIStreams
import ServerSentEvents
import TestSupport
import Testing

/// What the stream itself promises: policies, the end, places, asynchronous use.
@Suite struct ChatStreamTests {
  static let hi = ChatStreams.event(0, delta: #"{"role":"assistant","content":"Hi"}"#)
  static let stop = ChatStreams.event(0, delta: "{}", finishReason: "\"stop\"")
  static let done = "data: [DONE]\n\n"

  /// A strict stream throws at the event, uses it up, and goes on (TYP-71).
  @Test(arguments: [Cutting.whole, .bytewise]) func strict(_ cutting: Cutting) throws {
    let body = Array((Self.hi + "data: oops\n\n" + Self.hi + Self.stop + Self.done).utf8)
    let run = TypedRun(
      ChatCompletionCollector.self, cutting.pieces(of: body), options: TypedStreamOptions(policy: .strict))
    #expect(run.errors.count == 1)
    #expect(run.errors[0].contains("TYP-11 at byte \(Self.hi.utf8.count), event 1"))
    #expect(run.text == "HiHi")
    #expect(run.outcome == .complete(.whole))
  }

  @Test func overrides() throws {
    let body = Array((Self.hi + "data: oops\n\ndata:\n\n" + Self.stop + Self.done).utf8)
    var policy = StreamPolicy.lenient
    policy.overrides = ["TYP-11": .ignore, "TYP-14": .throw]
    let run = TypedRun(ChatCompletionCollector.self, [body], options: TypedStreamOptions(policy: policy))
    #expect(run.clauses == ["TYP-14"])
    #expect(run.errors.count == 1)
  }

  /// Single findings are kept as far as was asked for; summaries always are (TYP-70).
  @Test func findings() throws {
    let body = Array((Self.hi + String(repeating: "data:\n\n", count: 5) + Self.stop + Self.done).utf8)
    var stream = ChatCompletionStream(
      options: TypedStreamOptions(limits: TypedStreamLimits(maximumKeptFindings: 3)))
    var input = RawSpan(ofBytes: body.span)
    while try stream.next(&input) != nil {}
    #expect(stream.keptFindings.map(\.event) == [1, 2, 3])
    let summary = try #require(stream.findings.first)
    #expect(summary.clause.id == "TYP-14")
    #expect(summary.count == 5)
    #expect(summary.first.offset == Self.hi.utf8.count)
    #expect(summary.lastEvent == 5)
  }

  /// The end says what was missing, or that a limit cut the answer (OUT-3, OUT-4).
  @Test func outcomes() {
    func outcome(_ body: String) -> StreamOutcome {
      TypedRun(ChatCompletionCollector.self, [Array(body.utf8)]).outcome
    }
    #expect(
      outcome(Self.hi + Self.done)
        == .truncated(.init(missing: ["choice 0 has no finish reason"], finishReasons: [])))
    #expect(
      outcome(Self.hi + ChatStreams.event(0, delta: "{}", finishReason: "\"length\"") + Self.done)
        == .complete(.cutByLimit(reason: "length")))
    #expect(outcome("") == .truncated(.init(missing: ["no choice came"])))
    #expect(outcome("<html></html>") == .notAnEventStream(preview: "<html></html>"))
    let error = outcome(Self.hi + #"data: {"error":{"message":"boom","code":429}}"# + "\n\n")
    guard case .failed(let apiError) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(apiError.message == "boom")
    #expect(apiError.status == 429)
  }

  /// `finish()` is the same when called again, and without `endOfInput()` before it.
  @Test func finishTwice() throws {
    let body = Array((Self.hi + Self.stop + "data: [DONE]").utf8)
    var stream = ChatCompletionStream()
    var input = RawSpan(ofBytes: body.span)
    while try stream.next(&input) != nil {}
    #expect(stream.finish() == .complete(.whole))
    #expect(stream.finish() == .complete(.whole))
    #expect(stream.findings.map(\.clause.id) == ["TYP-52"])
  }

  /// The asynchronous sequence ends at the marker, and throws what is not complete.
  @Test func asynchronous() async throws {
    let whole = Array((Self.hi + Self.stop + Self.done).utf8)
    var text = ""
    for try await chunk in Self.source(whole.map { [$0] }).chatCompletionChunks() { text += chunk.text }
    #expect(text == "Hi")

    let cut = Array((Self.hi).utf8)
    text = ""
    let error = await #expect(throws: TypedStreamError.self) {
      for try await chunk in Self.source([cut]).chatCompletionChunks() { text += chunk.text }
    }
    #expect(error?.code == .truncated)
    #expect(text == "Hi")
  }

  /// An empty reasoning stays one, whatever content comes after it (CHAT-45, CHAT-49).
  @Test func emptyReasoning() {
    let body =
      ChatStreams.event(
        0, delta: #"{"role":"assistant","reasoning_details":[{"type":"reasoning.text","text":""}]}"#)
      + ChatStreams.event(0, delta: #"{"content":[{"type":"text","text":"hi"}]}"#)
    let run = TypedRun(ChatCompletionCollector.self, [Array(body.utf8)])
    #expect(run.text == "hi")
    #expect(run.collected.contains(#""reasoning_content":"""#))
  }

  private static func source(_ pieces: [[UInt8]]) -> AsyncStream<[UInt8]> {
    AsyncStream { continuation in
      for piece in pieces { continuation.yield(piece) }
      continuation.finish()
    }
  }

  /// Whatever is done to a stream, nothing traps, nothing depends on the cuts, and all chunks before the mistake
  /// are delivered.
  @Test(arguments: 0..<500) func mistakes(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var body = Array(ChatStreams.threeChoices.utf8)
    let position = Int.random(in: 0..<body.count, using: &generator)
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: body.removeLast(body.count - position)
    case 1: body[position] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    case 2: body.remove(at: position)
    default: body.insert(contentsOf: [0xFF, 0x00, 0x22, 0x0A].shuffled(using: &generator), at: position)
    }
    let run = TypedRun(ChatCompletionCollector.self, [body])
    let other = TypedRun(ChatCompletionCollector.self, Cutting.random(seed: seed).pieces(of: body))
    #expect(run == other)
    let events = Array(ChatStreams.threeChoices.utf8)[..<position].split(separator: 0x0A).count - 1
    #expect(run.payloads.count >= min(events, 13))
  }
}
