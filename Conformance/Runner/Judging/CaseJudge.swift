/// Tries a case with all its cuts, and finds the verdict.
struct CaseJudge {
  let subject: any Subject
  let plan: CutPlan
  /// A case that takes longer than this is given up.
  let secondsPerCase: Double
  /// Whether an unexpected result where the clause leaves a choice is a failure.
  var isStrict = false

  private struct Judged {
    var observation: Observation
    let comparison: Comparison
    /// The alternative that was met instead of the expectation.
    let alternative: ConformanceCase.Alternative?
    /// Whether the result is that of the first cut.
    var isAsFirst = true
  }

  func judge(_ entry: ConformanceCase) -> CaseOutcome {
    let start = ContinuousClock.now
    var outcome = decide(entry, start)
    outcome.seconds = (ContinuousClock.now - start) / .seconds(1)
    return outcome
  }

  private func decide(_ entry: ConformanceCase, _ start: ContinuousClock.Instant) -> CaseOutcome {
    if let missing = missingCapability(entry) {
      return CaseOutcome(id: entry.id, verdict: .skipped, reason: "the subject does not declare \(missing)")
    }
    let input = entry.input?.expanded() ?? []
    let cuts =
      subject.answersEachFeed && entry.kind != .encode ? plan.cuts(for: entry, length: input.count) : [.whole]
    let observer = Observer(subject: subject)
    var judged: [Judged] = []
    for cut in cuts {
      let observation = observer.observe(entry, input, cut)
      if let skipped = observation.skipped {
        return CaseOutcome(id: entry.id, verdict: .skipped, reason: skipped)
      }
      if let failure = observation.failure {
        return failed(entry, failure, observation, input, tried: judged.count + 1)
      }
      var this = compare(entry, observation)
      if let first = judged.first {
        this.isAsFirst = observation.result == first.observation.result
        // Results may be big; nobody asks for that of a cut that shows nothing new.
        if this.isAsFirst && observation.lateness == nil { this.observation = Observation(cut: cut) }
      }
      judged.append(this)
      // One way of cutting is enough to know a result, and without all of it the run would never end.
      if ContinuousClock.now - start > .seconds(secondsPerCase) && judged.count < cuts.count {
        let failure = SubjectFailure.timeout(seconds: secondsPerCase)
        return failed(entry, failure, observation, input, tried: judged.count)
      }
    }
    return verdict(entry, judged, input)
  }

  private func missingCapability(_ entry: ConformanceCase) -> String? {
    let description = subject.description
    switch entry.kind {
    case .parse, .encode: if !description.has(entry.kind.rawValue) { return entry.kind.rawValue }
    case .typed, .lint:
      let wanted = "\(entry.kind.rawValue):\(entry.endpoint ?? "")"
      if !description.has(wanted) { return wanted }
    case .connect: if !description.has("connect") { return "connect" }
    }
    if entry.options?.limits != nil && !description.has("limits") { return "limits" }
    if entry.options?.stopAfter != nil && !description.has("stop") { return "stop" }
    return nil
  }

  private func failed(
    _ entry: ConformanceCase, _ failure: SubjectFailure, _ observation: Observation, _ input: [UInt8],
    tried: Int
  ) -> CaseOutcome {
    let verdict: Verdict =
      switch failure {
      case .crash: .crash
      case .timeout: .timeout
      case .malformed: .harnessError
      }
    return CaseOutcome(
      id: entry.id, verdict: verdict, reason: "\(failure)", cut: observation.cut,
      steps: observation.steps.map { TranscriptStep($0, of: input) },
      cutsTried: tried, cutsFailed: 1)
  }

  private func compare(_ entry: ConformanceCase, _ observation: Observation) -> Judged {
    let description = subject.description
    let standard = Comparison(entry, entry.expect, observation.result, by: description)
    if standard.differences.isEmpty {
      return Judged(observation: observation, comparison: standard, alternative: nil)
    }
    for alternative in entry.alternatives ?? [] where alternative.holds(for: description.profiles ?? [:]) {
      let other = Comparison(entry, alternative.expect, observation.result, by: description)
      if other.differences.isEmpty {
        return Judged(observation: observation, comparison: other, alternative: alternative)
      }
    }
    return Judged(observation: observation, comparison: standard, alternative: nil)
  }

  private func verdict(_ entry: ConformanceCase, _ judged: [Judged], _ input: [UInt8]) -> CaseOutcome {
    let wrong = judged.filter { !$0.comparison.differences.isEmpty }
    var outcome = CaseOutcome(id: entry.id, verdict: .pass, cutsTried: judged.count, cutsFailed: wrong.count)

    func show(_ shown: Judged) {
      outcome.cut = shown.observation.cut
      outcome.steps = shown.observation.steps.map { TranscriptStep($0, of: input) }
      outcome.differences = shown.comparison.differences
    }

    let first = judged[0]
    if let different = judged.first(where: { !$0.isAsFirst }) {
      outcome.verdict = .cutDependent
      // Shown is a cut that gives a wrong result, if there is one: all may be accepted alternatives.
      let shown = first.comparison.differences.isEmpty ? different : first
      let other = shown.isAsFirst ? different : first
      show(shown)
      outcome.reason = "\(shown.observation.cut) and \(other.observation.cut) give different results"
      return outcome
    }
    if let shown = wrong.first {
      outcome.verdict = entry.level == .choice && !isStrict ? .deviates : .fail
      show(shown)
      return outcome
    }
    if let late = judged.first(where: { $0.observation.lateness != nil }) {
      outcome.verdict = .late
      show(late)
      outcome.differences = late.observation.lateness.map { [$0] } ?? []
      outcome.reason = "right in the end, but not in time"
      return outcome
    }
    show(first)
    if !first.comparison.unreported.isEmpty {
      outcome.verdict = .skipped
      outcome.reason = "the subject does not report \(first.comparison.unreported.joined(separator: ", "))"
    }
    if let alternative = first.alternative, !alternative.when.isEmpty {
      outcome.verdict = .deviates
      outcome.reason = "as its profile says: \(alternative.when.map(\.description).joined(separator: ", "))"
    }
    return outcome
  }
}
