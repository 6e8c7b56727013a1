import Foundation
import Testing

/// What the tool says of itself, and how it answers wrong arguments.
@Suite(.serialized) struct CommandLineTests {
  static let commands = ["events", "decode", "collect"]

  @Test func overviewNamesEveryCommand() throws {
    for arguments in [["--help"], ["-h"], ["help"]] {
      let run = try ToolRun(arguments)
      #expect(run.status == 0 && run.errors.isEmpty)
      for command in Self.commands { #expect(run.text.contains("\n  \(command) "), "\(command)") }
      for status in ["0", "2", "3", "4", "5", "64", "74", "141"] {
        #expect(run.text.contains("\n  \(status) "), "exit status \(status) is explained")
      }
    }
  }

  @Test(arguments: commands)
  func everyCommandHasHelp(command: String) throws {
    let help = try ToolRun(command, "--help")
    #expect(help.status == 0 && help.errors.isEmpty)
    #expect(help.text.hasPrefix("usage: sse \(command) "))
    #expect(help.text.contains("Exit status"))
    #expect(try ToolRun("help", command).output == help.output)
    #expect(try ToolRun(command, "-h").output == help.output)
  }

  @Test func version() throws {
    let run = try ToolRun("--version")
    #expect(run.status == 0)
    #expect(run.text.wholeMatch(of: /sse \d+\.\d+\.\d+\n/) != nil, "\(run.text)")
  }

  @Test(arguments: [
    [], ["nonsense"], ["events", "--nonsense"], ["events", "--last-event-id"], ["events", "--comments=yes"],
    ["events", "--max-event-size", "many"], ["events", "--max-event-size=-1"],
    ["events", "--max-event-size=9999999999G"],
  ])
  func wrongUsage(arguments: [String]) throws {
    let run = try ToolRun(arguments)
    #expect(run.status == 64)
    #expect(run.output.isEmpty && !run.errors.isEmpty)
  }

  /// Colour is for terminals.
  @Test func noColorInPipes() throws {
    let run = try ToolRun("events", input: Array("<html>".utf8))
    #expect(!run.errors.isEmpty && !run.errors.utf8.contains(0x1B))
  }
}
