import Foundation
import Testing

@testable import ConformanceRunner

/// The exit status of each command, as CI sees it.
@Suite(.serialized) struct CommandLineTests {
  private func status(_ arguments: String...) -> CommandStatus {
    var all = arguments
    if let command = arguments.first, ["run", "list", "explain", "coverage"].contains(command) {
      all += ["--root", Fixtures.root.path]
    }
    return SSEConformance.status(of: all)
  }

  private static let few = "--filter=parse.wpt.format-field-*"

  @Test func help() {
    #expect(status("--help") == .success)
    #expect(status("--version") == .success)
    #expect(status("help", "run") == .success)
    for command in SSEConformance.commands {
      #expect(status(command.name, "--help") == .success)
      #expect(SSEConformance.help.contains(command.name))
      #expect(!SSEConformance.help(for: command).isEmpty)
    }
  }

  @Test(arguments: [
    [], ["no-such-command"], ["run", "--no-such-option"], ["run", "--timeout"], ["run", "--timeout", "soon"],
    ["run", "--timeout", "0"], ["run", "--kind", "poetry"], ["run", "--one-shot"], ["run", "--profile", "x"],
    ["run", "--filter", "no.such.case"], ["explain"], ["explain", "XYZ-1"], ["list", "surplus"],
    ["subject", "x"],
    ["run", "--engine", "--subject", "x", "--expected-failures", "y"],
  ])
  func wrongUsage(_ arguments: [String]) { #expect(SSEConformance.status(of: arguments) == .usage) }

  @Test func ourEngineSucceeds() { #expect(status("run", Self.few, "--quiet") == .success) }

  @Test func failuresFail() {
    #expect(status("run", Self.few, "--quiet", "--subject", ShellSubject.command()) == .failures)
  }

  @Test func theHarnessIsToldApart() {
    #expect(status("run", Self.few, "--quiet", "--subject", "exit 1") == .harnessError)
    #expect(
      status("run", Self.few, "--quiet", "--subject", ShellSubject.command(["feed": "x"])) == .harnessError)
    #expect(status("run", Self.few, "--quiet", "--expected-failures", "/no/such/file") == .harnessError)
    #expect(status("run", Self.few, "--quiet", "--junit", "/dev/null/x") == .harnessError)
    #expect(SSEConformance.status(of: ["run", "--root", "/nowhere"]) == .harnessError)
  }

  /// A project adopts the suite: writes the list, passes with it, mends its parser, and is told to shorten it.
  @Test func aListOfExpectedFailures() throws {
    try Fixtures.withTemporaryFolder { folder in
      let list = folder.appending(path: "known.txt").path
      let broken = ShellSubject.command()
      #expect(
        status("run", Self.few, "--quiet", "--subject", broken, "--write-expected-failures", list) == .success
      )
      #expect(
        status("run", Self.few, "--quiet", "--subject", broken, "--expected-failures", list) == .success)
      #expect(status("run", Self.few, "--quiet", "--expected-failures", list) == .staleExpectations)
      // Other cases than those listed fail still.
      #expect(
        status("run", "--filter=LIN-3", "--quiet", "--subject", broken, "--expected-failures", list)
          == .failures)
    }
  }

  @Test func reportsAreWritten() throws {
    try Fixtures.withTemporaryFolder { folder in
      let path = folder.path
      #expect(
        status(
          "run", Self.few, "--jsonl", "\(path)/a.jsonl", "--junit", "\(path)/b.xml", "--html", "\(path)/c",
          "--markdown",
          "\(path)/d.md") == .success)
      for name in ["a.jsonl", "b.xml", "c/index.html", "c/report.css", "d.md"] {
        #expect(FileManager.default.fileExists(atPath: "\(path)/\(name)"), "\(name)")
      }
    }
  }

  @Test func otherCommands() throws {
    #expect(status("list", "--long", Self.few) == .success)
    #expect(status("explain", "LIN-3") == .success)
    #expect(status("explain", "lin") == .success)
    #expect(status("explain", "encode.refusals.type-lf") == .success)
    #expect(status("coverage", "--check") == .success)
    try Fixtures.withTemporaryFolder { folder in
      let page = folder.appending(path: "coverage.md").path
      #expect(status("coverage", "--check", "--output", page) == .failures)
      #expect(status("coverage", "--output", page) == .success)
      #expect(status("coverage", "--check", "--output", page) == .success)
    }
  }
}
