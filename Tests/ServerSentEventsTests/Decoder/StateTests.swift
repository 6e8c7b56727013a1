import ServerSentEvents
import Testing
import TestSupport

/// What a decoder keeps from one connection to the next (REC-1, REC-2, DEC-6).
@Suite struct StateTests {
  @Test func resetKeepsLastEventIDAndRetry() throws {
    var decoder = EventStreamDecoder()
    #expect(try decoder.feedAll("id:1\ndata:a\n\nid:2\nretry:9\ndata:lost").count == 1)
    #expect(decoder.lastEventID == "1")
    #expect(decoder.retry == 9)
    decoder.reset()
    #expect(decoder.offset == 0)
    let events = try decoder.feedAll("data:b\n\n")
    #expect(
      events == [
        DeliveredEvent(
          type: Array("message".utf8), data: Array("b".utf8), id: Array("1".utf8), offset: 0, index: 0,
          retry: 9)
      ])
    #expect(decoder.finish().eventCount == 1)
  }

  /// Wherever the first stream breaks off, the second decodes as one that begins with its state.
  @Test(arguments: 0..<(Effort.isThorough ? 400 : 60))
  func resetAnywhere(seed: Int) {
    let first = RandomStream.bytes(seed: UInt64(seed))
    let second = RandomStream.bytes(seed: UInt64(seed) + 1_000_000)
    let broken = Array(first.prefix(first.count * (seed % 10) / 9))
    var configuration = RandomStreamTests.configuration(seed: UInt64(seed))
    configuration.options.observed = []
    var decoder = EventStreamDecoder(lastEventID: configuration.lastEventID, options: configuration.options)
    for piece in Cutting.random(seed: UInt64(seed)).pieces(of: broken) {
      var run = EngineRun(recovery: configuration.options.recovery)
      run.feedIgnoringLaws(piece, to: &decoder)
    }
    let id = decoder.lastEventID
    let retry = decoder.retry
    decoder.reset()
    #expect(decoder.lastEventID == id)
    #expect(decoder.retry == retry)
    // A seed is text; an ID of ill-formed bytes cannot be one.
    guard !id.unicodeScalars.contains("\u{FFFD}") else { return }
    var run = EngineRun(recovery: configuration.options.recovery)
    for piece in Cutting.random(seed: UInt64(seed) + 7).pieces(of: second) where !run.isStopped {
      run.feed(piece, to: &decoder, .next)
    }
    run.end(&decoder)
    configuration.lastEventID = id
    var oracle = Oracle(second, configuration)
    oracle.retry = retry
    oracle.run()
    let expected = expectedOutcome(oracle.outcome, Cutting.random(seed: UInt64(seed) + 7).pieces(of: second))
    #expect(run.outcome == expected)
  }

  @Test(arguments: ["", "7", "…", "exactly 15 byte", "exactly 16 bytes", "a seed of more than fifteen bytes"])
  func seeding(id: String) throws {
    var decoder = EventStreamDecoder(lastEventID: id)
    #expect(decoder.lastEventID == id)
    #expect(try decoder.feedAll("data: a\n\n\n\ndata: b\n\n").map(\.id) == [Array(id.utf8), Array(id.utf8)])
    #expect(decoder.finish().lastEventID == id)
    var other = EventStreamDecoder(lastEventID: id)
    #expect(try other.feedAll("id\ndata: a\n\n").map(\.id) == [[]])
    #expect(other.lastEventID == "")
  }

  /// IDs of every length about the border between what lies in the decoder and what lies on the heap, in
  /// every order.
  @Test(arguments: 0...40)
  func lengthsOfIDs(length: Int) {
    var stream: [UInt8] = []
    for next in [length, 15, 16, length, 0, length, 40, length] {
      stream += Array("id: ".utf8) + (0..<next).map { UInt8(0x41 + $0) } + Array("\ndata: x\n\n".utf8)
    }
    expectAgreement(stream, [.whole, .bytewise] + (0..<10).map { .random(seed: $0) })
  }

  /// The properties follow the stream: the ID at the blank line, the time at its line.
  @Test func propertiesBetweenCalls() throws {
    var decoder = EventStreamDecoder()
    #expect(decoder.retry == nil)
    try decoder.feedAll("id: a\nretry: 5")
    #expect(decoder.lastEventID == "")
    #expect(decoder.retry == nil)
    try decoder.feedAll("\n")
    #expect(decoder.lastEventID == "")
    #expect(decoder.retry == 5)
    try decoder.feedAll("\r")
    #expect(decoder.lastEventID == "a")
    #expect(decoder.offset == 16)
    try decoder.feedAll("\n")
    #expect(decoder.offset == 17)
  }

  @Test func sizeInMemory() {
    #expect(MemoryLayout<EventStreamDecoder>.size <= 160)
    #expect(MemoryLayout<EventStreamTokenizer>.size <= 48)
  }
}
