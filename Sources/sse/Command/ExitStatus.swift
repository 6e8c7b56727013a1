/// What the process tells its caller.
enum ExitStatus: Int32, CaseIterable {
  case complete = 0
  case truncated = 2
  case failed = 3
  case notAnEventStream = 4
  case refused = 5
  case usage = 64
  case inputOutput = 74
  case outputClosed = 141

  /// For the help.
  var meaning: String {
    switch self {
    case .complete: "all is there"
    case .truncated: "the stream ended too soon: inside an event, or without what proves it complete"
    case .failed: "the server reported an error in the stream"
    case .notAnEventStream: "the input is no event stream; its first bytes are shown"
    case .refused: "a limit was hit, or --strict met a finding"
    case .usage: "the command line is wrong"
    case .inputOutput: "an input cannot be read, or the output cannot be written"
    case .outputClosed: "whoever read the output has gone (what a shell reports of a filter in that case)"
    }
  }

  /// The status of several inputs is that of the first that was not complete.
  func then(_ next: ExitStatus) -> ExitStatus { self == .complete ? next : self }
}
