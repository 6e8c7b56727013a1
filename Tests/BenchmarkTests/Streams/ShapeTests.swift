import Foundation
import Testing

@testable import BenchmarkHarness

@Suite("Shapes")
struct ShapeTests {
  @Test(
    "What a shape's maker intended is what the standard's rules read", arguments: Shape.all.map(\.name),
    [1, 2])
  func expected(_ name: String, seed: UInt64) throws {
    let corpus = try #require(Shape.named(name)).make(40_000, seed)
    let reading = PlainReading(corpus.bytes)
    #expect(reading.expected == corpus.expected, "seed \(seed)")
    #expect(reading.isClean)
    #expect(corpus.bytes.count >= 40_000)
    #expect(corpus.streamEnds.last == corpus.bytes.count)
    #expect(corpus.blockEnds.last == corpus.bytes.count)
    #expect(reading.blockEnds == corpus.blockEnds)
    #expect((corpus.expected.events == 0) == (name == "idle"))
  }

  @Test("The same seed makes the same stream, another one another", arguments: Shape.all.map(\.name))
  func seeds(_ name: String) throws {
    let shape = try #require(Shape.named(name))
    #expect(shape.make(20_000, 5).bytes == shape.make(20_000, 5).bytes)
    #expect(shape.make(20_000, 5).bytes != shape.make(20_000, 6).bytes)
  }

  @Test("No two answers share an id, so that nothing learned from one fits the next by chance")
  func freshIDs() throws {
    let corpus = Shape.chat.make(400_000, 3)
    let text = String(decoding: corpus.bytes, as: UTF8.self)
    var ids: [Substring] = []
    for line in text.split(separator: "\n") where line.contains("\"role\":\"assistant\"") {
      let start = try #require(line.range(of: "\"id\":\"")?.upperBound)
      ids.append(line[start...].prefix { $0 != "\"" })
    }
    #expect(ids.count == corpus.streamEnds.count)
    #expect(Set(ids).count == ids.count)
  }

  @Test(
    "Texts, arguments and sounds are what Foundation reads in the payloads",
    arguments: [
      ("chat", "text"), ("multibyte", "text"), ("tool-calls", "arguments"), ("responses", "delta"),
      ("speech", "audio"),
    ])
  func content(_ name: String, _ kind: String) throws {
    let corpus = try #require(Shape.named(name)).make(150_000, 4)
    var found = WorkCount()
    for line in corpus.bytes.split(separator: 0x0A) where line.starts(with: Array("data: ".utf8)) {
      let payload = Data(line.dropFirst(6))
      if payload == Data("[DONE]".utf8) { continue }
      let object = try #require(try JSONSerialization.jsonObject(with: payload) as? [String: Any])
      found.items += 1
      found.bytes += size(of: kind, in: object)
    }
    #expect(found == corpus.content[kind])
  }

  private func size(of kind: String, in object: [String: Any]) -> Int {
    let delta = (object["choices"] as? [[String: Any]])?.first?["delta"] as? [String: Any]
    switch kind {
    case "text": return (delta?["content"] as? String)?.utf8.count ?? 0
    case "arguments":
      let calls = delta?["tool_calls"] as? [[String: Any]] ?? []
      return calls.reduce(0) { sum, call in
        sum + (((call["function"] as? [String: Any])?["arguments"] as? String)?.utf8.count ?? 0)
      }
    case "delta":
      guard object["type"] as? String == "response.output_text.delta" else { return 0 }
      return (object["delta"] as? String)?.utf8.count ?? 0
    default: return (object["audio"] as? String).flatMap { Data(base64Encoded: $0) }?.count ?? 0
    }
  }
}
