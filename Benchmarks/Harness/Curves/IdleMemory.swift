import BenchmarkSystem
import Foundation
import OpenAIStreams
import ServerSentEvents

/// What streams hold that wait for more: a server's worth of quiet connections.
struct IdleMemory {
  let heap: HeapProbe?
  /// How many streams at most.
  let limit: Int

  /// A state in which a stream may wait, and how it gets there.
  struct State<Member: ~Copyable>: Sendable {
    let name: String
    let make: @Sendable () -> Member
    let bring: @Sendable (inout Member) throws -> Void
  }

  static let framing: [State<EventStreamDecoder>] = [
    State(name: "framing, before the first byte", make: { EventStreamDecoder() }, bring: { _ in }),
    State(
      name: "framing, between events", make: { EventStreamDecoder() },
      bring: { try feed(&$0, ["data: one\n\n", "data: {\"tw", "o\":2}\n\n"]) }),
    State(
      name: "framing, after an id of 32 bytes", make: { EventStreamDecoder() },
      bring: { try feed(&$0, ["id: 0123456789abcdef0123456789abcdef\ndata: x\n\n"]) }),
    State(
      name: "framing, 300 bytes into an event", make: { EventStreamDecoder() },
      bring: { try feed(&$0, ["data: one\n\ndata: " + String(repeating: "y", count: 294)]) }),
  ]

  static let chat: [State<ChatCompletionStream>] = [
    State(name: "chat, before the first byte", make: { ChatCompletionStream() }, bring: { _ in }),
    State(
      name: "chat, after a hundred chunks", make: { ChatCompletionStream() },
      bring: { stream in
        var input = chatBeginning.span.bytes
        while let chunk = try stream.next(&input) { _ = chunk.text.bytes.byteCount }
      }),
  ]

  /// The first hundred events of an answer, whole.
  private static let chatBeginning: [UInt8] = {
    let corpus = Shape.chat.make(65_536, 1)
    let start = corpus.streamEnds.last { $0 < 32_768 } ?? 0
    let first = corpus.blocks(upTo: start)
    return Array(corpus.bytes[start..<corpus.blockEnds[min(first + 100, corpus.blockEnds.count - 1)]])
  }()

  func all(_ progress: (String) -> Void) throws -> [Curve] {
    try Self.framing.map { try curve($0, progress) } + Self.chat.map { try curve($0, progress) }
  }

  /// Bytes a stream, by number of streams: the heap with the allocator's rounding and headers, or, where that
  /// cannot be counted, what the system gave.
  func curve<Member: ~Copyable>(_ state: State<Member>, _ progress: (String) -> Void) throws -> Curve {
    var points: [Curve.Point] = []
    // What is made once for all streams belongs to none of them.
    try Fleet(count: 1, state.make).withMember(0, state.bring)
    for count in [1, 100, 10_000, 100_000, 1_000_000] where count <= limit {
      progress("idle/\(state.name.replacingOccurrences(of: " ", with: "-"))/\(count)")
      let before = held()
      let fleet = Fleet(count: count, state.make)
      for stream in 0..<count { try fleet.withMember(stream, state.bring) }
      points.append(Curve.Point(x: Double(count), y: Double(held() - before) / Double(count)))
      _ = consume fleet
    }
    return Curve(
      name: "idle-memory", series: state.name, xLabel: "idle streams", yLabel: "bytes a stream",
      points: points)
  }

  private func held() -> Int { heap?.read().liveBytes ?? Int(bench_resident_bytes()) }

  private static func feed(_ decoder: inout EventStreamDecoder, _ pieces: [String]) throws {
    for piece in pieces {
      let bytes = Array(piece.utf8)
      var input = bytes.span.bytes
      while let event = try decoder.next(&input) { _ = event.data.byteCount }
    }
  }
}
