import BenchmarkSystem
import Foundation

/// What a Swift program without a library does: split at line feeds, strip `data: `, give the rest to
/// Foundation. Written as people write it, not to be slow.
final class FoundationPeer: Peer {
  enum Kind: String {
    case decoder = "JSONDecoder"
    case serialization = "JSONSerialization"
  }

  let subject: String
  let offers = [PeerOffer(work: "chat-text", shape: "chat")]
  private let kind: Kind
  private var pieces: [Data] = []

  /// The chunk as its readers declare it.
  struct Chunk: Decodable {
    let id: String
    let object: String
    let created: Int
    let model: String
    let choices: [Choice]
    let usage: Usage?

    struct Choice: Decodable {
      let index: Int
      let delta: Delta
      let finishReason: String?

      enum CodingKeys: String, CodingKey {
        case index, delta
        case finishReason = "finish_reason"
      }
    }

    struct Delta: Decodable {
      let role: String?
      let content: String?
    }

    struct Usage: Decodable {
      let promptTokens: Int
      let completionTokens: Int

      enum CodingKeys: String, CodingKey {
        case promptTokens = "prompt_tokens"
        case completionTokens = "completion_tokens"
      }
    }
  }

  init(_ kind: Kind) {
    self.kind = kind
    subject = "Foundation \(kind.rawValue) (Swift \(Environment.swiftVersion))"
  }

  func open(_ work: String, _ corpus: Corpus, file: URL, step: Int) {
    pieces = stride(from: 0, to: corpus.bytes.count, by: step).map { start in
      Data(corpus.bytes[start..<min(start + step, corpus.bytes.count)])
    }
  }

  func close() { pieces = [] }

  func pass() throws -> PeerPass {
    let begin = bench_thread_nanoseconds()
    var items = 0
    var bytes = 0
    var buffer = Data()
    let decoder = JSONDecoder()
    for piece in pieces {
      buffer.append(piece)
      var start = buffer.startIndex
      while let end = buffer[start...].firstIndex(of: 0x0A) {
        let line = buffer[start..<end]
        start = end + 1
        guard line.starts(with: Self.prefix) else { continue }
        let payload = line.dropFirst(Self.prefix.count)
        if payload.elementsEqual(Self.done) { continue }
        items += 1
        bytes += try text(payload, decoder)?.utf8.count ?? 0
      }
      buffer.removeSubrange(..<start)
    }
    return PeerPass(nanoseconds: Int(bench_thread_nanoseconds() - begin), items: items, bytes: bytes)
  }

  private static let prefix = Array("data: ".utf8)
  private static let done = Array("[DONE]".utf8)

  private func text(_ payload: Data, _ decoder: JSONDecoder) throws -> String? {
    switch kind {
    case .decoder: return try decoder.decode(Chunk.self, from: payload).choices.first?.delta.content
    case .serialization:
      let chunk = try JSONSerialization.jsonObject(with: payload) as? [String: Any]
      let choice = (chunk?["choices"] as? [[String: Any]])?.first
      return (choice?["delta"] as? [String: Any])?["content"] as? String
    }
  }
}
