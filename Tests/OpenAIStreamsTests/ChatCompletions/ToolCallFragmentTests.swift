import OpenAIStreams
import ServerSentEvents
import TestSupport
import Testing

/// All fragments of tool calls in one go are those that choices and deltas give one by one (CHAT-51, CHAT-57).
@Suite struct ToolCallFragmentTests {
  /// What is found of fragments, in both ways, by chunk.
  private static func found(
    _ body: [UInt8], usesTemplates: Bool, _ cutting: Cutting
  ) throws -> (inOneGo: [[String]], oneByOne: [[String]], repeated: Int) {
    var stream = ChatCompletionStream(options: TypedStreamOptions(usesTemplates: usesTemplates))
    var inOneGo: [[String]] = []
    var oneByOne: [[String]] = []
    for piece in cutting.pieces(of: body) {
      var input = RawSpan(ofBytes: piece.span)
      while let chunk = try stream.next(&input) {
        // The arguments alone first: nothing else has been asked of the chunk then.
        var arguments: [String] = []
        var fragments = chunk.toolCallFragments
        while let fragment = fragments.next() { arguments.append(fragment.arguments?.string ?? "-") }
        var all: [String] = []
        fragments = chunk.toolCallFragments
        while let fragment = fragments.next() {
          let call = fragment.call
          all.append("\(fragment.choice.index) \(call.index ?? -1) \(call.id?.string ?? "-")")
          all.append("\(call.name?.string ?? "-") \(fragment.arguments?.string ?? "-")")
        }
        inOneGo.append(arguments + all)
        arguments = []
        all = []
        for position in 0..<chunk.choiceCount {
          let choice = chunk.choice(at: position)
          for place in 0..<choice.delta.toolCallCount {
            let call = choice.delta.toolCall(at: place)
            arguments.append(call.arguments?.string ?? "-")
            all.append("\(choice.index) \(call.index ?? -1) \(call.id?.string ?? "-")")
            all.append("\(call.name?.string ?? "-") \(call.arguments?.string ?? "-")")
          }
        }
        oneByOne.append(arguments + all)
      }
    }
    return (inOneGo, oneByOne, stream.repeatedCount)
  }

  private static func delta(_ calls: String) -> String {
    ChatStreams.event(1, delta: #"{"tool_calls":[\#(calls)]}"#)
  }

  static let bodies: [String] = [
    ChatStreams.threeChoices,
    // Piece by piece: templates hold the arguments.
    delta(#"{"index":0,"id":"a","type":"function","function":{"name":"f","arguments":""}}"#)
      + (0..<40).map {
        delta(#"{"index":0,"function":{"arguments":"\#($0 % 7 == 0 ? #"\"é\n"# : " \($0)")"}}"#)
      }
      .joined()
      + delta(#"{"index":1,"id":"b","type":"function","function":{"name":"g","arguments":""}}"#)
      + (0..<40).map { delta(#"{"index":1,"function":{"arguments":"\#($0)"}}"#) }.joined(),
    // Several in one chunk, custom tools, no arguments, what is no object, and a message in place of a delta.
    delta(
      #"{"index":0,"id":"a","function":{"arguments":"1"}},{"index":1,"custom":{"name":"c","input":"2"}},7,{}"#
    )
      + #"data: {"choices":[3,{"index":4},{"index":5,"message":{"tool_calls":[{"id":"x","function":{"arguments":"5"}}]}}]}"#
      + "\n\n" + #"data: {"choices":[{"index":6,"tool_calls":[{"id":"y"}]},{"delta":{"tool_calls":{}}}]}"#
      + "\n\n"
      + #"data: {"choices":{},"tool_calls":[{"id":"z"}]}"# + "\n\n",
  ]

  @Test(arguments: Self.bodies.indices, [Cutting.whole, .bytewise, .random(seed: 3)])
  func alike(body: Int, cutting: Cutting) throws {
    let bytes = Array(Self.bodies[body].utf8)
    let general = try Self.found(bytes, usesTemplates: false, cutting)
    #expect(general.inOneGo == general.oneByOne)
    #expect(general.inOneGo.contains { !$0.isEmpty })
    let found = try Self.found(bytes, usesTemplates: true, cutting)
    #expect(found.inOneGo == general.inOneGo)
    #expect(found.oneByOne == general.oneByOne)
    if body == 1 { #expect(found.repeated > 60) }
  }

  /// Streams of all kinds, as the templates are tested with.
  @Test(arguments: 0..<(Effort.isThorough ? 1000 : 100)) func generated(seed: UInt64) throws {
    let bytes = Array(ChatTemplateTests.stream(seed: seed).utf8)
    let general = try Self.found(bytes, usesTemplates: false, .whole)
    let found = try Self.found(bytes, usesTemplates: true, .random(seed: seed))
    #expect(general.inOneGo == general.oneByOne)
    #expect(found.inOneGo == general.inOneGo && found.oneByOne == general.inOneGo)
  }
}
