import ServerSentEvents
import Testing
import TestSupport

/// What cannot be written is refused, where it is wrong is told, and nothing is written (ENC-4, ENC-5).
@Suite struct EncoderRefusalTests {
  @Test(arguments: ["\n", "\r", "\r\n"] as [Text], [0, 1, 7, 40])
  func lineBreaks(lineBreak: Text, offset: Int) {
    let text = String(repeating: "é", count: offset) + String(decoding: lineBreak.bytes, as: UTF8.self) + "x"
    var output: [UInt8] = [1, 2, 3]
    let encoder = EventStreamEncoder()
    let type = #expect(throws: EventStreamEncodingError.self) {
      try encoder.encode(data: "x", type: text, into: &output)
    }
    #expect(type?.code == .lineBreakInType && type?.offset == 2 * offset)
    let id = #expect(throws: EventStreamEncodingError.self) {
      try encoder.encode(data: "x", id: text, into: &output)
    }
    #expect(id?.code == .lineBreakInID && id?.offset == 2 * offset)
    #expect(id?.description.contains("byte \(2 * offset)") == true)
    #expect(output == [1, 2, 3])
  }

  @Test func nulInIDs() throws {
    var output: [UInt8] = []
    let error = #expect(throws: EventStreamEncodingError.self) {
      try EventStreamEncoder().encode(data: "x", id: "ab\0c", into: &output)
    }
    #expect(error?.code == .nulInID && error?.offset == 2)
    #expect(output.isEmpty)
    // In a type or in data it is an ordinary character (FLD-9).
    try EventStreamEncoder().encode(data: "a\0b", type: "\0", into: &output)
    #expect(output == Array("event: \0\ndata: a\0b\n\n".utf8))
  }

  @Test(arguments: [-1, Int.min])
  func negativeRetry(milliseconds: Int) {
    var output: [UInt8] = []
    let alone = #expect(throws: EventStreamEncodingError.self) {
      try EventStreamEncoder().encode(retry: milliseconds, into: &output)
    }
    let withEvent = #expect(throws: EventStreamEncodingError.self) {
      try EventStreamEncoder().encode(data: "x", retry: milliseconds, into: &output)
    }
    #expect(alone?.code == .negativeRetry && withEvent?.code == .negativeRetry)
    #expect(output.isEmpty)
  }

  @Test(arguments: [0, 1, 3000, Int.max])
  func retryReadsBack(milliseconds: Int) throws {
    var output: [UInt8] = []
    try EventStreamEncoder().encode(retry: milliseconds, into: &output)
    var decoder = EventStreamDecoder()
    #expect(try decoder.feedAll(output).isEmpty)
    #expect(decoder.retry == milliseconds)
    #expect(decoder.finish().tail == .clean)
  }

  /// Comments and heartbeats are read as comments, and dispatch nothing.
  @Test(
    arguments: ["", "ping", " two", "a\nb", "a\r\ndata: forged\r\r\n\n", "\r", "data: x\n\n", ": :"] as [Text]
  )
  func commentsReadBack(comment: Text) throws {
    let encoder = EventStreamEncoder()
    var output: [UInt8] = []
    encoder.encode(comment: String(decoding: comment.bytes, as: UTF8.self), into: &output)
    let lines = Oracle.lines(of: comment.bytes).map(\.bytes)
    let configuration = Configuration(options: EventStreamOptions(observed: [.comments, .unknownFields]))
    let outcome = Oracle.outcome(of: output, configuration)
    let texts = outcome.deliveries.compactMap { delivery -> [UInt8]? in
      if case .comment(let text, _) = delivery { Array(text.dropFirst()) } else { nil }
    }
    #expect(texts == lines)
    #expect(outcome.deliveries.count == lines.count)
    encoder.encodeHeartbeat(into: &output)
    try encoder.encode(data: "after", into: &output)
    #expect(Oracle.outcome(of: output).events.map(\.data) == [Array("after".utf8)])
  }

  /// A comment may stand within an event.
  @Test func commentsWithinAnEvent() throws {
    var output = Array("data: one\n".utf8)
    EventStreamEncoder().encode(comment: "beat\nbeat", into: &output)
    output += Array("data: two\n\n".utf8)
    var decoder = EventStreamDecoder()
    #expect(try decoder.feedAll(output).map(\.data) == [Array("one\ntwo".utf8)])
  }
}
