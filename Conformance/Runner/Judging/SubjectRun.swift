/// A whole run of one subject: each case once, whatever happens to it.
struct SubjectRun {
  let subject: SubjectDescription
  let outcomes: [CaseOutcome]
  let seconds: Double

  /// - Throws: ``HarnessError`` when the subject cannot be started again after a failure.
  init(_ subject: any Subject, _ cases: [ConformanceCase], judge: CaseJudge) throws {
    let start = ContinuousClock.now
    var outcomes: [CaseOutcome] = []
    var progress = Progress(subject.description.title, total: cases.count)
    for (index, entry) in cases.enumerated() {
      progress.step(index, entry.id)
      let outcome = judge.judge(entry)
      outcomes.append(outcome)
      if [.crash, .timeout, .harnessError].contains(outcome.verdict) { try subject.recover() }
    }
    progress.finish()
    self.subject = subject.description
    self.outcomes = outcomes
    seconds = (ContinuousClock.now - start) / .seconds(1)
  }

  func count(_ verdict: Verdict) -> Int { outcomes.count { $0.verdict == verdict } }
}
