/// What is to be measured, and how hard.
struct Plan: Sendable {
  /// How much of each stream, in bytes.
  var size = 64 << 20
  /// How often each job is timed.
  var rounds = 11
  var seed: UInt64 = 20_261_120
  /// Parts of names, of which a benchmark's must hold one; empty for all.
  var filters: [String] = []
  /// A timed pass repeats the job until it takes this long, in nanoseconds.
  var minimumNanoseconds = 4_000_000

  /// Some seconds in all, for a look.
  static let quick = Plan(size: 2 << 20, rounds: 5, minimumNanoseconds: 1_500_000)

  func wants(_ name: String) -> Bool {
    filters.isEmpty || filters.contains { name.contains($0) }
  }

  /// A stream to measure on, and the jobs to do on it.
  struct Group: Sendable {
    let shape: String
    let make: @Sendable (_ size: Int, _ seed: UInt64) -> Corpus
    let jobs: [Job]
  }

  /// A job at a cut.
  struct Job: Sendable {
    let name: String
    let work: Work
    let cut: Cut
  }

  /// All that the filter leaves, by stream, so that each is made once.
  func groups(works: [Work] = Work.all, recordings: Recordings) -> [Group] {
    func jobs(_ shape: String, kind: String) -> [Job] {
      works.filter { $0.shapes.contains(kind) }.flatMap { work in
        work.cuts(kind).map { Job(name: "\(work.name)/\(shape)/\($0.name)", work: work, cut: $0) }
      }.filter { wants($0.name) }
    }
    let generated = Shape.all.map { shape in
      Group(shape: shape.name, make: shape.make, jobs: jobs(shape.name, kind: shape.name))
    }
    let recorded = recordings.all.map { recording in
      let shape = "recorded-\(recording.name)"
      return Group(
        shape: shape, make: { recording.corpus(size: min($0, 8 << 20), seed: $1) },
        jobs: jobs(shape, kind: Recordings.shapeName))
    }
    return (generated + recorded).filter { !$0.jobs.isEmpty }
  }
}
