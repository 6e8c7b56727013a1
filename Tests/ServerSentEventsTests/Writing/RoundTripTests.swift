import ServerSentEvents
import Testing
import TestSupport

/// Decoding what was encoded gives what was given (ENC-1), by many seeds.
@Suite struct RoundTripTests {
  static let batches = Effort.isThorough ? 40 : 4

  /// An event to be written.
  struct Given {
    var type: String?
    var data: [UInt8]
    var id: String?
    var retry: Int?

    static let pieces = [
      "", "a", " ", "  ", ":", "\n", "\r", "\r\n", "\n\r", "\0", "\t", "data:", "data: x", "event: forged",
      "id: 1", "\u{FEFF}", "e\u{301}", "\u{301}", "\u{2028}", "\u{85}", "😀", "message", "\u{0B}", "\n\n",
    ]

    init(_ generator: inout SeededGenerator) {
      func text(_ generator: inout SeededGenerator, without refused: [UInt8]) -> String {
        let count = generator.below(5)
        let text = (0..<count).map { _ in Given.pieces[generator.below(Given.pieces.count)] }.joined()
        return String(decoding: text.utf8.filter { !refused.contains($0) }, as: UTF8.self)
      }
      if generator.below(2) == 0 { type = text(&generator, without: [0x0A, 0x0D]) }
      if generator.below(2) == 0 { id = text(&generator, without: [0x0A, 0x0D, 0x00]) }
      if generator.below(4) == 0 { retry = generator.below(100_000) }
      data = Array(text(&generator, without: []).utf8)
      // Data is bytes: they need not be text.
      if generator.below(4) == 0 {
        data += (0..<generator.below(80)).map { _ in UInt8(generator.below(256)) }
      }
      if generator.below(8) == 0 { data += [UInt8](repeating: 0x78, count: generator.below(300)) }
    }

    /// CR and CR LF are read back as LF (ENC-3).
    var readBack: [UInt8] {
      var result: [UInt8] = []
      for (index, byte) in data.enumerated() {
        if byte == 0x0D {
          result.append(0x0A)
        } else if byte != 0x0A || index == 0 || data[index - 1] != 0x0D {
          result.append(byte)
        }
      }
      return result
    }
  }

  @Test(arguments: 0..<batches)
  func anyEvents(batch: Int) throws {
    for seed in UInt64(batch * 250)..<UInt64(batch * 250 + 250) {
      var generator = SeededGenerator(seed: seed)
      let given = (0..<generator.below(6)).map { _ in Given(&generator) }
      var output: [UInt8] = []
      for event in given {
        if generator.below(4) == 0 { EventStreamEncoder().encode(comment: "data: no\n\n", into: &output) }
        try EventStreamEncoder().encode(
          data: RawSpan(ofBytes: event.data.span), type: event.type, id: event.id, retry: event.retry,
          into: &output)
        if generator.below(4) == 0 { EventStreamEncoder().encodeHeartbeat(into: &output) }
      }
      var id: [UInt8] = []
      var retry: Int?
      var expected: [DeliveredEvent] = []
      for event in given {
        if let new = event.id { id = Array(new.utf8) }
        if let new = event.retry { retry = new }
        let type = event.type ?? ""
        expected.append(
          DeliveredEvent(
            type: Array((type.isEmpty ? "message" : type).utf8), data: event.readBack, id: id, offset: 0,
            index: expected.count, retry: retry))
      }
      for cutting in [Cutting.whole, .bytewise, .random(seed: seed)] {
        var events = engineOutcome(of: cutting.pieces(of: output)).events
        for index in events.indices { events[index].offset = 0 }
        #expect(events == expected, "seed \(seed), \(cutting): \(Escaped(output))")
      }
      #expect(engineOutcome(of: [output]).tail == .clean)
      #expect(Oracle.outcome(of: output).events.count == given.count, "seed \(seed)")
    }
  }

  /// A stream that is read and written again, event by event, reads as before.
  @Test(arguments: 0..<batches)
  func anyStream(batch: Int) throws {
    for seed in UInt64(batch * 250)..<UInt64(batch * 250 + 250) {
      let stream = RandomStream.bytes(seed: seed)
      let events = try ownedEvents(of: stream)
      var output: [UInt8] = []
      var previousID = ""
      for event in events {
        try EventStreamEncoder().encode(event, previousID: previousID, into: &output)
        previousID = event.lastEventID
      }
      // The time is the stream's, not the event's: it is not written again.
      let expected = events.map { event in
        ServerSentEvent(type: event.type, dataBytes: event.dataBytes, lastEventID: event.lastEventID)
      }
      let again = try ownedEvents(of: output)
      #expect(again.map(\.bytes) == expected.map(\.bytes), "seed \(seed)")
    }
  }

  private func ownedEvents(of stream: [UInt8]) throws -> [ServerSentEvent] {
    let reader = EventStreamReader()
    var position = 0
    var events: [ServerSentEvent] = []
    while let event = try reader.next(stream, from: &position) { events.append(event) }
    return events
  }
}

extension ServerSentEvent {
  /// All of it, compared as bytes: equal texts may differ in their scalars.
  var bytes: [[UInt8]] {
    [Array(type.utf8), dataBytes, Array(lastEventID.utf8), Array((retry.map { "\($0)" } ?? "").utf8)]
  }
}
