/// A whole run of one subject: each case once, whatever happens to it.
struct SubjectRun {
  let subject: SubjectDescription
  let outcomes: [CaseOutcome]
  let seconds: Double

  /// So many failed starts in a row, and the subject is given up.
  private static let patience = 3

  /// A subject that dies or hangs costs its case and is started again. One that cannot be started again costs
  /// the rest of the cases, as harness errors.
  init(_ subject: any Subject, _ cases: [ConformanceCase], judge: CaseJudge) {
    let start = ContinuousClock.now
    var outcomes: [CaseOutcome] = []
    var progress = Progress(subject.description.title, total: cases.count)
    var needsRecovery = false
    var failedStarts = 0
    for (index, entry) in cases.enumerated() {
      progress.step(index, entry.id)
      if needsRecovery {
        if let problem = failedStarts < Self.patience ? Self.recover(subject) : "given up" {
          failedStarts += 1
          let reason = "the subject could not be started again: \(problem)"
          outcomes.append(CaseOutcome(id: entry.id, verdict: .harnessError, reason: reason))
          continue
        }
        (needsRecovery, failedStarts) = (false, 0)
      }
      let outcome = judge.judge(entry)
      outcomes.append(outcome)
      needsRecovery = [.crash, .timeout, .harnessError].contains(outcome.verdict)
    }
    progress.finish()
    self.subject = subject.description
    self.outcomes = outcomes
    seconds = (ContinuousClock.now - start) / .seconds(1)
  }

  /// Makes the subject usable again; gives the reason if that fails.
  private static func recover(_ subject: any Subject) -> String? {
    do {
      try subject.recover()
      return nil
    } catch {
      return "\(error)"
    }
  }

  func count(_ verdict: Verdict) -> Int { outcomes.count { $0.verdict == verdict } }
}
