import BenchmarkSystem
import Foundation

/// Counts the instructions of one pass of each job, over streams of 1 MiB: exact, whatever the machine is
/// busy with. By the kernel where it permits, else under callgrind, which is slower by far.
struct InstructionCounter {
  static let size = 1 << 20

  let plan: Plan
  let recordings: Recordings

  init(plan: Plan, recordings: Recordings) {
    var small = plan
    small.size = Self.size
    self.plan = small
    self.recordings = recordings
  }

  /// Whether the kernel counts for this process; if not, why.
  static var kernelRefusal: String? {
    let handle = bench_instructions_open()
    guard handle < 0 else {
      close(handle)
      return nil
    }
    return String(cString: strerror(-handle))
  }

  /// Does each job once to warm up, and once more between `start` and `stop`.
  func eachJob(
    _ progress: (String) -> Void, start: () -> Void, stop: (_ name: String, _ bytes: Int) -> Void
  ) throws {
    for group in plan.groups(recordings: recordings) {
      let corpus = group.make(plan.size, plan.seed)
      for job in group.jobs {
        guard let pieces = job.cut.pieces(of: corpus) else { continue }
        progress(job.name)
        _ = try job.work.pass(corpus, pieces)
        start()
        let result = try job.work.pass(corpus, pieces)
        stop(job.name, corpus.bytes.count)
        let expected = job.work.expected(corpus)
        guard result == expected else { throw WrongResult(job.name, expected: expected, found: result) }
      }
    }
  }

  /// Counts by the kernel.
  func countByKernel(_ progress: (String) -> Void) throws -> [String: InstructionCount] {
    let handle = bench_instructions_open()
    guard handle >= 0 else {
      throw Failure.unavailable("the kernel does not count: \(strerrorText(-handle))")
    }
    defer { close(handle) }
    var counts: [String: InstructionCount] = [:]
    var before: UInt64 = 0
    try eachJob(
      progress, start: { before = bench_instructions_read(handle) },
      stop: { name, bytes in
        let count = Int(bench_instructions_read(handle) - before)
        counts[name] = InstructionCount(source: "kernel", count: count, bytes: bytes)
      })
    return counts
  }

  private func strerrorText(_ number: Int32) -> String { String(cString: strerror(number)) }
}
