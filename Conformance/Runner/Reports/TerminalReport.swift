/// The summary that a person reads after a run.
struct TerminalReport {
  let report: RunReport
  let expectations: ExpectedFailures?

  func write() {
    for run in report.runs { write(run) }
    let count = report.runs.count == 1 ? "1 subject" : "\(report.runs.count) subjects"
    print("\(count), \(report.cases.count) cases, seed \(report.seed)")
  }

  private func write(_ run: SubjectRun) {
    let language = run.subject.language.map { " (\($0))" } ?? ""
    print(Terminal.styled(run.subject.title + language, .bold))
    for group in report.groups {
      let tally = Tally(report.outcomes(of: run, group: group).map(\.outcome))
      let parts = tally.parts.map { Terminal.styled("\($0.count) \($0.verdict.rawValue)", $0.verdict.style) }
      print("  \(group.padding(toLength: 5, withPad: " ", startingAt: 0)) \(parts.joined(separator: ", "))")
    }
    for (entry, outcome) in zip(report.cases, run.outcomes) where isWorthTelling(outcome) {
      print("")
      let mark = expectations?.isExpected(outcome) == true ? " (expected)" : ""
      let verdict = Terminal.styled(outcome.verdict.rawValue, outcome.verdict.style)
      print(
        "  \(verdict)\(mark) \(Terminal.styled(entry.id, .bold)) [\(entry.clauses.joined(separator: ", "))]")
      print("    \(entry.about)")
      for difference in outcome.differences {
        print("    \(difference.part)")
        print("      expected \(difference.expected)")
        print("      got      \(difference.got)")
      }
      if let reason = outcome.reason { print("    \(reason)") }
      if let cut = outcome.cut, outcome.verdict.isFailure {
        print("    cut \(cut); \(outcome.cutsFailed) of \(outcome.cutsTried) cuts fail")
      }
    }
    let seconds = run.seconds.formatted(.number.precision(.fractionLength(1)))
    print("")
    print("  \(Tally(run.outcomes).summary) in \(seconds) s")
    print("")
  }

  private func isWorthTelling(_ outcome: CaseOutcome) -> Bool {
    outcome.verdict.isFailure || outcome.verdict == .harnessError
  }
}
