import Testing

@testable import ConformanceRunner

/// The list of known failures: it may only shrink, and has to tell the truth.
@Suite struct ExpectedFailuresTests {
  private func list(_ text: String) throws -> ExpectedFailures { try ExpectedFailures(text, name: "list") }

  @Test func whatIsListedIsExpected() throws {
    let list = try list("# known\n\nparse.a.b  fail # because\nparse.a.c\tlate\r\n")
    #expect(list.isExpected(CaseOutcome(id: "parse.a.b", verdict: .fail)))
    #expect(list.isExpected(CaseOutcome(id: "parse.a.c", verdict: .late)))
  }

  @Test func anotherVerdictIsNot() throws {
    let list = try list("parse.a.b fail")
    #expect(!list.isExpected(CaseOutcome(id: "parse.a.b", verdict: .crash)))
    #expect(!list.isExpected(CaseOutcome(id: "parse.a.b", verdict: .pass)))
    #expect(!list.isExpected(CaseOutcome(id: "parse.a.c", verdict: .fail)))
  }

  @Test(arguments: [
    (Verdict.pass, true), (.deviates, true), (.fail, false), (.crash, false), (.skipped, false),
    (.harnessError, false),
  ])
  func aListedCaseThatDoesNotFailIsStale(_ verdict: Verdict, _ isStale: Bool) throws {
    let stale = try list("parse.a.b fail").stale(
      [CaseOutcome(id: "parse.a.b", verdict: verdict)], known: ["parse.a.b"])
    #expect(stale == (isStale ? ["parse.a.b"] : []))
  }

  @Test func aNameThatNoCaseHasIsStale() throws {
    #expect(try list("parse.gone.x fail").stale([], known: ["parse.a.b"]) == ["parse.gone.x"])
  }

  @Test func whatWasNotRunSaysNothing() throws {
    #expect(try list("parse.a.b fail").stale([], known: ["parse.a.b"]) == [])
  }

  @Test(arguments: [
    "parse.a.b", "parse.a.b fine", "parse.a.b pass", "parse.a.b fail again", "parse.a.b skipped",
  ])
  func badLinesAreRefused(_ text: String) {
    #expect { try list("\n" + text) } throws: { "\($0)".hasPrefix("list:2:") }
  }

  /// What is written reads back, and expects just these failures.
  @Test func aWrittenListReadsBack() throws {
    let cases = Array(Fixtures.library.selection(filters: ["FLD-2"], kinds: [.parse]).prefix(8))
    let liar = FakeSubject { reply, _ throws(SubjectFailure) in reply.events = nil }
    let run = SubjectRun(liar, cases, judge: .of(liar))
    #expect(run.outcomes.contains { $0.verdict == .fail })
    let list = try list(ExpectedFailures.text(run, date: "2026-11-21"))
    for outcome in run.outcomes {
      #expect(list.isExpected(outcome) == outcome.verdict.isFailure, "\(outcome.id)")
    }
    #expect(list.stale(run.outcomes, known: Set(cases.map(\.id))) == [])
    let honest = SubjectRun(FakeSubject(), cases, judge: .of(FakeSubject()))
    #expect(
      list.stale(honest.outcomes, known: Set(cases.map(\.id)))
        == run.outcomes.filter(\.verdict.isFailure).map(\.id).sorted())
  }
}
