import Foundation
import Testing

@testable import ConformanceRunner

/// The reference subject, in Python, against all cases of parsing and encoding that are not big. Skipped where there is no Python.
@Suite struct ReferenceSubjectTests {
  private static let python: String? =
    ["/usr/bin/python3", "/usr/local/bin/python3"].first { FileManager.default.isExecutableFile(atPath: $0) }

  @Test(.enabled(if: python != nil), arguments: [[:], ["id": "perEvent"], ["emptyRetry": "default"]])
  func passes(_ profiles: [String: String]) throws {
    let options = profiles.map { $0 == "id" ? "--id \($1)" : "--empty-retry \($1)" }.joined(separator: " ")
    let script = Fixtures.root.appending(path: "Conformance/Subjects/reference/reference.py").path
    let subject = try ProcessSubject(command: "exec \(Self.python ?? "") '\(script)' \(options)", seconds: 20)
    let cases = Fixtures.library.cases.filter {
      ($0.kind == .parse || $0.kind == .encode) && ($0.input?.count ?? 0) < 4096
    }
    var plan = CutPlan(seed: 3)
    plan.pairLimit = 24
    let judge = CaseJudge(subject: subject, plan: plan, secondsPerCase: 60)
    let run = SubjectRun(subject, cases, judge: judge)
    for outcome in run.outcomes {
      let isAccepted = outcome.verdict == .pass || (outcome.verdict == .deviates && !profiles.isEmpty)
      #expect(isAccepted, "\(outcome.id): \(outcome.verdict) \(outcome.summary)")
    }
    if profiles["id"] != nil { #expect(run.count(.deviates) > 10) }
  }
}
