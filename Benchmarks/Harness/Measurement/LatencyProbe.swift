import BenchmarkSystem
import OpenAIStreams
import ServerSentEvents

/// How long it takes from an event's last byte to the event in the caller's hands.
struct LatencyProbe {
  let plan: Plan
  private static let most = 200_000

  func all(_ progress: (String) -> Void) throws -> [Latency] {
    let chat = Shape.chat.make(min(plan.size, 64 << 20), plan.seed)
    let responses = Shape.responses.make(min(plan.size, 64 << 20), plan.seed)
    progress("latency")
    return [
      try lastByteAlone("chat, the last byte alone", chat),
      try lastByteAlone("responses, the last byte alone", responses),
      try chunk("chat as typed chunks, the last byte alone", chat),
      try whole("chat, the event at once", chat), try packet("chat, in a packet of 1,400 bytes", chat),
    ]
  }

  /// All of an event but its last byte goes in; then the clock runs, and the last byte goes in.
  private func lastByteAlone(_ name: String, _ corpus: Corpus) throws -> Latency {
    var decoder = EventStreamDecoder()
    var times: [UInt64] = []
    times.reserveCapacity(Self.most)
    var start = 0
    for end in corpus.blockEnds.prefix(Self.most) {
      var head = corpus.bytes.span.bytes.extracting(start..<end - 1)
      while let early = try decoder.next(&head) {
        throw WrongResult(name, expected: "no event before its last byte", found: early.index)
      }
      var last = corpus.bytes.span.bytes.extracting(end - 1..<end)
      let begin = bench_monotonic_nanoseconds()
      var size = -1
      if let event = try decoder.next(&last) { size = event.data.byteCount }
      times.append(bench_monotonic_nanoseconds() - begin)
      guard size >= 0 else { throw WrongResult(name, expected: "an event at its last byte", found: "none") }
      start = end
    }
    return latency(name, times)
  }

  /// As `lastByteAlone`, up to the chunk's text.
  private func chunk(_ name: String, _ corpus: Corpus) throws -> Latency {
    var times: [UInt64] = []
    times.reserveCapacity(Self.most)
    try corpus.eachStream(Pieces(count: corpus.bytes.count, ends: corpus.blockEnds)) { stream, cuts in
      var typed = ChatCompletionStream()
      while times.count < Self.most, var last = cuts.next(of: stream) {
        var head = last.extracting(droppingLast: 1)
        last = last.extracting(last: 1)
        while let early = try typed.next(&head) {
          throw WrongResult(name, expected: "no chunk before its last byte", found: early.index)
        }
        let begin = bench_monotonic_nanoseconds()
        var size = -1
        if let chunk = try typed.next(&last) { size = chunk.text.bytes.byteCount }
        let time = bench_monotonic_nanoseconds() - begin
        // The marker `[DONE]` is no chunk.
        if size >= 0 { times.append(time) }
      }
    }
    return latency(name, times)
  }

  /// The event goes in whole.
  private func whole(_ name: String, _ corpus: Corpus) throws -> Latency {
    var decoder = EventStreamDecoder()
    var times: [UInt64] = []
    times.reserveCapacity(Self.most)
    var start = 0
    for end in corpus.blockEnds.prefix(Self.most) {
      var input = corpus.bytes.span.bytes.extracting(start..<end)
      let begin = bench_monotonic_nanoseconds()
      var size = -1
      if let event = try decoder.next(&input) { size = event.data.byteCount }
      times.append(bench_monotonic_nanoseconds() - begin)
      guard size >= 0 else { throw WrongResult(name, expected: "an event", found: "none") }
      start = end
    }
    return latency(name, times)
  }

  /// The clock starts with each packet: later events of it wait for the earlier ones.
  private func packet(_ name: String, _ corpus: Corpus) throws -> Latency {
    var decoder = EventStreamDecoder()
    var times: [UInt64] = []
    times.reserveCapacity(Self.most + 64)
    var start = 0
    while start < corpus.bytes.count && times.count < Self.most {
      let end = min(start + 1_400, corpus.bytes.count)
      var input = corpus.bytes.span.bytes.extracting(start..<end)
      let begin = bench_monotonic_nanoseconds()
      while let event = try decoder.next(&input) {
        times.append(bench_monotonic_nanoseconds() - begin &+ UInt64(event.data.byteCount == 0 ? 1 : 0))
      }
      start = end
    }
    return latency(name, times)
  }

  private func latency(_ name: String, _ times: [UInt64]) -> Latency {
    let sorted = times.map { Double($0) }.sorted()
    var clock: [Double] = []
    for _ in 0..<1_001 {
      let begin = bench_monotonic_nanoseconds()
      clock.append(Double(bench_monotonic_nanoseconds() - begin))
    }
    return Latency(
      name: name, p50: Statistics.quantile(sorted, 0.5), p99: Statistics.quantile(sorted, 0.99),
      p999: Statistics.quantile(sorted, 0.999), maximum: sorted.last ?? 0, count: sorted.count,
      clock: Statistics(clock).median)
  }
}
