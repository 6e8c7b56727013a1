import Foundation

/// The judge of event streams: runs the cases of this suite against any parser, and tells how it did.
public enum SSEConformance {
  static let version = "0.1.0"

  /// The commands, in the order in which `--help` lists them. A new command is a new line here.
  static let commands: [any Command.Type] = [
    RunCommand.self, LintCommand.self, SubjectCommand.self, ListCommand.self, ExplainCommand.self,
    CoverageCommand.self,
  ]

  /// Runs the command that the arguments name, and ends the process.
  public static func main() {
    exit(status(of: Array(CommandLine.arguments.dropFirst())).rawValue)
  }

  static func status(of arguments: [String]) -> CommandStatus {
    guard let name = arguments.first else {
      Terminal.error(help)
      return .usage
    }
    if ["--help", "-h", "help"].contains(name) {
      print(arguments.dropFirst().first.flatMap(command(named:)).map(help(for:)) ?? help)
      return .success
    }
    if name == "--version" {
      print("sse-conformance \(version)")
      return .success
    }
    guard let command = command(named: name) else {
      Terminal.error("sse-conformance: no command \"\(name)\"\n\n\(help)")
      return .usage
    }
    var rest = Arguments(Array(arguments.dropFirst()))
    if rest.flag("--help") || rest.flag("-h") {
      print(help(for: command))
      return .success
    }
    do {
      return try command.init(&rest).run()
    } catch let error as UsageError {
      Terminal.error("sse-conformance \(name): \(error.message)\n\n\(help(for: command))")
      return .usage
    } catch {
      Terminal.error("sse-conformance \(name): \(error)")
      return .harnessError
    }
  }

  static func command(named name: String) -> (any Command.Type)? { commands.first { $0.name == name } }

  static var help: String {
    let width = commands.map { command in command.name.count }.max() ?? 0
    let lines = commands.map { command in
      "  \(command.name.padding(toLength: width + 2, withPad: " ", startingAt: 0))\(command.summary)"
    }
    return """
      usage: sse-conformance COMMAND [options]

      \(lines.joined(separator: "\n"))

      sse-conformance COMMAND --help tells more; sse-conformance --version the version.

      Exit status: 0 all as expected, 1 failures, 2 wrong usage, 3 a mistake of the harness or of an adapter,
      4 expected failures that no longer fail.
      """
  }

  static func help(for command: any Command.Type) -> String {
    "usage: sse-conformance \(command.name) \(command.usage)\n\n\(command.summary)\n\n\(command.details)"
  }
}
