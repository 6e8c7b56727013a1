import Foundation
import OpenAIStreams
import TestSupport
import Testing

/// A normalised stream has nothing to be found fault with, and collects to the same response.
@Suite struct NormalizerTests {
  @Test(arguments: typedExamples("chat-stream")) func example(_ example: SpecExample) throws {
    Self.expect(try example.inputs().flatMap { $0 })
  }

  /// The clauses of the normal form: what comes out, byte for byte (CHAT-120 to CHAT-125).
  @Test(arguments: SpecExample.examples("Spec/chat-completions.md", kind: "chat-normal"))
  func normalForm(_ example: SpecExample) throws {
    let body = try example.inputs().flatMap { $0 }
    let expected = try example.outputs().flatMap { $0 }
    for owned in [false, true] {
      #expect(
        String(decoding: NormalizedRun(body, owned: owned).bytes, as: UTF8.self)
          == String(decoding: expected, as: UTF8.self))
    }
    Self.expect(body)
  }

  @Test(
    arguments: RecordedStream.all.filter {
      $0.endpoint == .chat
        && $0.recording.size < (Effort.isExhaustive ? Int.max : Effort.isThorough ? 500_000 : 60_000)
    })
  func recording(_ stream: RecordedStream) throws { Self.expect(try stream.recording.body()) }

  @Test(arguments: CommittedStream.all.filter { $0.endpoint == .chat })
  func committed(_ stream: CommittedStream) throws { Self.expect(try stream.body()) }

  private static func expect(_ body: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) {
    for owned in [false, true] {
      let run = NormalizedRun(body, owned: owned)
      let remarks = run.remarks.subtracting(run.excusedRemarks)
      let difference = run.difference
      let outcome =
        run.original.outcome.name == "notAnEventStream" ? "failed" : run.original.outcome.name
      if remarks.isEmpty && difference == nil && run.normalized.outcome.name == outcome { continue }
      Issue.record(
        """
        owned \(owned) \(remarks) \(run.normalized.outcome) for \(run.original.outcome)
        \(difference ?? "")
        """, sourceLocation: sourceLocation)
    }
    // What is normal stays as it is.
    let once = NormalizedRun(body).bytes
    let twice = NormalizedRun(once).bytes
    if once != twice {
      Issue.record(
        "\(String(decoding: once, as: UTF8.self))\nagainst\n\(String(decoding: twice, as: UTF8.self))",
        sourceLocation: sourceLocation)
    }
  }

  /// No choice loses its finish reason, each comes last, and the usage behind them.
  @Test func threeChoices() {
    let run = NormalizedRun(Array(ChatStreams.threeChoices.utf8))
    let events = String(decoding: run.bytes, as: UTF8.self).components(separatedBy: "\n\n").suffix(6)
    #expect(
      Array(events) == [
        Self.end(0, "stop"), Self.end(1, "tool_calls"), Self.end(2, "stop"),
        #"data: {"id":"c1","object":"chat.completion.chunk","created":1700000000,"model":"m","choices":[],"#
          + #""usage":{"prompt_tokens":5,"completion_tokens":9,"total_tokens":14}}"#,
        "data: [DONE]", "",
      ])
    #expect(run.normalized.collected == run.original.collected)
    #expect(run.normalized.clauses == [])
  }

  private static func end(_ index: Int, _ reason: String) -> String {
    #"data: {"id":"c1","object":"chat.completion.chunk","created":1700000000,"model":"m","choices":[{"index":\#(index),"#
      + #""delta":{},"finish_reason":"\#(reason)"}]}"#
  }

  /// A stream that is cut stays cut: no reason, no end marker; a failure is an error event.
  @Test func endsAreTrue() {
    let cut = ChatStreams.event(0, delta: #"{"role":"assistant","content":"Hi"}"#)
    let truncated = String(decoding: NormalizedRun(Array(cut.utf8)).bytes, as: UTF8.self)
    #expect(truncated == cut)
    let failed = cut + "event: error\ndata: {\"error\":\"gone\"}\n\n"
    let written = String(decoding: NormalizedRun(Array(failed.utf8)).bytes, as: UTF8.self)
    #expect(
      written == cut + #"data: {"error":{"message":"gone","type":null,"param":null,"code":null}}"# + "\n\n")
  }
}
