/// A command of the tool. What it says of itself is its help, and what its arguments are parsed by.
protocol Command: SendableMetatype {
  static var name: String { get }
  /// One line for the overview.
  static var summary: String { get }
  /// What stands behind the options, such as `[FILE ...]`.
  static var operands: String { get }
  static var options: [CommandOption] { get }
  /// What else there is to say.
  static var notes: String { get }

  /// - Throws: ``ToolError/usage(_:)`` if something is wrong with the arguments.
  init(_ arguments: Arguments) throws(ToolError)

  /// - Throws: ``ToolError`` when nothing more can be done; what ends a single input is its exit status.
  func run() throws(ToolError) -> ExitStatus
}

/// An option of a command: declared once, it is parsed and explained.
struct CommandOption: Sendable {
  /// With the two hyphens.
  let name: String
  /// What stands for the value in the help; nil if the option takes none.
  let value: String?
  let help: String

  init(_ name: String, value: String? = nil, _ help: String) {
    self.name = name
    self.value = value
    self.help = help
  }
}

/// What ends a command before it has dealt with all of its inputs.
enum ToolError: Error {
  /// The command line is wrong.
  case usage(String)
  /// Whoever read the output has gone.
  case outputClosed
  case cannotWrite(reason: String)
  case cannotRead(name: String, reason: String)
}
