// The verdict on a stream of choices.

/// What is asked of a choice when the stream has ended.
protocol JudgedChoice {
  var index: Int { get }
  /// Why it ended; nil if it did not say.
  var reason: FinishReason? { get }
}

extension Array where Element: JudgedChoice {
  /// Sorts the choices that were seen by index, reports what they lack, and gives the verdict. Allocates nothing where
  /// all is well: a stream may be one of many that end.
  mutating func judge(
    _ clauses: ChunkClauses, request: RequestFacts?, usage: UsageRules, log: inout FindingLog
  ) -> StreamVerdict {
    if count > 1 { sort { $0.index < $1.index } }
    if let last, last.index >= count { log.report(clauses.choiceGap) }
    if let request {
      request.judge(clauses, choices: self, hasUsage: usage.hasUsage || usage.sawUsageElsewhere, log: &log)
    }
    return StreamVerdict(choices: self)
  }
}

extension StreamVerdict {
  /// The verdict on a stream of choices: complete when each one that was seen has ended (CHAT-80, CMP-80).
  ///
  /// - Parameter choices: the choices seen, by index, with their reasons.
  init(choices: [some JudgedChoice]) {
    var missing: [String] = []
    var completion = StreamOutcome.Completion.whole
    for choice in choices {
      guard let reason = choice.reason else {
        missing.append("choice \(choice.index) has no finish reason")
        continue
      }
      switch reason.meaning {
      case .failure:
        self = .failed(APIError(message: "the answer ended with \(reason)", code: reason.rawValue))
        return
      case .cutByLimit:
        completion = .cutByLimit(reason: reason.rawValue)
      case .filtered:
        if case .whole = completion { completion = .filtered(reason: reason.rawValue) }
      case .whole, .unknown: break
      }
    }
    if choices.isEmpty { missing.append("no choice came") }
    self =
      missing.isEmpty
      ? .complete(completion)
      : .truncated(.init(missing: missing, finishReasons: choices.compactMap { $0.reason?.rawValue }))
  }
}
