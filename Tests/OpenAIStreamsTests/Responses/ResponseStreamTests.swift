import OpenAIStreams
import SpanJSON
import TestSupport
import Testing

/// Messages, resumption, outcomes, bounds.
@Suite struct ResponseStreamTests {
  static let events = [
    #"{"type":"response.created","sequence_number":0,"response":{"id":"r1","status":"in_progress","output":[]}}"#,
    #"{"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"id":"m","type":"message","content":[]}}"#,
    #"{"type":"response.content_part.added","sequence_number":2,"output_index":0,"content_index":0,"item_id":"m","part":{"type":"output_text","text":""}}"#,
    #"{"type":"response.output_text.delta","sequence_number":3,"output_index":0,"content_index":0,"item_id":"m","delta":"On"}"#,
    #"{"type":"response.output_text.delta","sequence_number":4,"output_index":0,"content_index":0,"item_id":"m","delta":"ce"}"#,
    #"{"type":"response.output_text.done","sequence_number":5,"output_index":0,"content_index":0,"item_id":"m","text":"Once"}"#,
    #"{"type":"response.content_part.done","sequence_number":6,"output_index":0,"content_index":0,"item_id":"m","part":{"type":"output_text","text":"Once"}}"#,
    #"{"type":"response.output_item.done","sequence_number":7,"output_index":0,"item":{"id":"m","type":"message","status":"completed","content":[{"type":"output_text","text":"Once"}]}}"#,
    #"{"type":"response.completed","sequence_number":8,"response":{"id":"r1","status":"completed","output":[{"id":"m","type":"message","status":"completed","content":[{"type":"output_text","text":"Once"}]}]}}"#,
  ]

  static func sse(_ events: [String]) -> [UInt8] {
    Array(
      events.map { json in
        let type = json.split(separator: "\"")[3]
        return "event: \(type)\ndata: \(json)\n\n"
      }.joined().utf8)
  }

  @Test func messagesAreEvents() throws {
    var stream = ResponseStream()
    var collector = ResponseCollector()
    var count = 0
    for event in Self.events {
      var message = RawSpan(ofBytes: event.utf8.span)
      while let view = try stream.next(message: &message) {
        #expect(view.index == count)
        count += 1
        collector.add(view)
      }
    }
    #expect(count == Self.events.count)
    #expect(stream.finish() == .complete(.whole))
    #expect(stream.findings.isEmpty)
    #expect(collector.text == "Once")
  }

  @Test func aSteeredResponseIsFollowedByAnother() throws {
    let steered =
      #"{"type":"response.incomplete","sequence_number":1,"response":{"id":"r0","status":"incomplete","output":[],"incomplete_details":{"reason":"steered"}}}"#
    var stream = ResponseStream()
    var collector = ResponseCollector()
    for event in [Self.events[0].replacing("r1", with: "r0"), steered] + Self.events {
      var message = RawSpan(ofBytes: event.utf8.span)
      while let view = try stream.next(message: &message) { collector.add(view) }
    }
    #expect(stream.finish() == .complete(.whole))
    #expect(stream.findings.isEmpty, "\(stream.findings)")
    #expect(collector.text == "Once")
    #expect(collector.snapshot.id == "r1")
  }

  @Test func steeringThatFailsIsNoFailure() throws {
    let event =
      #"{"type":"response.steer.failed","sequence_number":1,"steer":{"id":"s"},"error":{"code":"x","message":"m"}}"#
    var stream = ResponseStream()
    for event in [Self.events[0], event] {
      var message = RawSpan(ofBytes: event.utf8.span)
      while try stream.next(message: &message) != nil {}
    }
    #expect(stream.apiError == nil)
  }

  @Test(arguments: -1...8) func aReplayedPrefixIsDropped(_ seen: Int) throws {
    var stream = seen < 0 ? ResponseStream() : ResponseStream(resumingAfter: seen)
    let body = Self.sse(Self.events)
    var input = RawSpan(ofBytes: body.span)
    var numbers: [Int] = []
    while let event = try stream.next(&input) { numbers.append(event.sequenceNumber ?? -1) }
    #expect(numbers == Array((seen + 1)..<9))
    #expect(stream.lastSequenceNumber == 8)
    #expect(stream.findings.isEmpty, "\(stream.findings)")
    if seen < 8 {
      #expect(stream.finish() == .complete(.whole))
      #expect(stream.responseID == "r1")
    }
  }

  @Test func aStateThatWasKeptGoesOn() throws {
    // The first connection breaks after number 3; the same collector goes on with the second one.
    var first = ResponseStream()
    var collector = ResponseCollector()
    let body = Self.sse(Self.events)
    let head = Self.sse(Array(Self.events[...3]))
    var input = RawSpan(ofBytes: head.span)
    while let event = try first.next(&input) { collector.add(event) }
    #expect(collector.text == "On")
    #expect(first.lastSequenceNumber == 3)
    guard case .truncated = first.finish() else {
      Issue.record("not truncated")
      return
    }
    var second = ResponseStream(resumingAfter: 3)
    input = RawSpan(ofBytes: body.span)
    while let event = try second.next(&input) { collector.add(event) }
    #expect(collector.text == "Once")
    #expect(collector.rebuilt.outputText == "Once")
    #expect(second.finish() == .complete(.whole))
  }

  @Test func limitsAndFiltersAreTold() {
    func outcome(_ reason: String) -> StreamOutcome {
      let end =
        #"{"type":"response.incomplete","sequence_number":1,"response":{"id":"r1","status":"incomplete","output":[],"incomplete_details":{"reason":"\#(reason)"}}}"#
      return TypedRun(ResponseCollector.self, [Self.sse([Self.events[0], end])]).outcome
    }
    #expect(outcome("max_output_tokens") == .complete(.cutByLimit(reason: "max_output_tokens")))
    #expect(outcome("content_filter") == .complete(.filtered(reason: "content_filter")))
  }

  @Test func ownedEventsCollectTheSame() throws {
    var stream = ResponseStream()
    var borrowed = ResponseCollector()
    var owned = ResponseCollector()
    let body = Self.sse(Self.events)
    var input = RawSpan(ofBytes: body.span)
    while let event = try stream.next(&input) {
      borrowed.add(event)
      owned.add(ResponseStreamEvent(event))
      #expect(borrowed.snapshot == owned.snapshot)
    }
  }

  @Test(arguments: [
    "-1", "128", "9223372036854775807", "1e400", "0.5", "\"0\"", "{}", "-9223372036854775808",
  ])
  func hostileIndicesAreReported(_ index: String) {
    let events = [
      Self.events[0],
      #"{"type":"response.output_text.delta","sequence_number":1,"output_index":\#(index),"content_index":0,"delta":"x"}"#,
      #"{"type":"response.output_text.delta","sequence_number":2,"output_index":0,"content_index":\#(index),"delta":"y"}"#,
      #"{"type":"response.shell_call_command.delta","sequence_number":3,"output_index":1,"command_index":\#(index),"delta":"y"}"#,
      #"{"type":"response.output_text.annotation.added","sequence_number":\#(index),"output_index":0,"content_index":0,"annotation_index":\#(index),"annotation":{}}"#,
    ]
    let run = TypedRun(ResponseCollector.self, [Self.sse(events)])
    #expect(run.clauses.contains("TYP-61"))
    #expect(run.text == "")
    #expect(run.outcome.name == "truncated")
  }

  @Test func whatIsCollectedIsBounded() {
    let delta =
      #"{"type":"response.output_text.delta","sequence_number":3,"output_index":0,"content_index":0,"delta":""#
    let events = Self.events[..<3] + (0..<40).map { _ in delta + String(repeating: "x", count: 100) + "\"}" }
    var options = TypedStreamOptions()
    options.limits.maximumCollectedSize = 2000
    let run = TypedRun(ResponseCollector.self, [Self.sse(Array(events))], options: options)
    #expect(run.text.count > 0)
    #expect(run.text.count <= 2000)
  }

  @Test func partsOfAnItemThatIsCutAreThere() {
    let run = TypedRun(ResponseCollector.self, [Self.sse(Array(Self.events[..<5]))])
    #expect(run.text == "Once")
    #expect(run.outcome.name == "truncated")
    #expect(run.collected.contains(#""content":[{"type":"output_text","text":"Once"}]"#))
  }

  @Test func soundIsDecodedAsItComes() throws {
    var stream = ResponseStream()
    var collector = ResponseCollector()
    let deltas = ["AA", "ECAw", "==", "BAUG"]
    for (i, delta) in deltas.enumerated() {
      let event = #"{"type":"response.audio.delta","sequence_number":\#(i),"delta":"\#(delta)"}"#
      var message = RawSpan(ofBytes: event.utf8.span)
      while let view = try stream.next(message: &message) { collector.add(view) }
    }
    #expect(collector.audio == [0, 1, 2, 3, 4, 5, 6])
    let event = #"{"type":"response.audio.transcript.delta","sequence_number":4,"delta":"Hi"}"#
    var message = RawSpan(ofBytes: event.utf8.span)
    while let view = try stream.next(message: &message) { collector.add(view) }
    #expect(collector.audioTranscript == "Hi")
  }

  @Test func lanesHaveAStreamEach() throws {
    let lanes = ["a", "b"]
    var a = ResponseStream()
    var b = ResponseStream()
    for event in Self.events {
      for lane in lanes {
        let text = event.replacing(#"{"type""#, with: #"{"stream_id":"\#(lane)","type""#, maxReplacements: 1)
        var message = RawSpan(ofBytes: text.utf8.span)
        #expect(ResponseStream.lane(of: message) == lane)
        if lane == "a" {
          while try a.next(message: &message) != nil {}
        } else {
          while try b.next(message: &message) != nil {}
        }
      }
    }
    #expect(a.finish() == .complete(.whole))
    #expect(b.finish() == .complete(.whole))
    #expect(a.findings.isEmpty && b.findings.isEmpty)
  }

  @Test func whatGrowsOutsideOfTextsIsThere() {
    let events = [
      Self.events[0],
      #"{"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"id":"s","type":"shell_call","action":{"commands":[]}}}"#,
      #"{"type":"response.shell_call_command.added","sequence_number":2,"output_index":0,"command_index":0,"command":""}"#,
      #"{"type":"response.shell_call_command.delta","sequence_number":3,"output_index":0,"command_index":0,"delta":"ls"}"#,
      #"{"type":"response.shell_call_output_content.delta","sequence_number":4,"output_index":1,"item_id":"o","command_index":0,"delta":{"stdout":"a"}}"#,
      #"{"type":"response.shell_call_output_content.delta","sequence_number":5,"output_index":1,"item_id":"o","command_index":0,"delta":{"stdout":"b","stderr":"c"}}"#,
      #"{"type":"response.apply_patch_call_operation_diff.delta","sequence_number":6,"output_index":2,"item_id":"p","delta":"+x"}"#,
      #"{"type":"response.code_interpreter_call_code.delta","sequence_number":7,"output_index":3,"item_id":"c","delta":"1+1"}"#,
      #"{"type":"response.code_interpreter_call.interpreting","sequence_number":8,"output_index":3,"item_id":"c"}"#,
      #"{"type":"response.reasoning_summary_text.delta","sequence_number":9,"output_index":4,"item_id":"r","summary_index":0,"delta":"Hm"}"#,
      #"{"type":"response.refusal.delta","sequence_number":10,"output_index":5,"item_id":"m","content_index":0,"delta":"No"}"#,
      #"{"type":"response.image_generation_call.partial_image","sequence_number":11,"output_index":6,"item_id":"g","partial_image_index":0,"partial_image_b64":"AAAA"}"#,
    ]
    let run = TypedRun(ResponseCollector.self, [Self.sse(events)])
    for part in [
      #""action":{"commands":["ls"]}"#, #""output":[{"stdout":"ab","stderr":"c"}]"#,
      #""operation":{"diff":"+x"}"#, #""code":"1+1""#, #""status":"interpreting""#,
      #""summary":[{"type":"summary_text","text":"Hm"}]"#, #""content":[{"type":"refusal","refusal":"No"}]"#,
      #"{"type":"image_generation_call"}"#,
    ] { #expect(run.collected.contains(part), "\(part) in \(run.collected)") }
  }

  @Test func deltasThatAreAlikeAreCompared() throws {
    let deltas = (3..<40).map { number in
      #"{"type":"response.output_text.delta","sequence_number":\#(number),"output_index":0,"content_index":0,"item_id":"m","delta":"w\#(number) "}"#
    }
    let body = Self.sse(Array(Self.events[..<3]) + deltas)
    var stream = ResponseStream()
    var input = RawSpan(ofBytes: body.span)
    var collector = ResponseCollector()
    var owned: [ResponseStreamEvent] = []
    while let event = try stream.next(&input) { collector.add(event) }
    #expect(stream.repeatedCount > 30)
    #expect(stream.lastSequenceNumber == 39)
    #expect(collector.text == (3..<40).map { "w\($0) " }.joined())

    var again = ResponseStream()
    input = RawSpan(ofBytes: body.span)
    while let event = try again.nextElement(&input) { owned.append(event) }
    #expect(owned.compactMap(\.sequenceNumber) == Array(0..<40))
    #expect(owned.compactMap(\.delta).joined() == collector.text)
  }
}
