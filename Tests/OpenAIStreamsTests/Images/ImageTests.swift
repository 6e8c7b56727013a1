import OpenAIStreams
import ServerSentEvents
import TestSupport
import Testing

/// The image examples of all pages of `Spec/`, and what they do not say.
@Suite struct ImageTests {
  static let examples = typedExamples("image-stream")

  @Test func thereAreExamples() { #expect(Self.examples.count >= 10) }

  @Test(arguments: examples) func example(_ example: SpecExample) throws {
    try expectExample(example, ImageCollector.self)
  }

  private static func event(_ type: String, _ members: String) -> String {
    "event: \(type)\ndata: {\"type\":\"\(type)\",\(members)}\n\n"
  }

  /// Partial images give way to what follows; completed ones stay, in order (IMG-7).
  @Test func images() throws {
    var body = Self.event("image_edit.partial_image", #""b64_json":"AAEC","partial_image_index":0"#)
    body += Self.event("image_edit.partial_image", #""b64_json":"AwQF","partial_image_index":1"#)
    body += Self.event("image_edit.completed", #""b64_json":"BgcI","size":"1x1","usage":{"total_tokens":3}"#)
    body += Self.event("image_edit.partial_image", #""b64_json":"CQoL","partial_image_index":0"#)
    let bytes = Array(body.utf8)
    var stream = ImageStream()
    var collector = ImageCollector()
    var seen: [[UInt8]] = []
    var input = RawSpan(ofBytes: bytes.span)
    while let event = try stream.next(&input) {
      seen.append(event.bytes ?? [])
      collector.add(event)
    }
    #expect(seen == [[0, 1, 2], [3, 4, 5], [6, 7, 8], [9, 10, 11]])
    #expect(collector.snapshot.images.map(\.b64JSON) == ["BgcI", "CQoL"])
    #expect(collector.snapshot.usage?.totalTokens == 3)
    #expect(stream.finish().name == "truncated")
    #expect(stream.findings.map(\.clause.id) == ["TYP-51"])
  }

  /// A limit leaves out what there is no room for (TYP-60).
  @Test func limit() throws {
    let image = String(repeating: "A", count: 4000)
    let body = Array(Self.event("image_generation.completed", "\"b64_json\":\"\(image)\"").utf8)
    let run = TypedRun(
      ImageCollector.self, [body],
      options: TypedStreamOptions(limits: TypedStreamLimits(maximumCollectedSize: 1000)))
    #expect(run.collected == #"{"data":[]}"#)
    #expect(run.outcome == .complete(.whole))
  }
}
