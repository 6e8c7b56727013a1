import ServerSentEvents
import Testing
import TestSupport

/// The decoder in a box.
@Suite struct EventStreamReaderTests {
  @Test(arguments: 0..<(Effort.isThorough ? 1000 : 100))
  func agreesWithTheOracle(seed: Int) throws {
    let stream = RandomStream.bytes(seed: UInt64(seed))
    var configuration = RandomStreamTests.configuration(seed: UInt64(seed))
    configuration.options.observed = []
    configuration.options.recovery = .skipEvent
    let reader = EventStreamReader(lastEventID: configuration.lastEventID, options: configuration.options)
    var events: [[[UInt8]]] = []
    var refusals: [Delivery] = []
    func take(_ next: () throws -> ServerSentEvent?) -> Bool {
      do {
        guard let event = try next() else { return false }
        events.append(event.bytes)
      } catch {
        refusals.append(.refusal(Refusal(error as! EventStreamError)))
      }
      return true
    }
    for piece in Cutting.random(seed: UInt64(seed)).pieces(of: stream) {
      var position = 0
      while take({ try reader.next(piece, from: &position) }) {}
      #expect(position == piece.count)
    }
    while take({ try reader.endOfInput() }) {}
    let outcome = Oracle.outcome(of: stream, configuration)
    #expect(events == AsyncServerSentEventsTests.expected(stream, configuration))
    #expect(refusals == outcome.deliveries.filter { $0.event == nil })
    #expect(Array(reader.lastEventID.utf8) == outcome.lastEventID)
    #expect(reader.retry == outcome.retry)
    let end = reader.finish()
    #expect(end.tail == outcome.tail)
    #expect(end.eventCount == events.count)
    #expect(end.byteCount == stream.count)
  }

  /// `position` moves behind what was used, and may begin anywhere.
  @Test func positions() throws {
    let bytes = Array("xxdata: a\n\ndata: b\n\ndata: c".utf8)
    let reader = EventStreamReader()
    var position = 2
    #expect(try reader.next(bytes, from: &position)?.data == "a")
    #expect(position == 11)
    #expect(try reader.next(bytes, from: &position)?.data == "b")
    #expect(position == 20)
    #expect(try reader.next(bytes, from: &position) == nil)
    #expect(position == bytes.count)
    #expect(try reader.next(bytes, from: &position) == nil)
    #expect(try reader.next([], from: &position) == nil)
  }

  /// Positions beyond the bytes, on either side, trap nowhere.
  @Test(arguments: [-1, Int.min, 9, Int.max])
  func positionsOutside(start: Int) throws {
    var position = start
    let events = try EventStreamReader().next(Array("data: a\n\n".utf8), from: &position)
    #expect((events != nil) == (start < 0))
    #expect(position == 9)
  }

  /// Usable after a throw.
  @Test func afterAThrow() throws {
    let options = EventStreamOptions(limits: EventStreamLimits(maximumEventSize: 4), recovery: .skipEvent)
    let reader = EventStreamReader(options: options)
    let bytes = Array("data: 12345\n\ndata: b\n\n".utf8)
    var position = 0
    #expect(throws: EventStreamError.self) { try reader.next(bytes, from: &position) }
    #expect(position == 11)
    #expect(try reader.next(bytes, from: &position)?.data == "b")
    #expect(position == bytes.count)
  }
}
