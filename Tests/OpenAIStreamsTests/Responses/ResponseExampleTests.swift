import OpenAIStreams
import TestSupport
import Testing

/// The responses examples of all pages of `Spec/` are tests.
@Suite struct ResponseExampleTests {
  static let examples = typedExamples("responses-stream")

  @Test func thereAreExamples() { #expect(Self.examples.count >= 60) }

  @Test(arguments: examples) func example(_ example: SpecExample) throws {
    try expectExample(example, ResponseCollector.self)
  }

  @Test(arguments: examples) func templatesDoNotShow(_ example: SpecExample) throws {
    let body = try example.inputs().flatMap { $0 }
    expectAlikeWithoutTemplates(ResponseCollector.self, body)
  }
}
