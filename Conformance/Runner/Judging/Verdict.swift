/// What a case says about a subject.
enum Verdict: String, Codable, CaseIterable {
  /// As expected, however the input was cut.
  case pass
  /// Not the standard's result, but that of a profile that the subject declares, or of a clause that leaves a choice.
  case deviates
  /// Not tried, or not told enough by the subject to be judged.
  case skipped
  /// The same wrong result with every cut.
  case fail
  /// The result depends on how the input was cut.
  case cutDependent = "cut-dependent"
  /// Right in the end, but something was not delivered when its last byte was in.
  case late
  /// The subject ended.
  case crash
  /// The subject gave no answer in time.
  case timeout
  /// The suite or the subject's adapter is at fault; nothing is said about the parser.
  case harnessError = "harness-error"

  /// Whether it counts against the subject.
  var isFailure: Bool {
    switch self {
    case .pass, .deviates, .skipped, .harnessError: false
    case .fail, .cutDependent, .late, .crash, .timeout: true
    }
  }

  var style: Terminal.Style {
    switch self {
    case .pass: .green
    case .deviates, .skipped: .yellow
    case .harnessError: .magenta
    default: .red
    }
  }
}
