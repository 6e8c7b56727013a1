import Foundation
import Testing

/// What `sse events` tells its caller, and what it says on standard error.
@Suite(.serialized) struct EventsStatusTests {
  @Test func emptyInputIsComplete() throws {
    let run = try ToolRun("events")
    #expect(run.status == 0 && run.output.isEmpty && run.errors.isEmpty)
  }

  /// An event stream without events is one all the same.
  @Test(arguments: ["\n\n", "\u{FEFF}", ": ping\n\n", "retry: 5\n", "event: x\n\n", "id: 3\n\n", ":"])
  func streamsWithoutEvents(text: String) throws {
    let run = try ToolRun("events", input: Array(text.utf8))
    #expect(run.status == 0 && run.output.isEmpty && run.errors.isEmpty, "\(run.errors)")
  }

  @Test(arguments: ["data: x", "data: x\n", "event: x\n", "data: x\n\ndata", "id: 4\n"])
  func cutInsideAnEvent(text: String) throws {
    let run = try ToolRun("events", input: Array(text.utf8))
    #expect(run.status == 2)
    #expect(
      run.errors.contains("at byte \(text.utf8.count) ") && run.errors.contains("EOI-1"), "\(run.errors)")
    #expect(try run.eventLines().count == (text.contains("\n\n") ? 1 : 0))
  }

  @Test func theUnterminatedEventOnRequest() throws {
    let run = try ToolRun("events", "--unterminated", input: Array("data: x\ndata: y".utf8))
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(try run.eventLines() == [.event("x\ny", at: 0)])
  }

  @Test func recordingThatBreaksOff() throws {
    let run = try ToolRun("events", SSETool.stream("events/node-cut-in-utf8").path)
    #expect(run.status == 2 && run.errors.contains("at byte 283 "))
    #expect(try run.eventLines().count == 1)
  }

  @Test(arguments: ["{\"error\":\"no\"}", "<!DOCTYPE html>\n<p>no</p>\n", "no\n\n"])
  func notAnEventStream(text: String) throws {
    let run = try ToolRun("events", input: Array(text.utf8))
    #expect(run.status == 4 && run.output.isEmpty)
    #expect(run.errors.contains(text.prefix(2)) && run.errors.contains("TYP-55"))
  }

  @Test func errorBodyOfARealServer() throws {
    let run = try ToolRun("events", SSETool.stream("chat/llama.cpp-error-body").path)
    #expect(run.status == 4 && run.errors.contains("parse error"))
  }

  /// What came before is printed; what comes behind only if asked for.
  @Test func limits() throws {
    let stream = "data: a\n\ndata: 0123456789\n\ndata: b\n\n"
    let stopped = try ToolRun("events", "--max-event-size=8", input: Array(stream.utf8))
    #expect(stopped.status == 5)
    #expect(try stopped.eventLines() == [.event("a", at: 0)])
    // The data begins at byte 15; eight bytes of it fit, and the next one is too much.
    #expect(stopped.errors.contains("byte 23:") && stopped.errors.contains("LIM-3"), "\(stopped.errors)")

    let skipped = try ToolRun("events", "--max-event-size=8", "--skip", input: Array(stream.utf8))
    #expect(skipped.status == 5)
    #expect(try skipped.eventLines() == [.event("a", at: 0), .event("b", at: 27)])

    let line = try ToolRun("events", "--max-line-length", "10", input: Array(stream.utf8))
    #expect(line.status == 5 && line.errors.contains("LIM-2"))
  }

  @Test func inputThatCannotBeRead() throws {
    for path in ["nowhere.sse", "Sources"] {
      let run = try ToolRun("events", path)
      #expect(run.status == 74 && run.output.isEmpty && run.errors.contains(path))
    }
  }
}
