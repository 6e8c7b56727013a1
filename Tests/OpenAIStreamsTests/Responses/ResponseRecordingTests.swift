import Foundation
import OpenAIStreams
import SpanJSON
import TestSupport
import Testing

/// Recorded streams of responses, where they are beside the checkout.
@Suite struct ResponseRecordingTests {
  static let recordings = Recording.all.filter { recording in
    guard recording.size < 20_000_000, let body = try? recording.body() else { return false }
    let head = String(decoding: body.prefix(2000), as: UTF8.self)
    return head.contains("\"response.created\"") || head.contains("\"response.output_text")
      || head.contains("\"response.failed\"") || head.contains("\"response.in_progress\"")
  }

  @Test func thereAreRecordings() throws {
    guard ProjectFiles.recordings != nil else { return }
    #expect(Self.recordings.count >= 60)
  }

  @Test(arguments: recordings) func cutsDoNotShow(_ recording: Recording) throws {
    let body = try recording.body()
    let whole = expectAlikeWithoutTemplates(ResponseCollector.self, body, .whole, "\(recording)")
    var options = TypedStreamOptions()
    options.limits.maximumKeptFindings = 1000
    options.usesTemplates = false
    var cuttings = [Cutting.random(seed: UInt64(recording.size))]
    if recording.size < 20_000 || Effort.isThorough { cuttings.append(.bytewise) }
    if let recorded = try recording.recordedCuts() { cuttings.append(recorded) }
    for cutting in cuttings {
      let run = expectAlikeWithoutTemplates(ResponseCollector.self, body, cutting, "\(recording)")
      if run != whole { Issue.record("\(recording) \(cutting): \(whole.difference(from: run))") }
    }
  }

  /// Members of items that are told anew in the terminal response, by recording.
  static let exceptions: [String: Set<String>] = {
    // OpenAI and Azure encrypt reasoning for each event anew.
    let encrypted = [
      "ruby_llm_chat_responses_protocol_dialects_with_azure_gpt-5-nano_stream_68e16c",
      "chatlas_test_azure_simple_request_async_0be935", "azure/responses/fantasy_thinking-streaming_27c383",
      "fantasy_thinking-streaming_14dc35", "genai_GenStream-MaxTokens_037978",
      "openinference_agent_run_reasoning_stream_43a7c9", "pydantic-ai_test_vercel_ai-test_run_1c7018",
    ]
    var all = Dictionary(uniqueKeysWithValues: encrypted.map { ($0, Set(["encrypted_content"])) })
    // Copilot gives every event ids of its own (RSP-46).
    all["rig_reasoning_roundtrip-streaming_440b3f"] = ["encrypted_content", "id"]
    // OpenRouter makes up an id for reasoning in each event.
    all["pydantic-ai_test_openai_responses_raw_cot_stream_openrouter_f0afdb"] = ["id"]
    return all
  }()

  @Test(arguments: recordings) func rebuildingGivesTheTerminalResponse(_ recording: Recording) throws {
    var collector = ResponseCollector()
    var streamed = ResponseCollector()
    var terminal: Response?
    for event in try events(of: recording) {
      if event.type.isTerminal, terminal == nil { terminal = event.response }
      collector.add(event)
      if !event.type.rawValue.hasSuffix(".done") { streamed.add(event) }
    }
    guard var output = terminal?.output, !output.isEmpty else { return }
    var rebuilt = collector.rebuilt.output ?? []
    #expect(collector.snapshot == terminal)

    // Deltas alone give the same texts, where there are deltas of all.
    let texts = streamed.rebuilt.output?.map(Self.texts(of:)) ?? []
    for (item, text) in zip(output, texts) where !text.allSatisfy(\.isEmpty) {
      #expect(Self.texts(of: item) == text, "\(recording)")
    }

    if let excepted = Self.exceptions.first(where: { recording.url.path.contains($0.key) })?.value {
      #expect(try canonical(rebuilt.jsonValue) != canonical(output.jsonValue), "\(recording) is no exception")
      for member in excepted {
        for i in output.indices { output[i].json[member] = nil }
        for i in rebuilt.indices { rebuilt[i].json[member] = nil }
      }
    }
    if try canonical(rebuilt.jsonValue) != canonical(output.jsonValue) {
      let mine = String(decoding: rebuilt.jsonValue.jsonText, as: UTF8.self)
      let its = String(decoding: output.jsonValue.jsonText, as: UTF8.self)
      Issue.record("\(recording.url.path)\nrebuilt  \(mine.prefix(1500))\nterminal \(its.prefix(1500))")
    }
  }

  /// All that is streamed of an item as text.
  private static func texts(of item: ResponseOutputItem) -> [String] {
    (item.content ?? []).map { $0.text ?? $0.refusal ?? "" } + (item.summary ?? []).map { $0.text ?? "" }
      + [item.arguments ?? "", item.input ?? "", item.code ?? ""]
  }

  private func events(of recording: Recording) throws -> [ResponseStreamEvent] {
    var events: [ResponseStreamEvent] = []
    let body = try recording.body()
    var stream = ResponseStream()
    var input = RawSpan(ofBytes: body.span)
    while let event = try stream.next(&input) { events.append(ResponseStreamEvent(event)) }
    while let event = try stream.endOfInput() { events.append(ResponseStreamEvent(event)) }
    return events
  }

  /// Any byte, event or line may be lost, doubled or changed: nothing traps, and templates do not show.
  @Test(arguments: recordings) func mutationsNeverTrap(_ recording: Recording) throws {
    guard recording.size < 60_000 || Effort.isThorough else { return }
    let body = try recording.body()
    let seed = UInt64(recording.size) &+ 77
    var generator = SeededGenerator(seed: seed)
    for round in 0..<(Effort.isThorough ? 40 : 6) {
      var mutated = body
      for _ in 0...round {
        let place = Int.random(in: 0..<mutated.count, using: &generator)
        let end = min(mutated.count, place + Int.random(in: 1...200, using: &generator))
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: mutated[place] = UInt8.random(in: 0...255, using: &generator)
        case 1: mutated.removeSubrange(place..<end)
        case 2: mutated.insert(contentsOf: Array(mutated[place..<end]), at: place)
        default: mutated.replaceSubrange(place..<place, with: Array("-9223372036854775808".utf8))
        }
      }
      let run = expectAlikeWithoutTemplates(
        ResponseCollector.self, mutated, .whole, "\(recording), seed \(seed), round \(round)")
      #expect(run.errors.isEmpty)
    }
  }

  /// An event that is lost, doubled or moved shows, where events are numbered.
  @Test(arguments: recordings) func changesShow(_ recording: Recording) throws {
    guard recording.size < 10_000 || Effort.isThorough else { return }
    let body = String(decoding: try recording.body(), as: UTF8.self).replacing("\r\n", with: "\n")
    let events = body.components(separatedBy: "\n\n").filter { $0.contains("data: {") }
    func verdict(_ events: [String]) -> String {
      let text = events.map { $0 + "\n\n" }.joined()
      let run = TypedRun(ResponseCollector.self, [Array(text.utf8)])
      return "\(run.outcome.name) \(run.clauses)"
    }
    let whole = TypedRun(ResponseCollector.self, [Array(events.map { $0 + "\n\n" }.joined().utf8)])
    // Those without numbers, or with gaps already, have no such proof.
    guard Set(whole.clauses).isDisjoint(with: ["RSP-20", "RSP-21", "RSP-22"]) else { return }
    let expected = "\(whole.outcome.name) \(whole.clauses)"
    for i in events.indices {
      var changed = events
      changed.remove(at: i)
      #expect(verdict(changed) != expected, "\(recording) without event \(i)")
      changed.insert(contentsOf: [events[i], events[i]], at: i)
      #expect(verdict(changed) != expected, "\(recording) with event \(i) twice")
      changed = events
      guard i + 1 < events.count else { continue }
      changed.swapAt(i, i + 1)
      #expect(verdict(changed) != expected, "\(recording) with events \(i) and \(i + 1) swapped")
    }
  }

  @Test(arguments: recordings) func ownedEventsAreWhole(_ recording: Recording) throws {
    let body = try recording.body()
    var stream = ResponseStream()
    var owned = TypedStream<ResponseRules>()
    var input = RawSpan(ofBytes: body.span)
    var again = RawSpan(ofBytes: body.span)
    while let event = try stream.next(&input) {
      let element = try #require(try owned.nextElement(&again))
      let source = event.json.raw.copiedText
      #expect(element.type == event.type)
      #expect(try canonical(element.jsonText) == canonical(Array(source.utf8)))
    }
  }

  private func canonical(_ value: JSONValue) throws -> NSObject? { try canonical(value.jsonText) }

  private func canonical(_ json: [UInt8]) throws -> NSObject? {
    try JSONSerialization.jsonObject(with: Data(json)) as? NSObject
  }
}

extension RawSpan {
  fileprivate var copiedText: String {
    var bytes: [UInt8] = []
    for i in 0..<byteCount { bytes.append(unsafe unsafeLoad(fromByteOffset: i, as: UInt8.self)) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
