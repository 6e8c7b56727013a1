import Foundation
import Testing

/// `sse events` on real streams and on small ones.
@Suite(.serialized) struct EventsCommandTests {
  /// Comments, ids, a retry, LF, CR and CRLF; the offsets are counted by hand.
  @Test func everythingInOneStream() throws {
    let events: [EventLine] = [
      .event("{\"a\":1}", at: 6), .event("{\"a\":2}", at: 23),
      .event("{\"a\":3}", type: "x", id: "4", at: 37),
      .event("", id: "4", at: 85), .event("[DONE]", id: "4", at: 91),
    ]
    let file = SSETool.stream("events/node-mixed").path
    let plain = try ToolRun("events", file)
    #expect(plain.status == 0 && plain.errors.isEmpty)
    #expect(try plain.eventLines() == events)

    let asked = try ToolRun("events", "--comments", "--retry", "--unknown", file)
    #expect(
      try asked.eventLines()
        == [EventLine(comment: " hi", offset: 0)] + events[...2] + [
          EventLine(comment: " c", offset: 67), EventLine(comment: "", offset: 71),
          EventLine(retry: 10, offset: 74),
        ] + events[3...])
  }

  @Test func unknownFields() throws {
    let run = try ToolRun("events", "--unknown", input: Array("x: 1\ny\ndata: d\n\n".utf8))
    #expect(
      try run.eventLines() == [
        EventLine(field: "x", value: "1", offset: 0), EventLine(field: "y", value: "", offset: 5),
        .event("d", at: 7),
      ])
  }

  /// Where a stream has LF only and one data line an event, its data can be had by splitting it.
  @Test(arguments: SSETool.streams(in: "chat") + SSETool.streams(in: "completions"))
  func dataOfRecordings(name: String) throws {
    let bytes = Array(try Data(contentsOf: SSETool.stream(name)))
    let blocks = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\n\n").dropLast()
    let expected = blocks.compactMap { $0.hasPrefix("data: ") ? String($0.dropFirst(6)) : nil }
    let fromFile = try ToolRun("events", SSETool.stream(name).path)
    #expect(try fromFile.eventLines().map(\.data) == expected)
    #expect(try ToolRun("events", input: bytes).output == fromFile.output)
    #expect(try ToolRun("events", "-", input: bytes).output == fromFile.output)
    #expect(try ToolRun("events", "--", SSETool.stream(name).path).output == fromFile.output)
    for line in try fromFile.eventLines() {
      #expect(bytes[line.offset...].starts(with: Array("data: ".utf8)))
    }
  }

  @Test func carriageReturnsOnly() throws {
    let lines = try ToolRun("events", SSETool.stream("events/sse-starlette-cr").path).eventLines()
    #expect(lines.count == 17)
    #expect(lines.last?.data == "[DONE]")
  }

  @Test func byteOrderMarkIsNoPartOfTheFirstField() throws {
    let run = try ToolRun("events", SSETool.stream("events/node-bom").path)
    #expect(try run.eventLines().first?.offset == 3)
  }

  @Test func illFormedTextIsReplaced() throws {
    let run = try ToolRun("events", input: Array("data: a".utf8) + [0xFF, 0xE2, 0x82] + Array("b\n\n".utf8))
    #expect(try run.eventLines() == [.event("a\u{FFFD}\u{FFFD}b", at: 0)])
  }

  @Test func seededWithAnID() throws {
    let run = try ToolRun("events", "--last-event-id", "7", input: Array("data: a\n\n".utf8))
    #expect(try run.eventLines() == [.event("a", id: "7", at: 0)])
  }

  @Test func severalInputsAreStreamsOfTheirOwn() throws {
    let file = SSETool.stream("events/aiohttp-sse-multiline").path
    let run = try ToolRun("events", file, "nowhere.sse", file)
    #expect(run.status == 74 && run.errors.contains("nowhere.sse"))
    let lines = try run.eventLines()
    #expect(lines.count == 16 && lines.allSatisfy { $0.file == file })
    #expect(lines[..<8] == lines[8...])
    #expect(lines[0].data == "one\ntwo\nthree")
  }
}
