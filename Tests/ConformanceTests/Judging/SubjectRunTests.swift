import Testing

@testable import ConformanceRunner

/// A subject that hangs or dies costs its case, not the run.
@Suite struct SubjectRunTests {
  private func cases() throws -> [ConformanceCase] {
    try (1...4).map { number in
      try Fixtures.makeCase(
        #"""
        {"id": "parse.test.n\#(number)", "clauses": ["LIN-1"], "level": "must", "kind": "parse", "about": "A test.",
         "input": {"text": "data: \#(number)\\n\\n"},
         "expect": {"events": [{"type": "message", "data": "\#(number)", "id": ""}]}}
        """#)
    }
  }

  @Test(arguments: [SubjectFailure.crash("status 1"), .timeout(seconds: 1), .malformed("?")])
  func theOtherCasesAreJudged(_ failure: SubjectFailure) throws {
    let subject = FakeSubject { reply, _ throws(SubjectFailure) in
      if reply.events?.first?.data == "2" { throw failure }
    }
    let run = SubjectRun(subject, try cases(), judge: .of(subject))
    #expect(run.outcomes.map(\.verdict).enumerated().allSatisfy { $0 == 1 ? $1 != .pass : $1 == .pass })
    #expect(run.outcomes.count == 4)
    #expect(subject.recoveries == 1)
  }

  @Test func aSubjectThatCannotBeStartedAgainIsGivenUp() throws {
    let subject = MortalSubject()
    let run = SubjectRun(subject, try cases() + cases(), judge: .of(subject))
    #expect(run.outcomes.map(\.verdict) == [.crash] + Array(repeating: .harnessError, count: 7))
    #expect(run.outcomes[1].reason == "the subject could not be started again: gone")
    #expect(subject.starts == 3)
  }

  /// Dies at once, and cannot be started again.
  private final class MortalSubject: Subject {
    let description = SubjectDescription(name: "mortal", capabilities: ["parse"])
    let answersEachFeed = true
    private(set) var starts = 0

    func open(_ request: OpenRequest) throws(SubjectFailure) -> String? { throw .crash("signal 9") }
    func feed(_ bytes: ArraySlice<UInt8>) throws(SubjectFailure) -> SubjectReply { SubjectReply() }
    func endOfInput() throws(SubjectFailure) -> SubjectReply { SubjectReply() }
    func write(_ item: ConformanceCase.WriteItem) throws(SubjectFailure) -> SubjectReply { SubjectReply() }
    func close() throws(SubjectFailure) {}
    func recover() throws {
      starts += 1
      throw HarnessError(message: "gone")
    }
  }
}
