/// `sse`: reads event streams on a terminal and in pipes.
@main
enum Tool {
  static let version = "0.1.0"

  /// The commands, in the order in which `--help` lists them. A new command is one line here.
  static let commands: [any Command.Type] = [
    EventsCommand.self, DecodeCommand.self, CollectCommand.self, NormalizeCommand.self,
  ]

  static func main() {
    System.ignoreClosedPipes()
    System.exit(with: status(of: Array(CommandLine.arguments.dropFirst())))
  }

  /// Runs what the arguments say.
  static func status(of arguments: [String]) -> ExitStatus {
    guard let name = arguments.first else {
      Diagnostics.print(Help.overview)
      return .usage
    }
    do {
      if name == "--version" { return try show("sse \(version)") }
      if ["--help", "-h", "help"].contains(name) {
        let command = arguments.dropFirst().first.flatMap(command(named:))
        return try show(command.map(Help.of) ?? Help.overview)
      }
      guard let command = command(named: name) else {
        Diagnostics.print("sse: no command \"\(name)\"; sse --help lists them")
        return .usage
      }
      let rest = arguments.dropFirst()
      if rest.prefix(while: { $0 != "--" }).contains(where: { $0 == "--help" || $0 == "-h" }) {
        return try show(Help.of(command))
      }
      return try command.init(Arguments(rest, of: command)).run()
    } catch {
      return report(error, command: name)
    }
  }

  private static func command(named name: String) -> (any Command.Type)? {
    commands.first { $0.name == name }
  }

  private static func show(_ text: String) throws(ToolError) -> ExitStatus {
    var output = Output()
    output.text = Array((text + "\n").utf8)
    try output.flush()
    return .complete
  }

  private static func report(_ error: any Error, command: String) -> ExitStatus {
    switch error as? ToolError {
    case .usage(let message):
      Diagnostics.print("sse \(command): \(message); sse \(command) --help tells more")
      return .usage
    case .outputClosed:
      return .outputClosed
    case .cannotWrite(let reason):
      Diagnostics.print("sse \(command): cannot write: \(reason)")
      return .inputOutput
    case .cannotRead(let name, let reason):
      Diagnostics.print("sse \(command): cannot read \(name): \(reason)")
      return .inputOutput
    case nil:
      Diagnostics.print("sse \(command): \(error)")
      return .refused
    }
  }
}
