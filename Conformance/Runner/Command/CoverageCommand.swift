import Foundation

/// `coverage`: holds the cases against the specification, and writes the table of what tests what.
struct CoverageCommand: Command {
  static let name = "coverage"
  static let summary = "Hold the cases against the specification, and write Spec/coverage.md."
  static let usage = "[--check] [--output FILE]"
  static let details = """
    Fails (status 1) if a clause of level must in Spec/event-stream.md has no case, if a case names a clause that does
    not exist, or if a format test of web-platform-tests has no counterpart.

      --check         write nothing; fail as well if the file on disk is not what would be written
      --output FILE   where the page goes (Spec/coverage.md)
      --root DIR      the checkout that holds Spec and Conformance/Cases
    """

  private let isCheck: Bool
  private let output: String?
  private let root: String?

  init(_ arguments: inout Arguments) throws {
    isCheck = arguments.flag("--check")
    output = try arguments.value("--output")
    root = try arguments.value("--root")
    _ = try arguments.positional(0...0)
  }

  func run() throws -> CommandStatus {
    let checkout = try Checkout(path: root)
    let coverage = Coverage(
      specification: try Specification(checkout), cases: try CaseLibrary(checkout).cases,
      webPlatformTests: try WebPlatformTest.all(checkout))
    let path = output ?? checkout.spec.appending(path: "coverage.md").path
    var problems = coverage.problems
    if isCheck {
      let written = try? String(contentsOfFile: path, encoding: .utf8)
      if written != coverage.page {
        problems.append("\(path) is not up to date: run sse-conformance coverage")
      }
    } else {
      try ReportFile.write(coverage.page, to: path)
    }
    for problem in problems { print(Terminal.styled(problem, .red)) }
    print(coverage.summary)
    return problems.isEmpty ? .success : .failures
  }
}
