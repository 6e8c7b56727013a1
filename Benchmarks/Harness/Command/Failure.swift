/// How the program ends.
enum EndStatus: Int32, Sendable {
  /// Done; for `gate`: all is as before.
  case success = 0
  /// A job delivered something else than its stream holds.
  case wrongResult = 1
  /// `gate`: something is worse than the baseline; `floors`: something is below its floor.
  case worse = 2
  /// `gate`: something is better than the baseline, and nothing worse: record it anew.
  case better = 4
  /// The command line cannot be understood.
  case usage = 64
  /// A file is not what it should be.
  case badInput = 65
  /// A file cannot be read.
  case noInput = 66
  /// Something that the command needs is not there.
  case unavailable = 69
  /// A file cannot be written.
  case cannotWrite = 73
}

/// What ends a command early.
struct Failure: Error, CustomStringConvertible {
  let status: EndStatus
  let description: String

  static func usage(_ text: String) -> Failure { Failure(status: .usage, description: text) }
  static func noInput(_ text: String) -> Failure { Failure(status: .noInput, description: text) }
  static func badInput(_ text: String) -> Failure { Failure(status: .badInput, description: text) }
  static func cannotWrite(_ text: String) -> Failure { Failure(status: .cannotWrite, description: text) }
  static func unavailable(_ text: String) -> Failure { Failure(status: .unavailable, description: text) }
}
