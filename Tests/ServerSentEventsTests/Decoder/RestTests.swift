import TestSupport
import Testing

@testable import ServerSentEvents

/// What a decoder holds on the heap while it waits between events, and how often it asks for it.
@Suite struct RestTests {
  /// How often the decoder has come to hold memory, and how much of it at the end.
  private struct Holder: ~Copyable {
    var decoder = EventStreamDecoder()
    var acquisitions = 0
    private var held = false

    init() {}

    mutating func feed(_ piece: String) throws {
      try decoder.feedAll(piece)
      if decoder.holdsBuffers && !held { acquisitions += 1 }
      held = decoder.holdsBuffers
    }
  }

  @Test(arguments: [
    ["data: a\n\n", "data: b", "c\n\n"], ["data: a\n", "data: b\n\n"], ["data: a\ndata: b\n\n"],
    ["event: x", "\ndata: a\n\n"], ["id: 1", "\n\n"], ["data: a\n\n", "data: b\r\n\r\n: a comment\n"],
    ["data: " + String(repeating: "x", count: 100_000), "\n\n"],
  ])
  func onlyDecoderAfterFirstCutEvent(pieces: [String]) throws {
    var decoder = EventStreamDecoder()
    for piece in pieces { try decoder.feedAll(piece) }
    let holds = decoder.holdsBuffers
    #expect(!holds)
  }

  @Test func nothingIsGivenBackWithinEvents() throws {
    var decoder = EventStreamDecoder()
    try decoder.feedAll("data: a\n\ndata: b")
    let holdsLine = decoder.holdsBuffers
    try decoder.feedAll("\n")
    let holdsEvent = decoder.holdsBuffers
    #expect(holdsLine && holdsEvent)
    #expect(try decoder.feedAll("\n").map(\.data) == [Array("b".utf8)])
    let holdsAtRest = decoder.holdsBuffers
    #expect(!holdsAtRest)
  }

  /// Where every event is cut, the buffers are made a few times and stay.
  @Test(arguments: [["da", "ta: a long", "er one\n", "\n"], [":", "\n", "\n"], ["data: a\ndata: b\n\n"]])
  func steadyNeed(pieces: [String]) throws {
    var holder = Holder()
    for _ in 0..<1_000 {
      for piece in pieces { try holder.feed(piece) }
    }
    #expect(holder.acquisitions <= 4)
    let holds = holder.decoder.holdsBuffers
    #expect(holds)
  }

  /// Where few are, they are given back in the long run, and asked for ever more seldom.
  @Test func rareNeed() throws {
    var holder = Holder()
    for _ in 0..<100 {
      for piece in ["data: a", "b\n\n"] { try holder.feed(piece) }
      for _ in 0..<20 { try holder.feed("data: whole\n\n") }
    }
    #expect(holder.acquisitions <= 6)
    for _ in 0..<300 { try holder.feed("data: whole\n\n") }
    let holds = holder.decoder.holdsBuffers
    #expect(!holds)
  }

  /// A large buffer stays while events are cut, and goes as soon as the stream waits.
  @Test func largeEvents() throws {
    let line = "data: " + String(repeating: "x", count: 5_000)
    var decoder = EventStreamDecoder()
    try decoder.feedAll(line)
    for _ in 0..<10 {
      try decoder.feedAll("\n\n" + line)
      let largest = decoder.largestBuffer
      #expect(largest > 5_000)
    }
    for _ in 0..<10 {
      try decoder.feedAll("\n\n")
      let largest = decoder.largestBuffer
      #expect(largest <= 1_024)
      try decoder.feedAll(line)
    }
  }
}

extension EventStreamDecoder {
  /// The most memory that a buffer has.
  fileprivate var largestBuffer: UInt32 {
    max(tokenizer.buffer.capacity, data.capacity, type.capacity, pendingID.capacity)
  }
}
