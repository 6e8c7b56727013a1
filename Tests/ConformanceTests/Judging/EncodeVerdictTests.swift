import Foundation
import Testing

@testable import ConformanceRunner

/// Writers are judged by what a reader makes of what they wrote.
@Suite struct EncodeVerdictTests {
  private func outcome(
    _ id: String, _ change: @escaping (inout SubjectReply, Int) throws(SubjectFailure) -> Void
  ) throws -> CaseOutcome {
    let entry = try #require(Fixtures.library.cases.first { $0.id == id })
    return CaseJudge.of(FakeSubject(change: change)).judge(entry)
  }

  private static func writes(_ text: String) -> (inout SubjectReply, Int) throws(SubjectFailure) -> Void {
    { reply, _ throws(SubjectFailure) in
      reply.bytes = Data(text.utf8).base64EncodedString()
      reply.refused = nil
    }
  }

  /// Another layout reads back the same.
  @Test(arguments: [
    "data:x\n\n", "data: x\r\n\r\n", "event:message\rdata:x\r\r", "\u{FEFF}data:x\n\n",
    ":hello\ndata:x\n\n\n",
  ])
  func otherLayoutsPass(_ text: String) throws {
    #expect(try outcome("encode.events.data", Self.writes(text)).verdict == .pass)
  }

  @Test(arguments: [
    "data:x\n", "data:y\n\n", "data:x\n\ndata:x\n\n", "event:t\ndata:x\n\n", "", "Data:x\n\n",
  ])
  func whatReadsOtherwiseFails(_ text: String) throws {
    #expect(try outcome("encode.events.data", Self.writes(text)).verdict == .fail)
  }

  @Test func aWriterThatLetsAnInjectionThrough() throws {
    let outcome = try outcome("encode.refusals.type-lf") { reply, item throws(SubjectFailure) in
      guard item == 0 else { return }
      reply.refused = nil
      reply.bytes = Data("event: a\ndata: forged\ndata: x\n\n".utf8).base64EncodedString()
    }
    #expect(outcome.verdict == .fail)
    #expect(outcome.differences.map(\.part).contains("refused"))
    #expect(outcome.steps.first?.sent.hasPrefix("event type \"a\\ndata: forged\"") == true)
  }

  @Test func aRefusalOfWhatCanBeWritten() throws {
    let outcome = try outcome("encode.events.data") { reply, _ throws(SubjectFailure) in
      reply.bytes = nil
      reply.refused = "data"
    }
    #expect(outcome.verdict == .fail)
  }

  @Test func theLayoutIsAChoice() throws {
    #expect(try outcome("encode.layout.data", Self.writes("data:x\n\n")).verdict == .deviates)
  }

  @Test func neitherBytesNorRefusal() throws {
    let outcome = try outcome("encode.events.data") { reply, _ throws(SubjectFailure) in reply.bytes = nil }
    #expect(outcome.verdict == .harnessError)
  }
}
