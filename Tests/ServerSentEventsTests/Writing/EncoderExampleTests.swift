import ServerSentEvents
import Testing
import TestSupport

/// Every `encode` example of `Spec/event-stream.md`.
@Suite struct EncoderExampleTests {
  static let examples = SpecExample.examples("Spec/event-stream.md", kind: "encode")

  struct Given: Decodable {
    var type: String?
    var data: String
    var id: String?
    var retry: Int?
  }

  @Test func thereAreExamples() {
    #expect(Self.examples.count > 8)
    #expect(
      Set(Self.examples.map(\.clause)).isSuperset(of: ["ENC-1", "ENC-2", "ENC-3", "ENC-4", "ENC-5", "ENC-6"]))
  }

  @Test(arguments: examples)
  func writesWhatTheClauseSays(example: SpecExample) throws {
    let encoder = EventStreamEncoder()
    let before = Array("data: before\n\n".utf8)
    var output = before
    if let comment = example.values(of: "comment").first {
      encoder.encode(comment: try SpecJSON.decode(String.self, comment), into: &output)
    } else {
      let json = try #require(example.values(of: "event").first)
      let given = try SpecJSON.decode(Given.self, json)
      if let part = example.values(of: "refuse").first {
        let error = #expect(throws: EventStreamEncodingError.self) {
          try encoder.encode(
            data: given.data, type: given.type, id: given.id, retry: given.retry, into: &output)
        }
        #expect(try #require(error).part == part)
        #expect(output == before, "nothing is written of what is refused")
        return
      }
      try encoder.encode(data: given.data, type: given.type, id: given.id, retry: given.retry, into: &output)
    }
    let expected = try #require(example.values(of: "output").first)
    #expect(output == before + (try unescaped(expected)))
  }
}

extension EventStreamEncodingError {
  /// Which part of the event cannot be written.
  var part: String {
    switch code {
    case .lineBreakInType: "type"
    case .lineBreakInID, .nulInID: "id"
    case .negativeRetry: "retry"
    default: "\(code)"
    }
  }
}
