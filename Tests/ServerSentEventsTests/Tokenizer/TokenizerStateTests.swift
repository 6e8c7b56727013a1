import ServerSentEvents
import Testing
import TestSupport

/// What a tokenizer keeps between calls, and what it does with lines that are too long.
@Suite struct TokenizerStateTests {
  @Test func resetBeginsANewStream() {
    var tokenizer = EventStreamTokenizer()
    func feed(_ text: String, _ tokenizer: inout EventStreamTokenizer) throws -> [OwnedToken] {
      let bytes = Array(text.utf8)
      var input = RawSpan(ofBytes: bytes.span)
      var tokens: [OwnedToken] = []
      while let token = try tokenizer.nextOwned(&input) { tokens.append(token) }
      return tokens
    }
    #expect(throws: Never.self) {
      #expect(try feed("data: a\r", &tokenizer).map(\.kind) == [.data])
      tokenizer.reset()
      #expect(tokenizer.offset == 0)
      // The LF is a line of its own now, and the mark is one again.
      #expect(try feed("\n", &tokenizer).map(\.kind) == [.blank])
      #expect(try feed("data: half", &tokenizer).isEmpty)
      tokenizer.reset()
      let tokens = try feed("\u{FEFF}data: b\n", &tokenizer)
      #expect(tokens.map(\.value) == [Array("b".utf8)])
      #expect(tokens.map(\.offset) == [3])
      #expect(tokenizer.offset == 11)
    }
  }

  /// The limit holds for every kind of line here, since each is given out (LIM-2).
  @Test(arguments: ["data: 56789", ": 23456789", "unknown: 9", "without colon", "retry: 789"], 8...13)
  func maximumLineLength(line: String, maximum: Int) {
    let stream = Array("data:\n\(line)\ndata: x\n\(line)".utf8)
    for cutting in Cutting.exhaustive(for: stream) {
      let failure = TokenRun.disagreement(stream, cutting, maximumLineLength: maximum)
      #expect(failure == nil)
    }
  }

  @Test func theErrorNamesLimitClauseAndPlace() {
    let stream = Array("data: 0123456789\n".utf8)
    let run = TokenRun(engine: [stream], maximumLineLength: 12)
    #expect(
      run.deliveries == [.refusal(Refusal(code: "lineTooLong", offset: 12, limit: 12), after: stream.count)])
    let error = EventStreamErrorProbe.lineTooLong(stream, maximum: 12)
    #expect(error?.code == .lineTooLong)
    #expect(error?.clause == "LIM-2")
    #expect(error?.description.contains("byte 12") == true)
    #expect(error?.description.contains("12 bytes") == true)
    #expect(error?.description.contains("maximumLineLength") == true)
  }

  @Test(arguments: ["", "\u{FEFF}", "data: x", ": c", "abc", "data: x\r", "data: x\n"] as [Text])
  func endOfInputGivesTheUnterminatedLine(text: Text) {
    let stream = text.bytes
    for cutting in Cutting.exhaustive(for: stream) {
      #expect(TokenRun.disagreement(stream, cutting) == nil)
    }
  }

  /// What only looked like a byte order mark is the beginning of a line, also at the end of input.
  @Test(
    arguments: [[0xEF], [0xEF, 0xBB], [0xEF, 0xBB, 0x0A], [0xEF, 0x0D], [0xEF, 0xBB, 0xBF, 0xEF]] as [[UInt8]]
  )
  func partOfAByteOrderMark(stream: [UInt8]) {
    for cutting in Cutting.exhaustive(for: stream) {
      #expect(TokenRun.disagreement(stream, cutting) == nil)
    }
  }
}

enum EventStreamErrorProbe {
  /// The error that the tokenizer throws at the first line.
  static func lineTooLong(_ stream: [UInt8], maximum: Int) -> EventStreamError? {
    var tokenizer = EventStreamTokenizer(limits: EventStreamLimits(maximumLineLength: maximum))
    var input = RawSpan(ofBytes: stream.span)
    do throws(EventStreamError) {
      _ = try tokenizer.nextOwned(&input)
      return nil
    } catch {
      return error
    }
  }
}
