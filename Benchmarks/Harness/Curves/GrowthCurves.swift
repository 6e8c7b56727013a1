import BenchmarkSystem
import ServerSentEvents

/// How the time a byte changes when streams, events or the number of streams grow. It should not.
struct GrowthCurves {
  let plan: Plan

  func all(_ progress: (String) -> Void) throws -> [Curve] {
    [try byLength(progress)] + (try byEventSize(progress)) + [try byStreams(progress)]
  }

  /// From 1 KiB to 1 GiB, the same MiB of chat chunks again and again, in pieces of 16 KiB.
  func byLength(_ progress: (String) -> Void) throws -> Curve {
    let tile = Shape.chat.make(1 << 20, plan.seed)
    let longest = plan.size >= 64 << 20 ? 1 << 30 : plan.size
    var points: [Curve.Point] = []
    for power in stride(from: 10, through: 30, by: 2) where 1 << power <= longest {
      let length = 1 << power
      progress("length/\(Figure.size(Double(length)))")
      let expected =
        length / tile.bytes.count * tile.blockEnds.count
        + tile.blockEnds.prefix { $0 <= length % tile.bytes.count }.count
      let nanoseconds = try best {
        var decoder = EventStreamDecoder()
        var events = 0
        var left = length
        while left > 0 {
          let stream = tile.bytes.span.bytes.extracting(first: left)
          try Self.feed(&decoder, stream, step: 16_384, &events)
          left -= stream.byteCount
        }
        guard events == expected else { throw WrongResult("length", expected: expected, found: events) }
      }
      points.append(Curve.Point(x: Double(length), y: nanoseconds / Double(length) * 1024))
    }
    return Curve(
      name: "length", series: "chat, 16 KiB pieces", xLabel: "bytes of the stream", yLabel: "ns a KiB",
      points: points)
  }

  /// Events of 40 bytes to 64 MiB, single data lines, in pieces of 16 KiB and of 1,400 bytes.
  func byEventSize(_ progress: (String) -> Void) throws -> [Curve] {
    let sizes = [40, 100, 300, 1_000, 4_096, 16_384, 65_536, 262_144, 1 << 20, 4 << 20, 16 << 20, 64 << 20]
    return try [16_384, 1_400].map { step in
      var points: [Curve.Point] = []
      for size in sizes where size <= plan.size {
        progress("event-size/\(Figure.size(Double(size)))")
        let event = Array("data: ".utf8) + [UInt8](repeating: 0x78, count: size - 8) + [0x0A, 0x0A]
        let count = max(1, min(plan.size, 64 << 20) / size)
        var stream: [UInt8] = []
        stream.reserveCapacity(size * count)
        for _ in 0..<count { stream += event }
        let nanoseconds = try best {
          var decoder = EventStreamDecoder()
          var events = 0
          try Self.feed(&decoder, stream.span.bytes, step: step, &events)
          guard events == count else { throw WrongResult("event-size", expected: count, found: events) }
        }
        points.append(Curve.Point(x: Double(size), y: nanoseconds / Double(stream.count) * 1024))
      }
      return Curve(
        name: "event-size", series: "data lines, \(step == 1_400 ? "1,400-byte" : "16 KiB") pieces",
        xLabel: "bytes of an event", yLabel: "ns a KiB", points: points)
    }
  }

  /// One to 100,000 streams in turn, 700 bytes of each at a time, so that nearly each piece cuts an event.
  func byStreams(_ progress: (String) -> Void) throws -> Curve {
    let corpus = Shape.chat.make(min(plan.size, 64 << 20), plan.seed)
    let step = 700
    var points: [Curve.Point] = []
    // At least one packet of the corpus for each.
    for count in [1, 10, 100, 1_000, 10_000, 100_000] where count <= max(100, plan.size / 600) {
      progress("streams/\(count)")
      let steps = max(8, min(corpus.bytes.count / count, 64 << 20) / step)
      let length = min(steps * step, corpus.bytes.count)
      // Each stream begins at another block, so that the pieces come from all over the memory.
      let starts = (0..<count).map { stream -> Int in
        let wanted = Int(Double(corpus.bytes.count - length) * Double(stream) / Double(count))
        return wanted == 0 ? 0 : corpus.blockEnds[corpus.blocks(upTo: wanted)]
      }
      let expected = starts.reduce(0) { sum, start in
        let end = min(start + length, corpus.bytes.count)
        return sum + corpus.blocks(upTo: end) - corpus.blocks(upTo: start)
      }
      let fed = starts.reduce(0) { $0 + min(length, corpus.bytes.count - $1) }
      let nanoseconds = try best {
        let fleet = Fleet(count: count) { EventStreamDecoder() }
        var events = 0
        for offset in stride(from: 0, to: length, by: step) {
          for stream in 0..<count {
            let start = min(starts[stream] + offset, corpus.bytes.count)
            let end = min(starts[stream] + min(offset + step, length), corpus.bytes.count)
            let piece = corpus.bytes.span.bytes.extracting(start..<end)
            try fleet.withMember(stream) { decoder in
              try Self.feed(&decoder, piece, step: step, &events)
            }
          }
        }
        guard events == expected else { throw WrongResult("streams", expected: expected, found: events) }
      }
      points.append(Curve.Point(x: Double(count), y: nanoseconds / Double(fed) * 1024))
    }
    return Curve(
      name: "streams", series: "chat, 700-byte pieces", xLabel: "streams in turn", yLabel: "ns a KiB",
      points: points)
  }

  @inline(__always)
  static func feed(
    _ decoder: inout EventStreamDecoder, _ stream: RawSpan, step: Int, _ events: inout Int
  ) throws {
    var start = 0
    while start < stream.byteCount {
      let end = min(start &+ step, stream.byteCount)
      var input = stream.extracting(start..<end)
      while let event = try decoder.next(&input) { events &+= event.data.byteCount > 0 ? 1 : 0 }
      start = end
    }
  }

  /// The fastest of some runs, in nanoseconds of processor time: a curve asks what growth costs, not what
  /// neighbours do.
  private func best(_ body: () throws -> Void) throws -> Double {
    func time(_ count: Int) throws -> Double {
      let start = bench_thread_nanoseconds()
      for _ in 0..<count { try body() }
      return Double(bench_thread_nanoseconds() - start) / Double(count)
    }
    var fastest = try time(1)
    let count = max(1, min(100_000, Int(Double(plan.minimumNanoseconds) / max(fastest, 1))))
    for _ in 0..<max(3, plan.rounds / 2) { fastest = min(fastest, try time(count)) }
    return fastest
  }
}

extension Corpus {
  /// How many blocks end at or before `position`.
  func blocks(upTo position: Int) -> Int {
    var lower = 0
    var upper = blockEnds.count
    while lower < upper {
      let middle = (lower + upper) / 2
      if blockEnds[middle] <= position { lower = middle + 1 } else { upper = middle }
    }
    return lower
  }
}
