import Foundation
import Testing

@testable import ConformanceRunner

/// Subjects that are programs: they crash, hang, close their output, say too much, and are started again.
@Suite(.serialized) struct ProcessSubjectTests {
  /// The first case expects no event, the second one does.
  private func outcomes(_ replies: [String: String], seconds: Double = 5) throws -> [CaseOutcome] {
    let silent = try Fixtures.makeCase(
      #"""
      {"id": "parse.test.silent", "clauses": ["LIN-7"], "level": "must", "kind": "parse", "about": "A test.",
       "input": {"text": "data"}, "expect": {"events": []}}
      """#)
    let subject = try ProcessSubject(command: ShellSubject.command(replies), seconds: seconds)
    return SubjectRun(subject, [silent, silent], judge: .of(subject)).outcomes
  }

  @Test func aWholeConversation() throws {
    let subject = try ProcessSubject(
      command: ShellSubject.command(), seconds: 5, profiles: ["id": "perEvent"])
    #expect(subject.description.title == "shell 1")
    #expect(subject.description.profiles == ["id": "perEvent"])
    let run = SubjectRun(subject, [try Fixtures.plainCase()], judge: .of(subject))
    #expect(run.outcomes[0].verdict == .fail)
    #expect(run.outcomes[0].differences.first?.got == "nothing more")
  }

  @Test func eventsComeThrough() throws {
    let subject = try ProcessSubject(
      command: ShellSubject.command(["eof": #"{"events":[{"type":"message","data":"x","id":""}],"later":1}"#]
      ), seconds: 5)
    #expect(CaseJudge.of(subject).judge(try Fixtures.plainCase()).verdict == .pass)
  }

  @Test func aCrashTellsHow() throws {
    let outcomes = try outcomes(["feed": "!echo 'out of luck' >&2; exit 3"])
    #expect(outcomes.map(\.verdict) == [.crash, .crash])
    #expect(outcomes[0].reason == "the subject ended: status 3; it said: out of luck")
  }

  @Test func aSignalTellsWhich() throws {
    #expect(try outcomes(["eof": "!kill -SEGV $$"])[0].reason == "the subject ended: signal 11")
  }

  @Test func aHangIsATimeout() throws {
    let start = ContinuousClock.now
    let outcomes = try outcomes(["feed": "!sleep 60"], seconds: 0.2)
    #expect(outcomes.map(\.verdict) == [.timeout, .timeout])
    #expect(
      ContinuousClock.now - start < .seconds(20), "the subject and its children are ended, not waited for")
  }

  @Test func outputThatIsClosed() throws {
    #expect(try outcomes(["feed": "!exec >&-; sleep 60"])[0].verdict == .crash)
  }

  @Test(arguments: [
    "gibberish", "[]", #"{"events":[{"type":"message"}]}"#, #"{"events":"none"}"#, #"{"retry":"soon"}"#, "",
  ])
  func whatIsNoReplyIsTheAdaptersFault(_ reply: String) throws {
    #expect(try outcomes(["feed": reply]).map(\.verdict) == [.harnessError, .harnessError])
  }

  @Test func aLineTooManyIsTheAdaptersFault() throws {
    let outcomes = try outcomes(["feed": #"!echo "{}"; echo "{}""#])
    #expect(outcomes.map(\.verdict) == [.harnessError, .harnessError])
  }

  @Test func anOpenThatAnswersNeither() throws {
    #expect(try outcomes(["open": "{}"])[0].verdict == .harnessError)
  }

  @Test func aSubjectMaySkip() throws {
    let outcomes = try outcomes(["open": #"{"skipped":"not today"}"#])
    #expect(outcomes.map(\.verdict) == [.skipped, .skipped])
    #expect(outcomes[0].reason == "not today")
  }

  @Test(arguments: ["!exit 1", "no", #"{"name":"x","protocol":2}"#])
  func noGreetingNoRun(_ hello: String) {
    #expect(throws: HarnessError.self) {
      try ProcessSubject(command: ShellSubject.command(["hello": hello]), seconds: 5)
    }
  }

  @Test func noSuchProgram() {
    #expect(throws: HarnessError.self) {
      try ProcessSubject(command: "exec /nowhere/to/be/found", seconds: 5)
    }
  }

  /// A reply of many megabytes, while the subject writes as much to its standard error.
  @Test func bothSidesMayBeTalkative() throws {
    let subject = try ProcessSubject(
      command: ShellSubject.command([
        "feed":
          "!head -c 3000000 /dev/zero | tr '\\0' 'e' >&2; printf '{\"later\":\"'; head -c 3000000 /dev/zero | tr '\\0' 'x'; echo '\"}'"
      ]), seconds: 20)
    _ = try subject.open(OpenRequest(id: "", kind: .parse, endpoint: nil, options: .init()))
    let reply = try subject.feed([UInt8](repeating: 0x3A, count: 4 << 20)[...])
    #expect(reply.events == nil)
  }
}
