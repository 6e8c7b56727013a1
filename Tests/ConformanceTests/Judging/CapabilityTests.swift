import Testing

@testable import ConformanceRunner

/// What a subject does not declare is not asked, and what its profile explains is no failure.
@Suite struct CapabilityTests {
  private static let everything: Set<String> = ["parse", "comments", "retry", "limits", "stop", "encode"]

  private func outcome(_ id: String, _ subject: FakeSubject) throws -> CaseOutcome {
    let entry = try #require(Fixtures.library.cases.first { $0.id == id })
    return CaseJudge.of(subject).judge(entry)
  }

  @Test(arguments: [
    ("parse.wpt.format-bom", "parse"), ("parse.limits.line-exact", "limits"),
    ("parse.dispatch.stop-at-first", "stop"),
    ("encode.events.data", "encode"),
  ])
  func withoutTheCapabilityACaseIsSkipped(_ id: String, _ capability: String) throws {
    #expect(try outcome(id, FakeSubject(capabilities: Self.everything)).verdict == .pass)
    let skipped = try outcome(id, FakeSubject(capabilities: Self.everything.subtracting([capability])))
    #expect(skipped.verdict == .skipped)
    #expect(skipped.reason == "the subject does not declare \(capability)")
  }

  @Test(arguments: ["comments", "retry"])
  func whatIsNotReportedIsNotJudged(_ capability: String) throws {
    let id = try #require(
      Fixtures.library.cases.first { entry in
        capability == "comments"
          ? entry.expect.comments != nil && entry.visibleAfter == nil
          : entry.expect.retry != nil && entry.options == nil
      }?.id)
    let silent = FakeSubject(capabilities: Self.everything.subtracting([capability])) {
      reply, _ throws(SubjectFailure) in
      reply.comments = nil
      reply.retry = .absent
    }
    let outcome = try outcome(id, silent)
    #expect(outcome.verdict == .skipped)
    #expect(outcome.reason?.contains(capability) == true)
  }

  /// A wrong event is a failure, whatever else was not told.
  @Test func whatIsReportedIsJudgedAllTheSame() throws {
    let id = try #require(
      Fixtures.library.cases.first { $0.expect.comments != nil && $0.expect.events?.isEmpty == false }?.id)
    let subject = FakeSubject(capabilities: ["parse"]) { reply, _ throws(SubjectFailure) in reply.events = nil
    }
    #expect(try outcome(id, subject).verdict == .fail)
  }

  /// An id only with the event that names it: a choice of the interface, if it is declared.
  @Test func aDeclaredProfileExplainsADeviation() throws {
    let entry = try Fixtures.makeCase(
      #"""
      {"id": "parse.test.profile", "clauses": ["DSP-5"], "level": "must", "kind": "parse", "about": "A test.",
       "input": {"text": "id:1\\ndata:a\\n\\ndata:b\\n\\n"},
       "expect": {"events": [{"type": "message", "data": "a", "id": "1"}, {"type": "message", "data": "b", "id": "1"}]},
       "alternatives": [{"when": {"profile": "id", "is": "perEvent"}, "expect": {"events": [
         {"type": "message", "data": "a", "id": "1"}, {"type": "message", "data": "b", "id": ""}]}}]}
      """#)
    func subject(_ profiles: [String: String]) -> FakeSubject {
      FakeSubject(profiles: profiles) { reply, _ throws(SubjectFailure) in
        reply.events = reply.events?.map {
          $0.data == "b" ? StreamEvent(type: $0.type, data: "b", id: "") : $0
        }
      }
    }
    let declared = CaseJudge.of(subject(["id": "perEvent"])).judge(entry)
    #expect(declared.verdict == .deviates)
    #expect(declared.reason == "as its profile says: id = perEvent")
    #expect(CaseJudge.of(subject([:])).judge(entry).verdict == .fail)
    #expect(CaseJudge.of(subject(["id": "lastEventID"])).judge(entry).verdict == .fail)
    // A profile allows, it does not demand.
    #expect(CaseJudge.of(FakeSubject(profiles: ["id": "perEvent"])).judge(entry).verdict == .pass)
  }

  @Test func anAlternativeForEverybodyPasses() throws {
    let entry = try Fixtures.makeCase(
      #"""
      {"id": "parse.test.either", "clauses": ["PRC-8"], "level": "must", "kind": "parse", "about": "A test.",
       "input": {"text": "data:a\\n\\n"}, "expect": {"events": []},
       "alternatives": [{"expect": {"events": [{"type": "message", "data": "a", "id": ""}]}}]}
      """#)
    #expect(CaseJudge.of(FakeSubject()).judge(entry).verdict == .pass)
  }

  /// What is asked of a subject: the comments only where the case is about them, and nothing after an error.
  @Test func requests() throws {
    let subject = FakeSubject()
    #expect(try outcome("parse.limits.stop", subject).verdict == .pass)
    #expect(subject.opened.allSatisfy { $0.comments == false && $0.options.limits?["maximumEventSize"] == 4 })
    #expect(try outcome("parse.limits.resume", subject).verdict == .pass)
    #expect(subject.opened.last?.resume == true)
  }
}
