import ServerSentEvents
import Testing
import TestSupport

/// An event is there as soon as its last byte is in (LIN-6), and not before.
@Suite struct LivenessTests {
  static let blocks: [Text] = [
    "data: x\n\n", "event: add\ndata: x\n\n", "id: 7\ndata: x\n: comment\n\n", "data: x\ndata: y\n\n",
    "data\n\n",
    "data: x\nretry: 5\nunknown\n\n", ": heartbeat\n\n\ndata: x\n\n",
  ]

  /// Fed bytewise, each event comes with the first byte of its blank line's terminator.
  @Test(arguments: blocks, Terminator.allCases)
  func withItsLastByte(block: Text, end: Terminator) throws {
    let lines = block.ended(by: end)
    let completing = lines.count - end.bytes.count + 1
    for before in [0, 1, 2, completing - 1] {
      var decoder = EventStreamDecoder()
      for round in 0..<3 {
        // In pieces: some bytes at once, then one by one.
        try #require(try decoder.feedAll(Array(lines[..<before])).isEmpty)
        for position in before..<lines.count {
          let events = try decoder.feedAll([lines[position]])
          #expect(events.count == (position + 1 == completing ? 1 : 0), "round \(round), byte \(position)")
        }
      }
      #expect(decoder.finish().tail == .clean)
    }
  }

  /// The event that a piece completes comes of that piece, also when the piece ends with a bare CR.
  @Test func withoutTheByteBehindCR() throws {
    var decoder = EventStreamDecoder()
    #expect(try decoder.feedAll("data:x\r\r").map(\.data) == [Array("x".utf8)])
    #expect(try decoder.feedAll("\ndata:y\r\r").map(\.data) == [Array("y".utf8)])
    #expect(try decoder.feedAll("\n\n\r\n\r").isEmpty)
    #expect(try decoder.feedAll("\ndata:z\n\r").map(\.data) == [Array("z".utf8)])
    #expect(decoder.finish().eventCount == 3)
  }

  /// `next` gives one event a call and leaves the rest of the input for the next.
  @Test func oneEventACall() throws {
    let stream = Array("data:1\n\ndata:2\n\ndata:3\n\ndata:4".utf8)
    var decoder = EventStreamDecoder()
    var ignored: [String] = []
    var input = RawSpan(ofBytes: stream.span)
    var left: [Int] = []
    while try decoder.pullOwned(&input, .next, &ignored) != nil { left.append(input.byteCount) }
    #expect(left == [22, 14, 6])
    #expect(input.byteCount == 0)
  }

  /// Bytes are not looked at again and again: this would not end in time if they were (LIM-9).
  @Test(arguments: ["data: ", ": ", "x: ", "id: ", "without colon"])
  func aLongLineByteByByte(beginning: String) throws {
    let count = Effort.isThorough ? 1 << 20 : 1 << 16
    var decoder = EventStreamDecoder(options: EventStreamOptions(endOfInput: .dispatch))
    try decoder.feedAll(beginning)
    let byte: [UInt8] = [0x78]
    for _ in 0..<count {
      var input = RawSpan(ofBytes: byte.span)
      #expect(try decoder.next(&input) == nil)
    }
    let events = try decoder.feedAll("\n\n")
    #expect(events.map(\.data.count) == (beginning == "data: " ? [count] : []))
    #expect(decoder.lastEventID.utf8.count == (beginning == "id: " ? count : 0))
    #expect(decoder.offset == beginning.utf8.count + count + 2)
  }
}
