import BenchmarkSystem

extension SSEBenchmark.Command {
  static let count = SSEBenchmark.Command(
    name: "count", about: "counts the instructions a byte of each job",
    help: """
      sse-benchmark count [--filter TEXT] [--seed N]

      One pass of each job over 1 MiB. By the kernel where it permits; else starts itself under Valgrind's
      callgrind, which is the same as this by hand:

        valgrind --tool=callgrind --instr-atstart=no --callgrind-out-file=DIR/counts sse-benchmark count

      that leaves one dump a job in DIR, named behind "Client Request", with its total. Callgrind knows no
      AVX-512: what the C library picks by processor differs there, the engine does not.
      """
  ) { arguments, context in
    let plan = try Plan(&arguments)
    try arguments.finish()
    let counter = InstructionCounter(plan: plan, recordings: context.recordings)
    if bench_is_under_valgrind() {
      try counter.eachJob(
        Terminal.progress, start: { bench_callgrind_start() },
        stop: { name, bytes in bench_callgrind_dump(Callgrind.label(name, bytes: bytes)) })
      return .success
    }
    let counts = try Session(plan: plan, context: context).instructions()
    var table = TextTable(["instructions", "a byte", "in all", "by"])
    for (name, count) in counts.sorted(by: { $0.key < $1.key }) {
      table.add([name, Figure.short(count.perByte), String(count.count), count.source])
    }
    Terminal.line(table.text)
    return .success
  }
}

extension Session {
  /// Instructions of each job, by name: by the kernel if it counts, else under callgrind.
  ///
  /// - Parameter source: insists on one of `kernel` and `callgrind`.
  func instructions(by source: String? = nil) throws -> [String: InstructionCount] {
    if source != "callgrind", InstructionCounter.kernelRefusal == nil {
      return try InstructionCounter(plan: plan, recordings: context.recordings)
        .countByKernel(Terminal.progress)
    }
    if source == "kernel" {
      throw Failure.unavailable("the kernel does not count: \(InstructionCounter.kernelRefusal ?? "")")
    }
    Terminal.note("The kernel counts no instructions here; counting under callgrind …")
    return try Callgrind(plan: plan).count()
  }

  /// Adds the instructions to what was measured.
  func count(into result: inout ResultFile) throws {
    let counts = try instructions()
    var table = TextTable(["instructions", "a byte"])
    for index in result.measurements.indices {
      guard let count = counts[result.measurements[index].name] else { continue }
      result.measurements[index].instructions = count
      table.add([result.measurements[index].name, Figure.short(count.perByte)])
    }
    Terminal.line()
    Terminal.line(table.text)
  }
}
