import OpenAIStreams
import TestSupport
import Testing

/// The chat examples of all pages of `Spec/` are tests.
@Suite struct ChatCompletionExampleTests {
  static let examples = typedExamples("chat-stream")

  @Test func thereAreExamples() { #expect(Self.examples.count >= 150) }

  @Test(arguments: examples) func example(_ example: SpecExample) throws {
    try expectExample(example, ChatCompletionCollector.self)
  }
}
