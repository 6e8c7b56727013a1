import ServerSentEvents
import Testing
import TestSupport

/// What happens after a throw (LIM-7, LIM-8).
@Suite struct RecoveryTests {
  static let limits = EventStreamLimits(maximumLineLength: 64, maximumEventSize: 32, maximumLineCount: 4)

  static let broken: [String: String] = [
    "line too long": "data: " + String(repeating: "x", count: 59),
    "event too large": "event: t\nid: 9\ndata: " + String(repeating: "x", count: 40),
    "too many lines": "data\ndata\ndata\ndata\ndata",
    "at a terminator": "data: " + String(repeating: "x", count: 31) + "\ndata",
  ]

  @Test(arguments: broken.keys.sorted(), Terminator.allCases)
  func skipEventLosesThatEventOnly(name: String, end: Terminator) throws {
    let block = try #require(Self.broken[name])
    let text = "id: 1\ndata: before\n\n\(block)\nretry: 5\nid: 3\n\ndata: after\n\n"
    let stream = Text(stringLiteral: text).ended(by: end)
    let configuration = Configuration(Self.limits, recovery: .skipEvent)
    for cutting in Cutting.exhaustive(for: stream) {
      let outcome = engineOutcome(of: cutting.pieces(of: stream), configuration)
      #expect(outcome.deliveries.count == 3, "\(cutting)")
      #expect(outcome.events.map(\.data) == [Array("before".utf8), Array("after".utf8)], "\(cutting)")
      #expect(outcome.events.map(\.id) == [Array("1".utf8), Array("1".utf8)])
      #expect(outcome.retry == nil)
    }
    expectAgreement(stream, nil, configuration)
  }

  @Test(arguments: broken.keys.sorted())
  func stopThrowsTheSameForEver(name: String) throws {
    let block = try #require(Self.broken[name])
    let stream = Array("id: 1\ndata: before\n\n\(block)\n\ndata: after\n\n".utf8)
    for cutting in Cutting.exhaustive(for: stream) {
      // The harness asks again and again.
      let outcome = engineOutcome(of: cutting.pieces(of: stream), Configuration(Self.limits))
      #expect(outcome.deliveries.count == 2, "\(cutting)")
      #expect(outcome.events.map(\.data) == [Array("before".utf8)])
      #expect(outcome.tail == .discarded)
      #expect(outcome.violations.isEmpty)
    }
  }

  @Test(arguments: [EventStreamOptions.Recovery.stop, .skipEvent])
  func resetEndsTheFailure(recovery: EventStreamOptions.Recovery) throws {
    let options = EventStreamOptions(limits: Self.limits, recovery: recovery)
    var decoder = EventStreamDecoder(options: options)
    #expect(throws: EventStreamError.self) {
      try decoder.feedAll("data: " + String(repeating: "x", count: 99))
    }
    decoder.reset()
    #expect(try decoder.feedAll("data: new\n\n").map(\.data) == [Array("new".utf8)])
    #expect(decoder.finish().tail == .clean)
  }

  /// Whoever catches and goes on with the same `input` gets the rest of it.
  @Test func inputStandsBehindTheByteThatProvedIt() throws {
    let options = EventStreamOptions(limits: EventStreamLimits(maximumEventSize: 4), recovery: .skipEvent)
    let stream = Array("data: 12345\nmore: of it\n\ndata: abc\n\n".utf8)
    var decoder = EventStreamDecoder(options: options)
    var input = RawSpan(ofBytes: stream.span)
    var ignored: [String] = []
    var offsets: [Int] = []
    do throws(EventStreamError) {
      _ = try decoder.pullOwned(&input, .next, &ignored)
    } catch {
      offsets = [error.offset, stream.count - input.byteCount, decoder.offset]
    }
    #expect(offsets == [10, 11, 11])
    let next = try decoder.pullOwned(&input, .next, &ignored)
    #expect(next?.event?.data == Array("abc".utf8))
    #expect(input.byteCount == 0)
  }

  /// The error says what, where, which clause, and what to do.
  @Test(arguments: [
    (EventStreamLimits(maximumLineLength: 8), "lineTooLong", "LIM-2", "maximumLineLength", 8),
    (EventStreamLimits(maximumEventSize: 2), "eventTooLarge", "LIM-3", "maximumEventSize", 8),
    (EventStreamLimits(maximumLineCount: 0), "tooManyLines", "LIM-4", "maximumLineCount", 0),
  ])
  func errorsTellWhatToDo(
    limits: EventStreamLimits, code: String, clause: String, name: String, offset: Int
  ) throws {
    var decoder = EventStreamDecoder(options: EventStreamOptions(limits: limits))
    let error = #expect(throws: EventStreamError.self) { try decoder.feedAll("data: 1234\n\n") }
    let thrown = try #require(error)
    #expect("\(thrown.code)" == code)
    #expect(thrown.clause == clause)
    #expect(thrown.offset == offset)
    for part in [code, clause, name, "byte \(offset)"] { #expect("\(thrown)".contains(part)) }
  }

  /// What nobody asked for is skipped without being stored, and counts for nothing (LIM-5).
  @Test func endlessCommentsAndUnknownFields() throws {
    let limits = EventStreamLimits(maximumLineLength: 8, maximumEventSize: 2, maximumLineCount: 1)
    var decoder = EventStreamDecoder(options: EventStreamOptions(limits: limits))
    let long = [UInt8](repeating: 0x78, count: 1 << 16)
    for line in [":", "unknown:", "", "data", "\u{FEFF}"] {
      try decoder.feedAll(line)
      for _ in 0..<16 { try decoder.feedAll(long) }
      try decoder.feedAll("\n")
    }
    for _ in 0..<10_000 { try decoder.feedAll(":\n: x\nfoo\n") }
    #expect(try decoder.feedAll("data:x\n\n").map(\.data) == [Array("x".utf8)])
  }
}
