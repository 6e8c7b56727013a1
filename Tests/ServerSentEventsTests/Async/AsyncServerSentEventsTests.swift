import Foundation
import ServerSentEvents
import Testing
import TestSupport

/// Events of asynchronous sequences of chunks or bytes.
@Suite struct AsyncServerSentEventsTests {
  static func collect<S: AsyncSequence>(_ events: S) async throws -> [[[UInt8]]]
  where S.Element == ServerSentEvent {
    var all: [[[UInt8]]] = []
    for try await event in events { all.append(event.bytes) }
    return all
  }

  /// What the oracle says, as owned events.
  static func expected(_ stream: [UInt8], _ configuration: Configuration = .standard) -> [[[UInt8]]] {
    Oracle.outcome(of: stream, configuration).events.map { event in
      ServerSentEvent(
        type: String(decoding: UTF8Oracle.replacing(event.type), as: UTF8.self), dataBytes: event.data,
        lastEventID: String(decoding: UTF8Oracle.replacing(event.id), as: UTF8.self), retry: event.retry
      ).bytes
    }
  }

  @Test(arguments: 0..<(Effort.isThorough ? 1000 : 100))
  func anyStreamAnyCut(seed: Int) async throws {
    let stream = RandomStream.bytes(seed: UInt64(seed))
    let pieces = Cutting.random(seed: UInt64(seed)).pieces(of: stream)
    let expected = Self.expected(stream)
    let arrays = ChunkSource(chunks: pieces).serverSentEvents()
    #expect(try await Self.collect(arrays) == expected)
    let slices = ChunkSource(chunks: pieces.map { ([0x0A] + $0)[1...] }).serverSentEvents()
    #expect(try await Self.collect(slices) == expected)
    let data = ChunkSource(chunks: pieces.map { Data($0) }).serverSentEvents()
    #expect(try await Self.collect(data) == expected)
    let bytes = ChunkSource(chunks: stream).serverSentEvents()
    #expect(try await Self.collect(bytes) == expected)
  }

  @Test func optionsAndSeed() async throws {
    let stream = Array("data: a\n\nevent: t\ndata: b".utf8)
    let options = EventStreamOptions(endOfInput: .dispatch)
    let events = ChunkSource(chunks: [stream]).serverSentEvents(lastEventID: "7", options: options)
    let expected = Self.expected(stream, Configuration(lastEventID: "7", options: options))
    #expect(expected.count == 2)
    #expect(try await Self.collect(events) == expected)
    let bytes = ChunkSource(chunks: stream).serverSentEvents(lastEventID: "7", options: options)
    #expect(try await Self.collect(bytes) == expected)
    #expect(try await Self.collect(ChunkSource(chunks: stream).serverSentEvents()).count == 1)
  }

  /// A chunk is asked for only when the chunks before are used up.
  @Test func nothingIsReadAhead() async throws {
    let chunks = ["data: 1\n\ndata: 2\n\nda", "ta: 3\n", "\ndata: 4\r\r", "", "\n", "data: 5\n\n"].map {
      Array($0.utf8)
    }
    let source = ChunkSource(chunks: chunks)
    var iterator = source.serverSentEvents().makeAsyncIterator()
    #expect(source.taken.value == 0)
    for (data, taken) in [("1", 1), ("2", 1), ("3", 3), ("4", 3), ("5", 6)] {
      #expect(try await iterator.next()?.data == data)
      #expect(source.taken.value == taken, "at \(data)")
    }
    #expect(try await iterator.next() == nil)
    #expect(try await iterator.next() == nil)
  }

  /// Each iteration decodes on its own.
  @Test func iteratingTwice() async throws {
    let events = ChunkSource(chunks: [Array("id: 1\ndata: a\n\ndata: b".utf8)]).serverSentEvents()
    let first = try await Self.collect(events)
    #expect(first.count == 1)
    #expect(try await Self.collect(events) == first)
  }

  /// What the source throws comes through, behind the events that were complete.
  @Test func errorsOfTheSource() async throws {
    let source = ChunkSource(chunks: [Array("data: a\n\ndata: b\n\ndata: c\n".utf8)], fails: true)
    var iterator = source.serverSentEvents().makeAsyncIterator()
    #expect(try await iterator.next()?.data == "a")
    #expect(try await iterator.next()?.data == "b")
    await #expect(throws: SourceFailure.self) { try await iterator.next() }
    // Whoever asks again finds the end, and no half event.
    #expect(try await iterator.next() == nil)
  }

  @Test func limitsStop() async throws {
    let source = ChunkSource(chunks: [Array("data: a\n\ndata: 12345\n\ndata: b\n\n".utf8)])
    let options = EventStreamOptions(limits: EventStreamLimits(maximumEventSize: 4))
    var iterator = source.serverSentEvents(options: options).makeAsyncIterator()
    #expect(try await iterator.next()?.data == "a")
    for _ in 0..<3 {
      let error = await #expect(throws: EventStreamError.self) { try await iterator.next() }
      #expect(error?.code == .eventTooLarge && error?.offset == 19)
    }
  }

  @Test func limitsSkip() async throws {
    let stream = Array("data: a\n\ndata: 12345\n\ndata: b\n\n".utf8)
    let options = EventStreamOptions(limits: EventStreamLimits(maximumEventSize: 4), recovery: .skipEvent)
    for cutting in Cutting.exhaustive(for: stream) {
      let source = ChunkSource(chunks: cutting.pieces(of: stream))
      var iterator = source.serverSentEvents(options: options).makeAsyncIterator()
      #expect(try await iterator.next()?.data == "a")
      await #expect(throws: EventStreamError.self) { try await iterator.next() }
      #expect(try await iterator.next()?.data == "b")
      #expect(try await iterator.next() == nil)
    }
  }
}
