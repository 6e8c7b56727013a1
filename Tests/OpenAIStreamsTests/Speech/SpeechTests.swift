import Foundation
import OpenAIStreams
import ServerSentEvents
import TestSupport
import Testing

/// The speech examples of all pages of `Spec/`, and base64 cut anywhere.
@Suite struct SpeechTests {
  static let examples = typedExamples("speech-stream")

  @Test func thereAreExamples() { #expect(Self.examples.count >= 20) }

  @Test(arguments: examples) func example(_ example: SpecExample) throws {
    try expectExample(example, SpeechCollector.self)
  }

  /// Whatever the pieces, the bytes are those that Foundation decodes; and each comes as soon as it can.
  @Test(arguments: 0..<200) func pieces(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let sound = (0..<Int.random(in: 0...500, using: &generator)).map { _ in
      UInt8.random(in: 0...255, using: &generator)
    }
    var text = Array(Data(sound).base64EncodedString().utf8)[...]
    if Bool.random(using: &generator) { while text.last == UInt8(ascii: "=") { text = text.dropLast() } }
    var body = ""
    var pieces = 0
    while !text.isEmpty {
      let piece = text.prefix(Int.random(in: 1...40, using: &generator))
      text = text.dropFirst(piece.count)
      body +=
        #"data: {"type":"speech.audio.delta","audio":"\#(String(decoding: piece, as: UTF8.self))"}"# + "\n\n"
      pieces += 1
    }
    body += #"data: {"type":"speech.audio.done","usage":{"total_tokens":1}}"# + "\n\n"
    let bytes = Array(body.utf8)

    var stream = SpeechStream()
    var collector = SpeechCollector()
    var streaming = SpeechCollector()
    var output: [UInt8] = []
    var input = RawSpan(ofBytes: bytes.span)
    while let event = try stream.next(&input) {
      collector.add(event)
      streaming.add(event.payload, appendingTo: &output)
      #expect(sound.starts(with: collector.snapshot.audio.bytes))
    }
    streaming.flush(to: &output)
    #expect(stream.finish() == .complete(.whole))
    #expect(collector.snapshot.audio.bytes == sound)
    #expect(output == sound)
    #expect(collector.snapshot.usage?.totalTokens == 1)
  }

  /// Owned events are written as they came.
  @Test func owned() throws {
    let json = #"{"type":"speech.audio.done","usage":{"input_tokens":1,"x":[null]},"y":2.50}"#
    let body = Array("data: \(json)\n\n".utf8)
    var stream = SpeechStream()
    var input = RawSpan(ofBytes: body.span)
    let event = try #require(try stream.nextElement(&input))
    #expect(event.usage?.inputTokens == 1)
    #expect(String(decoding: event.jsonText, as: UTF8.self) == json)
  }

  /// Damaged audio never traps, and does not depend on the cuts.
  @Test(arguments: 0..<100) func damage(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var body = Array(
      (#"data: {"type":"speech.audio.delta","audio":"UklGRv////9XQVZFZm10IBAAAAABAAEAwF0AAIC7AAACABAAZGF0Yf////8BAgME"}"#
        + "\n\n" + #"data: {"audio":"AA==BBBB"}"# + "\n\n" + #"data: {"type":"speech.audio.done"}"# + "\n\n")
        .utf8)
    for _ in 0..<3 {
      body[Int.random(in: 0..<body.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
    }
    let run = TypedRun(SpeechCollector.self, [body])
    #expect(run == TypedRun(SpeechCollector.self, Cutting.random(seed: seed).pieces(of: body)))
  }
}
