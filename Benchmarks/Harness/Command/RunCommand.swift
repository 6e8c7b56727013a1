import BenchmarkSystem

extension SSEBenchmark.Command {
  static let run = SSEBenchmark.Command(
    name: "run", about: "measures, prints, and keeps the figures in a file if asked",
    help: """
      sse-benchmark run [options]

      Times each job beside both yardsticks, which run in the same rounds over the same bytes. Before a job
      is timed, all it delivers is compared with what its stream holds; every pass is checked for its counts.

      \(Plan.help)
          --parts LIST    of: throughput, latency, curves, idle, peers, instructions (all but the last;
                          with --quick only throughput and latency)
          --json FILE     keeps the result

      Columns: speed of the stream's bytes, time an item (event or chunk), speed as a part of the memchr
      yardstick with half the distance of its quartiles, the same against the plain Swift counter, heap
      allocations an item and a pass, the most heap held at a time.
      """
  ) { arguments, context in
    let isQuick = arguments.flag("--quick")
    let plan = try Plan(&arguments, default: isQuick ? .quick : Plan())
    var parts = Set(try arguments.values("--parts").map(Part.init))
    if parts.isEmpty { parts = isQuick ? [.throughput, .latency] : Part.usual }
    let file = try arguments.value("--json")
    try arguments.finish()
    let result = try Session(plan: plan, context: context).run(parts)
    if let file {
      try result.write(file)
      Terminal.note("Kept in \(file).")
    }
    return .success
  }

  static let list = SSEBenchmark.Command(
    name: "list", about: "names the shapes, the jobs and the benchmarks",
    help: "sse-benchmark list [--filter TEXT]\n\nNames what `run` would measure, without running it."
  ) { arguments, context in
    let plan = try Plan(&arguments)
    try arguments.finish()
    Terminal.line("Shapes")
    for shape in Shape.all { Terminal.line("  \(shape.name): \(shape.about)") }
    Terminal.line("Jobs")
    for work in Work.all { Terminal.line("  \(work.name): \(work.about)") }
    Terminal.line("Benchmarks")
    for group in plan.groups(recordings: context.recordings) {
      for job in group.jobs { Terminal.line("  \(job.name)") }
    }
    return .success
  }
}

/// The parts of a run.
enum Part: String, CaseIterable, Sendable {
  case throughput, latency, curves, idle, peers, instructions

  static let usual: Set<Part> = [.throughput, .latency, .curves, .idle, .peers]

  init(_ name: String) throws {
    guard let part = Part(rawValue: name) else {
      let names = Part.allCases.map(\.rawValue).joined(separator: ", ")
      throw Failure.usage("no part \"\(name)\"; there are \(names)")
    }
    self = part
  }
}
