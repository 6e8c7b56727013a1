import Testing

@testable import OpenAIStreams
@testable import ServerSentEvents

/// Values that copies share: nobody sees another one's changes.
@Suite struct SharedTests {
  @Test func copiesAreIndependent() {
    var first = ChatCompletionChunk()
    first.id = "a"
    first.model = "m"
    var second = first
    second.id = "b"
    #expect(first.id == "a" && second.id == "b" && second.model == "m")
    first.model = nil
    #expect(second.model == "m" && first.model == nil)

    var delta = ChatCompletionChunk.Delta()
    delta.role = "assistant"
    let copy = delta
    delta.toolCalls.append(ChatCompletionChunk.ToolCall(index: 0))
    #expect(copy.toolCalls.isEmpty && delta.toolCalls.count == 1 && copy.role == "assistant")
  }

  /// What has been set back to the default is the default.
  @Test func equality() {
    var chunk = ChatCompletionChunk()
    chunk.systemFingerprint = "fp"
    #expect(chunk != ChatCompletionChunk())
    chunk.systemFingerprint = nil
    #expect(chunk == ChatCompletionChunk())
    #expect(chunk.hashValue == ChatCompletionChunk().hashValue)
    #expect(chunk.object == "chat.completion.chunk")
    var choice = ChatCompletionChunk.Choice(index: 1)
    choice.finishReason = .stop
    choice.finishReason = nil
    #expect(choice == ChatCompletionChunk.Choice(index: 1))
  }
}

/// Collected bytes are those that came, whatever the pieces; a copy keeps what it had.
@Suite struct CollectedBytesTests {
  @Test(arguments: [1, 5, 31, 32, 33, 479, 480, 481, 4095, 4096, 4097, 10_000])
  func pieces(size: Int) {
    var collected = CollectedBytes()
    var expected: [UInt8] = []
    var copies: [(CollectedBytes, Int)] = []
    var next: UInt8 = 0
    while expected.count < 20_000 {
      var piece: [UInt8] = []
      for _ in 0..<size {
        piece.append(next)
        next &+= 1
      }
      collected.append(RawSpan(ofBytes: piece.span))
      // A short one behind it, as deltas come.
      let short = Array(piece.prefix(3))
      collected.append(RawSpan(ofBytes: short.span))
      expected += piece + short
      if expected.count % 7 == 0 { copies.append((collected, expected.count)) }
    }
    #expect(collected.bytes == expected)
    #expect(collected.count == expected.count)
    for (copy, count) in copies.prefix(40) { #expect(copy.bytes == Array(expected[..<count])) }
    var empty = CollectedBytes()
    empty.append(RawSpan())
    #expect(empty.isEmpty && empty.bytes.isEmpty)
  }
}
