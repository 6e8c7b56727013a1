/// A command of the tool.
protocol Command: Sendable {
  static var name: String { get }
  /// One line.
  static var summary: String { get }
  /// What follows the name on the command line.
  static var usage: String { get }
  /// The options, one a line, and what else there is to say.
  static var details: String { get }

  /// Takes its options off `arguments`; throws ``UsageError`` if something is wrong with them.
  init(_ arguments: inout Arguments) throws
  func run() throws -> CommandStatus
}

/// What the process tells its caller.
enum CommandStatus: Int32 {
  /// Everything was as expected.
  case success = 0
  /// A subject failed where no failure was expected.
  case failures = 1
  /// The command line was wrong.
  case usage = 2
  /// Not the subject's parser is at fault: a case file, the subject's adapter, a file that cannot be written.
  case harnessError = 3
  /// Expected failures that did not fail.
  case staleExpectations = 4
}

/// The command line is wrong.
struct UsageError: Error {
  let message: String
}

/// Something is wrong that no parser under test can be blamed for.
struct HarnessError: Error, CustomStringConvertible {
  let message: String
  var description: String { message }
}
