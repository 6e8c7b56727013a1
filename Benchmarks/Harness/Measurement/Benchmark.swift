import BenchmarkSystem

/// Times jobs on one stream, the yardsticks right beside each, so that a noisy machine moves both.
struct Benchmark {
  let plan: Plan
  let heap: HeapProbe?

  /// A job that is ready to be timed.
  private struct Prepared {
    let job: Plan.Job
    let pieces: Pieces
    let expected: WorkCount
    let repetitions: Int
    let heapUse: HeapUse?
    var passes: [Double] = []
    var ratios: [Yardstick: [Double]] = [:]
  }

  /// Proves each job of `group` right, then measures it.
  ///
  /// - Parameter progress: is told the name of what is under way.
  /// - Throws: ``WrongResult`` if any pass delivers something else than the stream holds.
  func run(_ group: Plan.Group, progress: (String) -> Void) throws -> [Measurement] {
    let corpus = group.make(plan.size, plan.seed)
    var prepared: [Prepared] = []
    for job in group.jobs {
      guard let pieces = job.cut.pieces(of: corpus) else { continue }
      progress(job.name)
      prepared.append(try prepare(job, corpus, pieces))
    }
    let yardstickRepetitions = Yardstick.allCases.map { yardstick in
      repetitions { _ = yardstick.pass(corpus.bytes) }
    }
    for round in 0..<plan.rounds {
      for index in prepared.indices {
        progress("\(prepared[index].job.name) \(round + 1)/\(plan.rounds)")
        var limits: [Yardstick: Double] = [:]
        for (yardstick, count) in zip(Yardstick.allCases, yardstickRepetitions) {
          limits[yardstick] = time(count) { _ = yardstick.pass(corpus.bytes) }
        }
        let job = prepared[index]
        var wrong: WorkCount?
        let pass = try time(job.repetitions) {
          let result = try job.job.work.pass(corpus, job.pieces)
          if result != job.expected { wrong = result }
        }
        if let wrong { throw WrongResult(job.job.name, expected: job.expected, found: wrong) }
        prepared[index].passes.append(pass)
        for (yardstick, limit) in limits {
          prepared[index].ratios[yardstick, default: []].append(limit / pass)
        }
      }
    }
    return prepared.map { measurement($0, corpus) }
  }

  private func prepare(_ job: Plan.Job, _ corpus: Corpus, _ pieces: Pieces) throws -> Prepared {
    try job.work.proof?(corpus, pieces)
    let expected = job.work.expected(corpus)
    let first = try job.work.pass(corpus, pieces)
    guard first == expected else { throw WrongResult(job.name, expected: expected, found: first) }
    let heapUse = try heap?.use { _ = try job.work.pass(corpus, pieces) }
    let count = try repetitions { _ = try job.work.pass(corpus, pieces) }
    return Prepared(job: job, pieces: pieces, expected: expected, repetitions: count, heapUse: heapUse)
  }

  private func measurement(_ prepared: Prepared, _ corpus: Corpus) -> Measurement {
    Measurement(
      name: prepared.job.name, subject: Measurement.engine, work: prepared.job.work.name,
      shape: corpus.shape, cut: prepared.job.cut.name, bytes: corpus.bytes.count,
      items: prepared.expected.items, nanoseconds: Statistics(prepared.passes),
      memchr: Statistics(prepared.ratios[.memchr] ?? [0]), swift: Statistics(prepared.ratios[.swift] ?? [0]),
      heap: prepared.heapUse)
  }

  /// How often `body` must run to take the plan's least time.
  private func repetitions(_ body: () throws -> Void) rethrows -> Int {
    let once = try time(1, body)
    return max(1, min(100_000, Int((Double(plan.minimumNanoseconds) / max(once, 1)).rounded(.up))))
  }

  /// Processor time of this thread for one run of `body`, of `count` in a row, in nanoseconds.
  private func time(_ count: Int, _ body: () throws -> Void) rethrows -> Double {
    let start = bench_thread_nanoseconds()
    for _ in 0..<count { try body() }
    return Double(bench_thread_nanoseconds() - start) / Double(count)
  }
}
