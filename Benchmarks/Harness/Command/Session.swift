import BenchmarkSystem

/// One run: its parts in their order, printed as they come.
struct Session {
  let plan: Plan
  let context: SSEBenchmark.Context

  func run(_ parts: Set<Part>) throws -> ResultFile {
    var result = ResultFile(plan: plan)
    let environment = result.environment
    Terminal.line(
      "\(environment.processor), \(environment.system), \(environment.cLibrary), Swift \(environment.swift), "
        + "load \(Figure.short(environment.load))")
    Terminal.line("\(Figure.size(Double(plan.size))) a stream, \(plan.rounds) rounds, seed \(plan.seed)")
    if let heap = context.heap, !heap.isTrustworthy() {
      throw Failure.unavailable("the counter of the heap does not count: is another allocator preloaded?")
    }
    if context.heap == nil { Terminal.note("Allocations are not counted on this system.") }
    if parts.contains(.throughput) { result.measurements = try throughput() }
    if parts.contains(.instructions) { try count(into: &result) }
    if parts.contains(.peers) { try peers(into: &result) }
    if parts.contains(.latency) { result.latencies = try latencies() }
    if parts.contains(.curves) { result.curves += try curves() }
    if parts.contains(.idle) { result.curves += try idle() }
    result.peakResidentBytes = Int(bench_peak_resident_bytes())
    Terminal.line("Peak resident memory of the run: \(Figure.size(Double(result.peakResidentBytes)))")
    return result
  }

  /// Times all jobs that the plan wants.
  func throughput() throws -> [Measurement] {
    let recordings = context.recordings
    for (name, reason) in recordings.absent.sorted(by: { $0.key < $1.key }) {
      Terminal.note("Not replayed: \(name): \(reason).")
    }
    let groups = plan.groups(recordings: recordings)
    guard !groups.isEmpty else { throw Failure.usage("no benchmark's name holds what --filter asks for") }
    let benchmark = Benchmark(plan: plan, heap: context.heap)
    var all: [Measurement] = []
    for group in groups {
      let measured = try benchmark.run(group, progress: Terminal.progress)
      all += measured
      Terminal.line()
      Terminal.line(Self.table(measured).text)
    }
    return all
  }

  static func table(_ measurements: [Measurement]) -> TextTable {
    var table = TextTable([
      measurements.first?.shape ?? "", "speed", "an item", "of memchr", "±", "of Swift", "allocs/item",
      "a pass", "peak heap",
    ])
    for measurement in measurements {
      let heap = measurement.heap
      table.add([
        measurement.name, Figure.speed(measurement.bytesPerSecond),
        measurement.items == 0 ? "–" : Figure.time(measurement.nanosecondsPerItem),
        Figure.short(measurement.memchr.median),
        String(Int((measurement.memchr.spread * 100).rounded())) + "%",
        Figure.short(measurement.swift.median), measurement.allocationsPerItem.map(Figure.short) ?? "–",
        heap.map { String($0.allocations) } ?? "–", heap.map { Figure.size(Double($0.peakBytes)) } ?? "–",
      ])
    }
    return table
  }
}
