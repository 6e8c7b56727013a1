import Testing

@testable import ConformanceRunner

/// The verdict on subjects that lie, split, answer late, crash, hang, or break the protocol.
@Suite struct VerdictTests {
  private func verdict(
    _ subject: FakeSubject, level: String = "must", extra: String = "", isStrict: Bool = false
  ) throws -> CaseOutcome {
    CaseJudge.of(subject, isStrict: isStrict).judge(try Fixtures.plainCase(level: level, extra: extra))
  }

  @Test func honest() throws {
    let outcome = try verdict(FakeSubject())
    #expect(outcome.verdict == .pass)
    #expect(outcome.cutsTried > 10 && outcome.cutsFailed == 0 && outcome.differences.isEmpty)
  }

  @Test(arguments: ["data", "type", "id"])
  func aLieInOneMember(_ member: String) throws {
    let outcome = try verdict(
      FakeSubject { reply, _ throws(SubjectFailure) in
        guard var event = reply.events?.first else { return }
        switch member {
        case "data": event.data = "y"
        case "type": event.type = "Message"
        default: event.id = "1"
        }
        reply.events = [event]
      })
    #expect(outcome.verdict == .fail)
    #expect(outcome.cutsFailed == outcome.cutsTried)
    #expect(outcome.differences.first?.part == "event 1")
    #expect(outcome.cut == .whole)
    #expect(!outcome.steps.isEmpty)
  }

  @Test func anEventTooFew() throws {
    let outcome = try verdict(FakeSubject { reply, _ throws(SubjectFailure) in reply.events = nil })
    #expect(outcome.verdict == .fail)
    #expect(outcome.differences.first?.got == "nothing more")
  }

  @Test func anEventTooMany() throws {
    let outcome = try verdict(
      FakeSubject { reply, feed throws(SubjectFailure) in
        if feed == -1 { reply.events = [StreamEvent(type: "message", data: "phantom", id: "")] }
      })
    #expect(outcome.verdict == .fail)
    #expect(outcome.differences.first?.expected == "nothing more")
  }

  /// Composed and decomposed letters are equal to `String`, and are not the same bytes.
  @Test func canonicalEquivalenceIsNoEquality() throws {
    let entry = try Fixtures.makeCase(
      #"""
      {"id": "parse.test.letters", "clauses": ["DEC-9"], "level": "must", "kind": "parse", "about": "A test.",
       "input": {"text": "data:e\\xCC\\x81\\n\\n"},
       "expect": {"events": [{"type": "message", "data": "\u00e9", "id": ""}]}}
      """#)
    #expect(CaseJudge.of(FakeSubject()).judge(entry).verdict == .fail)
  }

  @Test func anErrorThatNobodyExpects() throws {
    let outcome = try verdict(
      FakeSubject { reply, feed throws(SubjectFailure) in
        if feed == 0 { reply.error = ReportedError(code: "oops", offset: 1, message: nil) }
      })
    #expect(outcome.verdict == .cutDependent || outcome.verdict == .fail)
    #expect(outcome.differences.contains { $0.part == "error" && $0.got == "oops at 1" })
  }

  /// Wrong with some cuts only: the verdict names two cuts that disagree.
  @Test func aResultThatDependsOnTheCut() throws {
    let outcome = try verdict(
      FakeSubject { reply, feed throws(SubjectFailure) in
        if feed > 3 { reply.events = reply.events.map { $0 + $0 } }
      })
    #expect(outcome.verdict == .cutDependent)
    #expect(outcome.cutsFailed > 0 && outcome.cutsFailed < outcome.cutsTried)
    #expect(outcome.reason?.contains("whole") == true)
    #expect(outcome.cut != .whole)
  }

  @Test func anEventThatIsPutOff() throws {
    let outcome = try verdict(Self.late(), extra: #", "visibleAfter": [{"bytes": 9, "events": 1}]"#)
    #expect(outcome.verdict == .late)
    #expect(outcome.differences.first == Difference(part: "events after 9 bytes", expected: "1", got: "0"))
  }

  @Test func whereNothingIsMarkedLatenessIsNotSeen() throws {
    #expect(try verdict(Self.late()).verdict == .pass)
  }

  /// Holds its events back until the end of input.
  private static func late() -> FakeSubject {
    var held: [StreamEvent] = []
    return FakeSubject { reply, feed throws(SubjectFailure) in
      if feed == -1 {
        reply.events = held
        held = []
      } else {
        held += reply.events ?? []
        reply.events = nil
      }
    }
  }

  @Test func anEventThatComesTooEarly() throws {
    let outcome = try verdict(
      FakeSubject { reply, feed throws(SubjectFailure) in
        reply.events = feed == 0 ? [StreamEvent(type: "message", data: "x", id: "")] : nil
      }, extra: #", "cuts": [[8]], "visibleAfter": [{"bytes": 8, "events": 0}, {"bytes": 9, "events": 1}]"#)
    #expect(outcome.verdict == .late)
    #expect(outcome.differences.first == Difference(part: "events after 8 bytes", expected: "0", got: "1"))
  }

  @Test(arguments: [
    (SubjectFailure.crash("signal 11"), Verdict.crash), (.timeout(seconds: 1), .timeout),
    (.malformed("no JSON"), .harnessError),
  ])
  func aSubjectThatFails(_ failure: SubjectFailure, _ expected: Verdict) throws {
    let outcome = try verdict(
      FakeSubject { _, feed throws(SubjectFailure) in if feed == 2 { throw failure } })
    #expect(outcome.verdict == expected)
    #expect(outcome.reason == "\(failure)")
    #expect(outcome.cut != .whole)
    #expect(outcome.cutsFailed == 1)
  }

  @Test func aCaseThatTakesTooLong() throws {
    let judge = CaseJudge.of(FakeSubject(), secondsPerCase: 0)
    let outcome = judge.judge(try Fixtures.plainCase())
    #expect(outcome.verdict == .timeout)
    #expect(outcome.cutsTried == 1)
  }

  @Test func whereAClauseLeavesAChoiceOthersDeviate() throws {
    let liar = FakeSubject { reply, _ throws(SubjectFailure) in reply.events = nil }
    #expect(try verdict(liar, level: "choice").verdict == .deviates)
    #expect(try verdict(liar, level: "choice", isStrict: true).verdict == .fail)
    #expect(try verdict(liar, level: "should").verdict == .fail)
  }

  @Test func dependingOnCutsIsNoChoice() throws {
    let outcome = try verdict(
      FakeSubject { reply, feed throws(SubjectFailure) in if feed > 3 { reply.events = nil } },
      level: "choice")
    #expect(outcome.verdict == .cutDependent)
  }
}
