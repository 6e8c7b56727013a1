import ServerSentEvents
import Testing
import TestSupport

/// Comments, unknown fields and reconnection times, for those who ask (FLD-2, FLD-8, PRC-7).
@Suite struct ItemTests {
  static let stream = Array(
    """
    : connected
    retry: 100

    event: add\r
    : inside\r
    note: x\r
    data: one\r
    retry: 200\r
    data: two\r
    \r
    retry: x
    no colon here
    :

    id: 7
    data: three

    : at the end
    data: lost
    """.utf8)

  /// All that is there, by the line it stands on.
  static func everything() -> [Delivery] {
    func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
    func offset(_ text: String) -> Int {
      let needle = bytes(text)
      return stream.indices.first { stream[$0...].starts(with: needle) }!
    }
    return [
      .comment(bytes(" connected"), offset: 0),
      .retry(100, offset: offset("retry: 100")),
      .comment(bytes(" inside"), offset: offset(": inside")),
      .unknownField(name: bytes("note"), value: bytes("x"), offset: offset("note: x")),
      .retry(200, offset: offset("retry: 200")),
      .event(
        DeliveredEvent(
          type: bytes("add"), data: bytes("one\ntwo"), id: [], offset: offset("event: add"), index: 0,
          retry: 200)),
      .unknownField(name: bytes("no colon here"), value: [], offset: offset("no colon")),
      .comment([], offset: offset(":\n\nid")),
      .event(
        DeliveredEvent(
          type: bytes("message"), data: bytes("three"), id: bytes("7"), offset: offset("id: 7"), index: 1,
          retry: 200)),
      .comment(bytes(" at the end"), offset: offset(": at the end")),
    ]
  }

  static func isObserved(_ delivery: Delivery, _ observed: EventStreamOptions.Observed) -> Bool {
    switch delivery {
    case .event, .refusal: true
    case .comment: observed.contains(.comments)
    case .unknownField: observed.contains(.unknownFields)
    case .retry: observed.contains(.retry)
    }
  }

  /// Every choice of what is observed, at every cut.
  @Test(arguments: (0..<8).map { EventStreamOptions.Observed(rawValue: $0) })
  func inOrderAtEveryCut(observed: EventStreamOptions.Observed) {
    let configuration = Configuration(options: EventStreamOptions(observed: observed))
    let expected = Self.everything().filter { Self.isObserved($0, observed) }
    for cutting in Cutting.exhaustive(for: Self.stream) {
      let outcome = engineOutcome(of: cutting.pieces(of: Self.stream), configuration, pull: .nextItem)
      #expect(outcome.deliveries == expected, "\(cutting)")
      #expect(outcome.violations.isEmpty)
    }
    expectAgreement(Self.stream, nil, configuration, pull: .nextItem)
  }

  /// `next` gives events only, whatever the options say.
  @Test func nextGivesEventsOnly() {
    let options = EventStreamOptions(observed: [.comments, .unknownFields, .retry])
    let expected = Self.everything().filter { $0.event != nil }
    for cutting in Cutting.exhaustive(for: Self.stream) {
      let outcome = engineOutcome(of: cutting.pieces(of: Self.stream), Configuration(options: options))
      #expect(outcome.deliveries == expected, "\(cutting)")
    }
  }

  /// Changing from the one to the other at any delivery, with the input anywhere.
  @Test(arguments: 0...10, [true, false])
  func changingFromOneToTheOther(change: Int, itemsFirst: Bool) {
    let options = EventStreamOptions(observed: [.comments, .unknownFields, .retry])
    let everything = Self.everything()
    let first = itemsFirst ? everything : everything.filter { $0.event != nil }
    let before = Array(first.prefix(change))
    let position = before.last.map { everything.firstIndex(of: $0)! + 1 } ?? 0
    // With fewer deliveries than `change` there is no change.
    let rest = before.count < change ? [] : everything[position...].filter { !itemsFirst || $0.event != nil }
    for cutting in [Cutting.whole, .bytewise] + (0..<20).map({ .random(seed: $0) }) {
      var run = EngineRun(recovery: .stop)
      var decoder = EventStreamDecoder(options: options)
      for piece in cutting.pieces(of: Self.stream) {
        run.feed(RawSpan(ofBytes: piece.span), to: &decoder) { delivered in
          (delivered < change) == itemsFirst ? .nextItem : .next
        }
      }
      run.end(&decoder)
      // Within a piece that `next` has been through, comments are gone; the events never are.
      #expect(run.outcome.events == everything.compactMap(\.event), "\(cutting)")
      #expect(Array(run.outcome.deliveries.prefix(change)) == before, "\(cutting)")
      if cutting == .whole { #expect(run.outcome.deliveries == before + rest) }
    }
  }

  /// Whoever asks for a comment keeps it, and is bound by the limit of a line; whoever does not skips it.
  @Test func longCommentsAreStoredOnlyForThoseWhoAsk() {
    let stream = Array((":" + String(repeating: "x", count: 100) + "\ndata: y\n\n").utf8)
    let limits = EventStreamLimits(maximumLineLength: 64)
    expectAgreement(stream, nil, Configuration(limits))
    expectAgreement(stream, nil, Configuration(limits, observed: .comments), pull: .next)
    expectAgreement(stream, nil, Configuration(limits, observed: .comments), pull: .nextItem)
    expectAgreement(stream, nil, Configuration(limits, observed: .retry), pull: .nextItem)
    let skipped = engineOutcome(of: [stream], Configuration(limits, observed: .retry), pull: .nextItem)
    #expect(skipped.events.map(\.data) == [Array("y".utf8)])
    let refused = engineOutcome(of: [stream], Configuration(limits, observed: .comments), pull: .nextItem)
    #expect(refused.deliveries == [.refusal(Refusal(code: "lineTooLong", offset: 64, limit: 64))])
  }
}
