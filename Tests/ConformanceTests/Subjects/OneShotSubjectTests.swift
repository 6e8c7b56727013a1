import Testing

@testable import ConformanceRunner

/// Trivial ports: a stream in, JSON lines out.
@Suite(.serialized) struct OneShotSubjectTests {
  private func outcome(_ command: String, _ entry: ConformanceCase, seconds: Double = 5) -> CaseOutcome {
    let subject = OneShotSubject(command: command, seconds: seconds, capabilities: [], profiles: [:])
    return CaseJudge.of(subject).judge(entry)
  }

  private static let honest = #"cat >/dev/null; echo '{"type":"message","data":"x","id":""}'"#

  @Test func honest() throws {
    let outcome = outcome(Self.honest, try Fixtures.plainCase())
    #expect(outcome.verdict == .pass)
    #expect(outcome.cutsTried == 1)
  }

  @Test func typeAndIdHaveDefaults() throws {
    #expect(outcome(#"cat >/dev/null; echo '{"data":"x"}'"#, try Fixtures.plainCase()).verdict == .pass)
  }

  @Test func wrong() throws {
    #expect(outcome(#"cat >/dev/null; echo '{"data":"y"}'"#, try Fixtures.plainCase()).verdict == .fail)
    #expect(outcome("cat >/dev/null", try Fixtures.plainCase()).verdict == .fail)
  }

  @Test func crash() throws {
    #expect(outcome("cat >/dev/null; exit 1", try Fixtures.plainCase()).verdict == .crash)
  }

  @Test func hang() throws {
    #expect(outcome("sleep 60", try Fixtures.plainCase(), seconds: 0.2).verdict == .timeout)
  }

  @Test func gibberish() throws {
    #expect(outcome("cat >/dev/null; echo hello", try Fixtures.plainCase()).verdict == .harnessError)
  }

  /// It reads nothing, and ends before everything was written: that is no error of its own.
  @Test func whoDoesNotReadIsHeard() throws {
    let entry = try Fixtures.makeCase(
      #"""
      {"id": "parse.test.big", "clauses": ["LIN-1"], "level": "must", "kind": "parse", "about": "A test.",
       "input": {"repeat": [{"text": ":x\\n", "times": 1000000}]}, "expect": {"events": []}}
      """#)
    #expect(outcome("exit 0", entry).verdict == .pass)
  }

  @Test(arguments: ["limits", "lastEventID", "stopAfter"])
  func optionsCannotBeAsked(_ option: String) throws {
    let json = ["limits": #"{"maximumLineLength": 9}"#, "lastEventID": #""1""#, "stopAfter": "1"]
    let entry = try Fixtures.plainCase(extra: #", "options": {"\#(option)": \#(json[option] ?? "")}"#)
    let subject = OneShotSubject(
      command: Self.honest, seconds: 5, capabilities: ["limits", "stop"], profiles: [:])
    #expect(CaseJudge.of(subject).judge(entry).verdict == .skipped)
  }
}
