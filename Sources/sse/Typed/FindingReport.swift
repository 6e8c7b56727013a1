import OpenAIStreams

/// What is said of a stream on standard error: what was refused, the findings, the outcome.
struct FindingReport {
  private let input: String
  private let isStrict: Bool
  private let isQuiet: Bool
  private var refused = false

  init(input: String, _ task: TypedTask) {
    self.input = input
    isStrict = task.isStrict
    isQuiet = task.isQuiet
  }

  /// Whether reading goes on: strict reading ends with the first error.
  var goesOn: Bool { !(isStrict && refused) }

  /// A limit was hit, or a finding that is an error was met in strict reading.
  mutating func add(_ error: TypedStreamError) {
    Diagnostics.error(input, error.description)
    refused = true
  }

  /// The findings, a line for each clause, and the outcome.
  func finish(_ outcome: StreamOutcome, _ findings: [FindingSummary]) -> ExitStatus {
    if !isQuiet {
      for finding in findings { print(finding) }
      print(outcome)
    }
    if refused { return .refused }
    return switch outcome {
    case .complete: .complete
    case .truncated: .truncated
    case .failed: .failed
    case .notAnEventStream: .notAnEventStream
    }
  }

  private func print(_ finding: FindingSummary) {
    let clause = finding.clause
    let first = finding.first
    let detail = first.detail.map { $0.isEmpty ? "" : " (\($0))" } ?? ""
    let times = finding.count > 1 ? ", \(finding.count) times up to byte \(finding.lastOffset)" : ""
    let text =
      "\(clause.id) at byte \(first.offset), event \(first.event)\(times): \(clause.summary)\(detail); \(clause.advice)"
    switch clause.severity {
    case .error: Diagnostics.error(input, text)
    case .warning: Diagnostics.warning(input, text)
    case .note: Diagnostics.print(.note, .cyan, input, text)
    }
  }

  private func print(_ outcome: StreamOutcome) {
    let text = Diagnostics.printable(outcome.description)
    Diagnostics.print(.outcome, outcome.isComplete ? .green : .red, input, text)
  }
}
