import OpenAIStreams
import ServerSentEvents
import TestSupport
import Testing

/// Differential decoding of chat completions never shows (TYP-72).
@Suite struct ChatTemplateTests {
  @Test(arguments: typedExamples("chat-stream")) func examples(_ example: SpecExample) throws {
    expectAlikeWithoutTemplates(ChatCompletionCollector.self, try example.inputs().flatMap { $0 })
  }

  /// A stream of every kind of delta, long enough for templates to count.
  static func stream(seed: UInt64) -> String {
    var generator = SeededGenerator(seed: seed)
    let texts = [
      "", "a", " the", "Grüße", "日本語", #"\n"#, #"\"q\""#, #"\u00e9"#, #"\ud83d"#, #"\ude00"#,
      #"\ud83d\ude00"#,
      "\u{FFFD}", #"\ufffd"#, "a longer piece of text than fits a vector", "\u{1F469}\u{200D}\u{1F467}",
    ]
    let texts2 = texts.shuffled(using: &generator)
    var stream = ChatStreams.event(0, delta: #"{"role":"assistant","content":""}"#)
    stream += ChatStreams.event(1, delta: #"{"role":"assistant","content":""}"#)
    stream += ChatStreams.event(
      1,
      delta:
        #"{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"f","arguments":""}}]}"#)
    stream += ChatStreams.event(
      1,
      delta:
        #"{"tool_calls":[{"index":1,"id":"b","type":"function","function":{"name":"g","arguments":""}}]}"#)
    for _ in 0..<Int.random(in: 5...60, using: &generator) {
      let text = (Bool.random(using: &generator) ? texts : texts2)[
        Int.random(in: 0..<texts.count, using: &generator)]
      let plain = ["x", "{", "}", "\\\"", "1"][Int.random(in: 0..<5, using: &generator)]
      switch Int.random(in: 0..<40, using: &generator) {
      case 0: stream += ChatStreams.event(0, delta: "{}", finishReason: "\"stop\"")
      case 1: stream += ": heartbeat\n\n"
      case 2: stream += "data: {\n\n"
      case 3: stream += ChatStreams.event(0, delta: #"{"role":"assistant","content":"again"}"#)
      case 4: stream += ChatStreams.event(2, delta: #"{"content":"third"}"#)
      case 5: stream += "data: {\"error\":{\"message\":\"boom\"}}\n\n"
      case 6: stream += "id: 7\nevent: x\n" + ChatStreams.event(0, delta: #"{"content":"named"}"#)
      case 7...14:
        let call = Int.random(in: 0..<2, using: &generator)
        stream += ChatStreams.event(
          1, delta: #"{"tool_calls":[{"index":\#(call),"function":{"arguments":"\#(plain)"}}]}"#)
      case 15...20: stream += ChatStreams.event(0, delta: #"{"reasoning_content":"\#(text)"}"#)
      case 21: stream += ChatStreams.event(0, delta: #"{"reasoning":"\#(text)"}"#)
      case 22: stream += ChatStreams.event(0, delta: #"{"content":null,"refusal":"\#(text)"}"#)
      case 23: stream += "data: [DONE]\n\n"
      default: stream += ChatStreams.event(0, delta: #"{"content":"\#(text)"}"#)
      }
    }
    stream += ChatStreams.event(1, delta: "{}", finishReason: "\"tool_calls\"")
    return stream + "data: [DONE]\n\n"
  }

  @Test(arguments: 0..<(Effort.isThorough ? 4000 : 300)) func randomStreams(seed: UInt64) {
    let body = Array(Self.stream(seed: seed).utf8)
    expectAlikeWithoutTemplates(ChatCompletionCollector.self, body, .whole, "seed \(seed)")
    expectAlikeWithoutTemplates(ChatCompletionCollector.self, body, .random(seed: seed), "seed \(seed)")
  }

  /// Bytes changed at random, in literals, holes and framing.
  @Test(arguments: 0..<(Effort.isThorough ? 4000 : 300)) func mutations(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var body = Array(Self.stream(seed: seed % 20).utf8)
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      let position = Int.random(in: 0..<body.count, using: &generator)
      switch Int.random(in: 0..<3, using: &generator) {
      case 0: body[position] = UInt8.random(in: 0...255, using: &generator)
      case 1: body.insert(UInt8(ascii: "\\"), at: position)
      default: body.removeSubrange(position..<min(position + 3, body.count))
      }
    }
    expectAlikeWithoutTemplates(ChatCompletionCollector.self, body, .whole, "seed \(seed)")
  }

  /// Templates are used at all: a plain stream goes without the general path for nearly all of its chunks.
  @Test func areUsed() throws {
    var body = ChatStreams.event(0, delta: #"{"role":"assistant","content":""}"#)
    for i in 0..<100 { body += ChatStreams.event(0, delta: #"{"content":" word \#(i)"}"#) }
    var stream = ChatCompletionStream()
    let bytes = Array(body.utf8)
    var input = RawSpan(ofBytes: bytes.span)
    var count = 0
    while let chunk = try stream.next(&input) { count += chunk.text.isEmpty ? 0 : 1 }
    #expect(count == 100)
    #expect(stream.repeatedCount == 99)
  }
}

extension ChatTemplateTests {
  /// Owned chunks made from those before are those that are made anew.
  @Test(arguments: 0..<(Effort.isThorough ? 2000 : 200)) func ownedChunks(seed: UInt64) throws {
    let body = Array(Self.stream(seed: seed).utf8)
    func chunks(usesTemplates: Bool) throws -> [ChatCompletionChunk] {
      var stream = ChatCompletionStream(options: TypedStreamOptions(usesTemplates: usesTemplates))
      var chunks: [ChatCompletionChunk] = []
      var input = RawSpan(ofBytes: body.span)
      while let chunk = try stream.nextElement(&input) { chunks.append(chunk) }
      return chunks
    }
    let general = try chunks(usesTemplates: false)
    #expect(try chunks(usesTemplates: true) == general)
  }

  /// What pads elsewhere, or counts where no rule says so, is a value like any other.
  @Test(
    arguments: [
      #""sequence_number":%"#, #""obfuscation":"p%""#, #""obfuscation":"a%","obfuscation":"b%""#,
      #""x":{"obfuscation":"p%","sequence_number":%}"#, #""obfuscation":"q","x":[{"obfuscation":"p%"}]"#,
      #""sequence_number":"%","obfuscation":"%""#,
    ])
  func padding(_ members: String) throws {
    let body = Array(
      (0..<12).map { number in
        "data: "
          + #"{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":"#
          + #"{"content":"t\#(number)","extra":{"obfuscation":"n\#(number)"}},"finish_reason":null}],"#
          + members.replacing("%", with: "\(number)") + "}\n\n"
      }.joined().utf8)
    expectAlikeWithoutTemplates(ChatCompletionCollector.self, body, .whole)
    func chunks(_ options: TypedStreamOptions) throws -> [ChatCompletionChunk] {
      var stream = ChatCompletionStream(options: options)
      var input = RawSpan(ofBytes: body.span)
      var chunks: [ChatCompletionChunk] = []
      while let chunk = try stream.nextElement(&input) { chunks.append(chunk) }
      return chunks
    }
    let found = try chunks(TypedStreamOptions())
    #expect(found == (try chunks(TypedStreamOptions(usesTemplates: false))))
    #expect(found.count == 12)
  }

  /// Names that come twice in an object: what the last one says counts for rules, and what collectors do with the
  /// others does not depend on templates either (JSN-20).
  @Test(
    arguments: [
      #"{"choices":[{"index":0,"delta":{"content":"A"},"finish_reason":null}],"#
        + #""choices":[{"index":0,"delta":{"content":"b%"},"finish_reason":null}]}"#,
      #"{"choices":[{"index":0,"delta":{"content":"A"},"delta":{"content":"b%"},"finish_reason":null}]}"#,
      #"{"choices":[{"index":0,"delta":{"content":"A","content":"b%"},"finish_reason":null}]}"#,
      #"{"choices":[{"index":0,"delta":{"content":"A"},"logprobs":{"content":[{"token":"t"}]},"#
        + #""logprobs":null,"finish_reason":null}]}"#,
      #"{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"A"},"#
        + #""function":{"arguments":"b%"}}]},"finish_reason":null}]}"#,
    ])
  func namesThatComeTwice(_ payload: String) {
    var body = ChatStreams.event(0, delta: #"{"role":"assistant","content":""}"#)
    body += ChatStreams.event(
      0,
      delta:
        #"{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"f","arguments":""}}]}"#)
    // What stands before the choices in the others too.
    let envelope = body.prefix(upTo: body.firstRange(of: #""choices""#)?.lowerBound ?? body.startIndex)
    for number in 0..<12 { body += envelope + payload.replacing("%", with: "\(number)").dropFirst() + "\n\n" }
    expectAlikeWithoutTemplates(ChatCompletionCollector.self, Array(body.utf8), .whole)
  }
}
