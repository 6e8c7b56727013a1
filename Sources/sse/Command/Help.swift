/// The texts of `--help`.
enum Help {
  static var overview: String {
    """
    usage: sse COMMAND [options] ...

    Reads event streams (text/event-stream): from files, or from standard input, as behind curl -N.

    \(table(Tool.commands.map { ($0.name, $0.summary) }))

    sse COMMAND --help tells more about a command, sse --version the version.

    \(exitStatus)
    """
  }

  static func of(_ command: any Command.Type) -> String {
    let options = command.options.map { option in
      (option.value.map { "\(option.name) \($0)" } ?? option.name, option.help)
    }
    return """
      usage: sse \(command.name) [options] \(command.operands)

      \(command.summary)

      \(command.notes)

      Options:
      \(table(options + [("--help", "this text")]))

      \(exitStatus)
      """
  }

  private static var exitStatus: String {
    "Exit status, of several inputs that of the first that was not complete:\n"
      + table(ExitStatus.allCases.map { ("\($0.rawValue)", $0.meaning) })
  }

  /// Two columns.
  static func table(_ rows: [(String, String)]) -> String {
    let width = rows.map(\.0.count).max() ?? 0
    return rows.map { name, text in
      let padding = String(repeating: " ", count: width - name.count + 2)
      return "  \(name)\(padding)\(text)"
    }.joined(separator: "\n")
  }
}
