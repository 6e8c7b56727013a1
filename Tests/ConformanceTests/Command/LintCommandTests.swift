import Foundation
import Testing

@testable import ConformanceRunner

/// `lint`: what it says of a stream, and its exit status.
@Suite struct LintCommandTests {
  private static func lint(_ endpoint: String, _ body: String, _ options: String...) throws -> CommandStatus {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).sse")
    try Data(body.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return SSEConformance.status(of: ["lint", endpoint, file.path] + options)
  }

  /// The status follows the severity that was asked for.
  @Test func severities() throws {
    #expect(try Self.lint("framing", "data: x\n\n") == .success)
    #expect(try Self.lint("framing", "data: x\n") == .failures)
    #expect(try Self.lint("framing", "data: x\nnote: y\n\n") == .success)
    #expect(try Self.lint("framing", "data: x\nnote: y\n\n", "--fail-on", "warning") == .failures)
    #expect(try Self.lint("framing", "data: x\n\n", "--fail-on", "grave") == .usage)
    #expect(try Self.lint("weather", "data: x\n\n") == .usage)
    #expect(SSEConformance.status(of: ["lint", "framing", "no-such-file"]) == .harnessError)
  }

  /// Framing and the endpoint's rules are judged together, and the outcome is told.
  @Test func framingAndRules() {
    let body =
      #"data: {"choices":[{"index":0,"delta":{"role":"assistant","content":"Hi"}}]}"# + "\r\n\r\ndata: x"
    let stream = LintedStream(endpoint: "chat.completions", body: Data(body.utf8))
    let clauses = Set(stream.findings.map(\.clause))
    #expect(clauses.isSuperset(of: ["PRO-2", "CHAT-21", "CHAT-60", "TYP-51", "TYP-53"]))
    #expect(stream.outcome?.summary.hasPrefix("truncated") == true)
    #expect(stream.byClause.first?.first?.severity == "error")
    #expect(stream.findings.first { $0.clause == "TYP-53" }?.offset == 79)
  }

  /// Each endpoint can be named, and judges a stream of nothing as one that is cut.
  @Test(arguments: TypedEndpoint.all.map(\.name)) func endpoints(_ name: String) {
    #expect(LintedStream(endpoint: name, body: Data(": hi\n\n".utf8)).findings.map(\.clause) == ["TYP-51"])
  }

  /// Files are told in JUnit's form as well.
  @Test func junit() throws {
    let report = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).xml")
    defer { try? FileManager.default.removeItem(at: report) }
    #expect(try Self.lint("framing", "data: x\n", "--junit", report.path) == .failures)
    let text = try String(contentsOf: report, encoding: .utf8)
    #expect(text.contains(#"tests="1" failures="1""#) && text.contains("PRO-2"))
  }
}
