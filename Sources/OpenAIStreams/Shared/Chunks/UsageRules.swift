import SpanJSON

/// The rules of `usage` in chunks (CHAT-70 to CHAT-75).
struct UsageRules: Sendable {
  private(set) var hasUsage = false

  private(set) var sawUsageElsewhere = false

  /// - Parameter elsewhere: whether the chunk has usage in another place (CHAT-74).
  mutating func observe(
    _ chunk: JSONValueView, _ clauses: ChunkClauses, hasChoices: Bool, elsewhere: Bool, log: inout FindingLog
  ) {
    guard let usage = chunk.object(.usage) else {
      if elsewhere {
        log.report(clauses.usageElsewhere)
        sawUsageElsewhere = true
      }
      if hasChoices && hasUsage { log.report(clauses.usageLast) }
      return
    }
    if hasChoices { log.report(clauses.usageAlone) }
    if hasUsage { log.report(clauses.lastUsage) }
    hasUsage = true
    if let prompt = usage.member(.promptTokens)?.int, let completion = usage.member(.completionTokens)?.int,
      let total = usage.member(.totalTokens)?.int
    {
      let (sum, overflow) = prompt.addingReportingOverflow(completion)
      if overflow || sum != total {
        log.report(clauses.usageSum, "\(prompt) + \(completion), total \(total)")
      }
    }
  }
}

extension JSONValueView {
  /// A chunk's usage in a place that dialects use: under `x_groq`, or in a choice (CHAT-74).
  var usageElsewhere: JSONValueView? {
    @_lifetime(copy self)
    @inline(__always)
    get { payloadMayHold(.usage) ? foundUsageElsewhere : nil }
  }

  private var foundUsageElsewhere: JSONValueView? {
    @_lifetime(copy self)
    get {
      if let usage = object(.xGroq)?.object(.usage) { return usage }
      guard let choices = array(.choices) else { return nil }
      var elements = choices.children
      while let choice = elements.next() {
        if let usage = choice.object(.usage) { return usage }
      }
      return nil
    }
  }
}
