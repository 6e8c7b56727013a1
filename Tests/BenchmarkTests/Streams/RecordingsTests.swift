import Foundation
import TestSupport
import Testing

@testable import BenchmarkHarness

@Suite("Recordings")
struct RecordingsTests {
  static let recordings = Recordings(root: ProjectFiles.root)

  @Test("All that Benchmarks/Recordings lists is there, and was cut by the network more than once somewhere")
  func present() throws {
    #expect(Self.recordings.absent.isEmpty, "\(Self.recordings.absent)")
    #expect(Self.recordings.all.count >= 10)
    #expect(Self.recordings.all.contains { $0.ends.count > 100 })
  }

  @Test("Tiled, each recording reads as often as it was laid, with fresh ids and the same cuts")
  func tiled() throws {
    for recording in Self.recordings.all {
      let once = PlainReading(recording.bytes).expected
      let corpus = recording.corpus(size: recording.bytes.count * 3, seed: 8)
      #expect(corpus.bytes.count == recording.bytes.count * 3)
      #expect(corpus.expected.events == once.events * 3, "\(recording.name)")
      #expect(corpus.expected.dataBytes == once.dataBytes * 3, "\(recording.name)")
      let cuts = try #require(corpus.recordedEnds)
      #expect(cuts.count == recording.ends.count * 3 && cuts.last == corpus.bytes.count)
      let pieces = try #require(Cut.recorded.pieces(of: corpus))
      try Work.frame.proof?(corpus, pieces)
    }
    let chat = try #require(Self.recordings.all.first { $0.name == "chat-vllm-usage" })
    let corpus = chat.corpus(size: chat.bytes.count * 2, seed: 8)
    let tiles = [corpus.bytes.prefix(chat.bytes.count), corpus.bytes.suffix(chat.bytes.count)]
    #expect(tiles[0].elementsEqual(tiles[1]) == false, "ids are fresh in each tile")
  }

  @Test("A body that is not what its cuts were recorded from is left out, and said so")
  func mismatch() throws {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent(
      "recordings-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    let folder = root.appendingPathComponent("Benchmarks/Recordings")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data("data: a\n\n".utf8).write(to: root.appendingPathComponent("body.sse"))
    let cuts = [
      "short": [[0, 0, 4], [1, 4, 4]], "good": [[0, 0, 4], [1, 4, 5]], "backwards": [[0, 0, 9], [1, 4, 5]],
    ]
    for (name, reads) in cuts {
      let object: [String: Any] = ["stream": "body.sse", "bytes": 9, "reads": reads]
      try JSONSerialization.data(withJSONObject: object)
        .write(to: folder.appendingPathComponent(name + ".json"))
    }
    try Data("{\"stream\":\"none.sse\",\"bytes\":1,\"reads\":[]}".utf8)
      .write(to: folder.appendingPathComponent("missing.json"))
    let recordings = Recordings(root: root)
    #expect(recordings.all.map(\.name) == ["good"])
    #expect(Set(recordings.absent.keys) == ["short", "backwards", "missing"])
  }
}
