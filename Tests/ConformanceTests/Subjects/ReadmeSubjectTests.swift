import Foundation
import Testing

@testable import ConformanceRunner

/// The example of `Conformance/README.md` is a subject that works: complete, short, and never at odds with the protocol.
@Suite struct ReadmeSubjectTests {
  private static let python: String? =
    ["/usr/bin/python3", "/usr/local/bin/python3"].first { FileManager.default.isExecutableFile(atPath: $0) }

  private static var example: String {
    get throws {
      let page = try String(
        contentsOf: Fixtures.root.appending(path: "Conformance/README.md"), encoding: .utf8)
      let after = try #require(page.range(of: "```python\n"))
      let end = try #require(page.range(of: "```", range: after.upperBound..<page.endIndex))
      return String(page[after.upperBound..<end.lowerBound])
    }
  }

  @Test func isShort() throws {
    let lines = try Self.example.split(separator: "\n", omittingEmptySubsequences: false)
    #expect((10...40).contains(lines.count))
  }

  @Test(.enabled(if: python != nil))
  func runs() throws {
    try Fixtures.withTemporaryFolder { folder in
      let script = folder.appending(path: "subject.py")
      try Self.example.write(to: script, atomically: true, encoding: .utf8)
      let subject = try ProcessSubject(command: "exec \(Self.python ?? "") '\(script.path)'", seconds: 20)
      let cases = Fixtures.library.selection(filters: ["parse.fields.*", "parse.data.*"], kinds: [.parse])
      let run = SubjectRun(subject, cases, judge: .of(subject))
      for outcome in run.outcomes {
        let isProtocol = ![.crash, .timeout, .harnessError].contains(outcome.verdict)
        #expect(isProtocol, "\(outcome.id): \(outcome.summary)")
      }
      #expect(run.count(.pass) > cases.count / 2)
    }
  }
}
