import Foundation

/// A whole run: subjects, cases and outcomes, with what is needed to make it again.
struct RunReport {
  let cases: [ConformanceCase]
  let runs: [SubjectRun]
  let seed: UInt64
  let date: Date
  /// The clauses, for the groups' order and the titles; nil where the specification is not at hand.
  let specification: Specification?

  var dateText: String { date.formatted(.iso8601.year().month().day()) }

  /// The clause groups of the cases, in the order of the specification.
  var groups: [String] {
    let present = Set(cases.map { $0.groups[0] })
    let known = specification?.groups.filter(present.contains) ?? []
    return known + present.subtracting(known).sorted()
  }

  /// The outcomes of a run in one group: a case counts where its first clause is.
  func outcomes(of run: SubjectRun, group: String) -> [(entry: ConformanceCase, outcome: CaseOutcome)] {
    zip(cases, run.outcomes).filter { $0.0.groups[0] == group }.map { ($0.0, $0.1) }
  }
}

/// How many cases had which verdict.
struct Tally {
  private var counts: [Verdict: Int] = [:]

  init(_ outcomes: some Sequence<CaseOutcome>) {
    for outcome in outcomes { counts[outcome.verdict, default: 0] += 1 }
  }

  subscript(verdict: Verdict) -> Int { counts[verdict] ?? 0 }
  var total: Int { counts.values.reduce(0, +) }
  var failures: Int { counts.filter(\.key.isFailure).values.reduce(0, +) }
  /// Cases that say something about the parser.
  var judged: Int { total - self[.skipped] - self[.harnessError] }
  /// Verdicts that occurred, worst last, with their numbers.
  var parts: [(verdict: Verdict, count: Int)] {
    Verdict.allCases.compactMap { verdict in counts[verdict].map { (verdict, $0) } }
  }

  var summary: String { parts.map { "\($0.count) \($0.verdict.rawValue)" }.joined(separator: ", ") }
}
