import ServerSentEvents
import Testing
import TestSupport

/// The two steps at the end of input: `endOfInput()`, then `finish()` (EOI-1 to EOI-4).
@Suite struct EndOfInputTests {
  typealias Tail = EventStreamEnd.Tail

  struct Example: Sendable, CustomStringConvertible {
    let input: String
    /// With `.discard`.
    let tail: Tail
    /// With `.dispatch`, and the data of the event that then comes of the tail.
    let dispatchTail: Tail
    let data: String?
    var description: String { "\(Escaped(Array(input.utf8)))" }

    init(_ input: String, _ tail: Tail, _ dispatchTail: Tail = .clean, _ data: String? = nil) {
      self.input = input
      self.tail = tail
      self.dispatchTail = dispatchTail
      self.data = data
    }
  }

  static let examples: [Example] = [
    Example("", .clean),
    Example("\u{FEFF}", .clean),
    Example("data:x\n\n", .clean),
    Example("data:x\r\r", .clean),
    Example("data:x\r\n\r\n", .clean),
    Example("data:x\n\n\n\n", .clean),
    Example("data:x\n\n: beat", .clean),
    Example("data:x\n\n: beat\n", .clean),
    Example("data:x\n\nunknown: y", .clean),
    Example("data:x\n\na long line without a colon", .clean),
    Example("data:x\n\nretry:5\n", .clean),
    Example("data:x\n\ndat", .discarded),
    Example("data:x\n\nretry:5", .discarded),
    Example("data:x\n\nevent: t\n", .discarded),
    Example("data:x\n\nevent: t\nevent\n", .clean),
    Example("data:x\n\nid: 1\n", .discarded),
    Example("data:x\n\nid: 1\0\n", .clean),
    Example("data:x\n\ndata: y", .discarded, .dispatched, "y"),
    Example("data:x\n\ndata: y\n", .discarded, .dispatched, "y"),
    Example("data:x\n\ndata: y\r", .discarded, .dispatched, "y"),
    Example("data:x\n\ndata: y\r\n", .discarded, .dispatched, "y"),
    Example("data:x\n\ndata", .discarded, .dispatched, ""),
    Example("data:x\n\ndata: y\n: comment", .discarded, .dispatched, "y"),
    Example("data:x\n\ndata: y\nunknown: z", .discarded, .dispatched, "y"),
    Example("data:x\n\ndata: y\nda", .discarded, .dispatched, "y"),
    Example("data:x\n\ndata: y\ndata: z", .discarded, .dispatched, "y\nz"),
    Example("data:x\n\nevent: t\ndata: y", .discarded, .dispatched, "y"),
  ]

  @Test(arguments: examples)
  func discard(example: Example) {
    let stream = Array(example.input.utf8)
    for cutting in Cutting.exhaustive(for: stream) {
      let outcome = engineOutcome(of: cutting.pieces(of: stream))
      #expect(outcome.tail == example.tail, "\(cutting)")
      #expect(outcome.events.count == (example.input.contains("x") ? 1 : 0))
      #expect(outcome.byteCount == stream.count)
    }
    expectAgreement(stream)
  }

  @Test(arguments: examples)
  func dispatch(example: Example) {
    let stream = Array(example.input.utf8)
    let configuration = Configuration(options: EventStreamOptions(endOfInput: .dispatch))
    for cutting in Cutting.exhaustive(for: stream) {
      let outcome = engineOutcome(of: cutting.pieces(of: stream), configuration)
      #expect(outcome.tail == example.dispatchTail, "\(cutting)")
      let atEnd = zip(outcome.events, outcome.arrivals).filter { $0.1 == Outcome.atEnd }.map(\.0.data)
      #expect(atEnd == (example.data.map { [Array($0.utf8)] } ?? []), "\(cutting)")
      #expect(outcome.byteCount == stream.count)
    }
    expectAgreement(stream, nil, configuration)
  }

  /// `finish()` alone drops the tail, also where `endOfInput()` would have delivered it.
  @Test func finishWithoutEndOfInput() throws {
    var decoder = EventStreamDecoder(options: EventStreamOptions(endOfInput: .dispatch))
    try decoder.feedAll("data: x\n\nid: 4\ndata: y")
    let end = decoder.finish()
    #expect(end.tail == .discarded)
    #expect(end.lastEventID == "")
    #expect(end.eventCount == 1)
    #expect(end.byteCount == 22)
  }

  /// EOI-4: nothing more, whatever comes, and the same end state.
  @Test(arguments: ["", "data: x", "data: x\r", "\u{FEFF}", "data: x\n\n", "id: 1\ndata: x\n"] as [Text])
  func afterTheEndThereIsNothingMore(input: Text) throws {
    for endOfInput in [EventStreamOptions.EndOfInput.discard, .dispatch] {
      for more in ["data: more\n\n", "\n", "\r\n", "d", "\u{FEFF}data: more\n\n", "x\n\ndata: more\n\n"]
        as [Text]
      {
        var decoder = EventStreamDecoder(options: EventStreamOptions(endOfInput: endOfInput))
        _ = try decoder.feedAll(input.bytes)
        var ignored: [String] = []
        while try decoder.endOfInputOwned(&ignored) != nil {}
        let end = decoder.finish()
        #expect(try decoder.feedAll(more.bytes).isEmpty, "\(more) whole")
        #expect(try more.bytes.flatMap { try decoder.feedAll([$0]) }.isEmpty, "\(more) bytewise")
        #expect(try decoder.endOfInputOwned(&ignored) == nil)
        #expect(decoder.finish() == end, "\(more)")
        decoder.reset()
        #expect(try decoder.feedAll("data: new\n\n").map(\.data) == [Array("new".utf8)])
      }
    }
  }
}
