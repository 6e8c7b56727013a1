import OpenAIStreams
import ServerSentEvents
import TestSupport
import Testing

/// The transcription examples of all pages of `Spec/`, and what they do not say.
@Suite struct TranscriptionTests {
  static let examples = typedExamples("transcription-stream")

  @Test func thereAreExamples() { #expect(Self.examples.count >= 15) }

  @Test(arguments: examples) func example(_ example: SpecExample) throws {
    try expectExample(example, TranscriptionCollector.self)
  }

  /// Segments, languages and counts are collected (TRN-5, TRN-7).
  @Test func segments() throws {
    let body = """
      data: {"type":"transcript.text.segment","id":"s0","start":0,"end":1.5,"speaker":"A","text":"Hi."}\n
      data: {"type":"transcript.text.done","text":"Hi.","languages":[{"code":"en"}],"usage":{"type":"tokens","total_tokens":7}}\n\n
      """
    let bytes = Array(body.utf8)
    var stream = TranscriptionStream()
    var collector = TranscriptionCollector()
    var input = RawSpan(ofBytes: bytes.span)
    while let event = try stream.next(&input) { collector.add(event) }
    let transcription = collector.snapshot
    #expect(stream.finish() == .complete(.whole))
    #expect(transcription.segments.first?.speaker == "A")
    #expect(transcription.segments.first?.end == 1.5)
    #expect(transcription.languages?.first?["code"] == "en")
    #expect(transcription.usage?.totalTokens == 7)
  }

  /// The answer of a model that cannot stream (TRN-20).
  @Test func plainAnswer() {
    let body = Array(#"{"text":"Hello there.","usage":{"type":"duration","seconds":3.5}}"#.utf8)
    #expect(Transcription(plainAnswer: body)?.text.string == "Hello there.")
    #expect(Transcription(plainAnswer: body)?.usage?.seconds == 3.5)
    #expect(Transcription(plainAnswer: Array("<html>".utf8)) == nil)
    #expect(TypedRun(TranscriptionCollector.self, [body]).outcome.name == "notAnEventStream")
  }

  /// Halves of surrogate pairs join where only the event's name tells the type (TYP-31, TYP-32, TRN-1).
  @Test func surrogates() {
    func event(_ name: String, _ data: String) -> String {
      "event: transcript.text.\(name)\ndata: \(data)\n\n"
    }
    let pair = event("delta", #"{"delta":"a\ud83d"}"#) + event("delta", #"{"delta":"\ude00"}"#)
    #expect(TypedRun(TranscriptionCollector.self, [Array(pair.utf8)]).text == "a\u{1F600}")
    #expect(TypedRun(TranscriptionCollector.self, [Array(pair.utf8)]).clauses == ["TYP-31", "TYP-51"])
    let half = event("delta", #"{"delta":"a\ud83d"}"#) + event("delta", #"{"delta":"b"}"#)
    #expect(TypedRun(TranscriptionCollector.self, [Array(half.utf8)]).text == "a\u{FFFD}b")
    #expect(TypedRun(TranscriptionCollector.self, [Array(half.utf8)]).clauses == ["TYP-32", "TYP-51"])
  }

  /// Text as data, with a tail and at every cut (TRN-23).
  @Test func plainText() {
    let body = Array("data: Hel\n\ndata: lo {\n\ndata: {}\n\ndata: end".utf8)
    let run = TypedRun(TranscriptionCollector.self, [body])
    #expect(run.text == "Hello {{}end")
    #expect(run.outcome.name == "truncated")
    for position in 0...body.count {
      #expect(run == TypedRun(TranscriptionCollector.self, Cutting.inTwo(at: position).pieces(of: body)))
    }
  }
}
