import Foundation
import OpenAIStreams
import TestSupport

/// A recorded body with the endpoint that the recordings' indexes tell for it.
struct RecordedStream: Sendable, CustomStringConvertible {
  enum Endpoint: String, Sendable {
    case chat, completions, responses, speech, transcription, image
  }

  let recording: Recording
  /// From the folder of recordings on.
  let path: String
  let endpoint: Endpoint

  var description: String { path }

  /// Those beside the checkout whose endpoint this target decodes, by path; none where there are no recordings.
  static let all: [RecordedStream] = {
    guard let root = ProjectFiles.recordings else { return [] }
    let endpoints = own(root).merging(published(root)) { first, _ in first }
    return Recording.all.compactMap { recording in
      let path = String(recording.url.path.dropFirst(root.path.count).drop { $0 == "/" })
      guard let endpoint = endpoints[path] else { return nil }
      return RecordedStream(recording: recording, path: path, endpoint: endpoint)
    }
  }()

  /// Our own recordings: the index names the request's path.
  private static func own(_ root: URL) -> [String: Endpoint] {
    rows(root.appendingPathComponent("own/INDEX.tsv")).reduce(into: [:]) { endpoints, row in
      guard row.count > 1 else { return }
      let endpoint = ownEndpoints.first { row[1].hasSuffix($0.path) }?.endpoint
      endpoints["own/\(row[0]).sse"] = endpoint
    }
  }

  private static let ownEndpoints: [(path: String, endpoint: Endpoint)] = [
    ("/chat/completions", .chat), ("/completions", .completions), ("/v1/responses", .responses),
    ("/audio/speech", .speech), ("/audio/transcriptions", .transcription),
  ]

  /// Published ones: the index names the endpoint.
  private static func published(_ root: URL) -> [String: Endpoint] {
    rows(root.appendingPathComponent("public/INDEX.tsv")).reduce(into: [:]) { endpoints, row in
      guard row.count > 1 else { return }
      endpoints["public/\(row[0])"] = Endpoint(rawValue: row[1])
    }
  }

  static func rows(_ file: URL) -> [[String]] {
    guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
    return text.split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
  }

  func run(_ body: [UInt8], _ cutting: Cutting = .whole) -> TypedRun {
    endpoint.run(cutting.pieces(of: body))
  }
}

extension RecordedStream.Endpoint {
  func run(_ pieces: [[UInt8]]) -> TypedRun {
    switch self {
    case .chat: TypedRun(ChatCompletionCollector.self, pieces)
    case .completions: TypedRun(CompletionCollector.self, pieces)
    case .responses: TypedRun(ResponseCollector.self, pieces)
    case .speech: TypedRun(SpeechCollector.self, pieces)
    case .transcription: TypedRun(TranscriptionCollector.self, pieces)
    case .image: TypedRun(ImageCollector.self, pieces)
    }
  }
}

/// What one line of `outcomes.tsv` says of a recording.
struct RecordedOutcome: Equatable {
  var path: String
  var endpoint: String
  /// The outcome's name, and why a complete answer ended.
  var outcome: String
  /// The clauses of all findings, sorted.
  var findings: String
  /// FNV-1a, 64 bits, of the collected response's JSON.
  var digest: String

  init(_ stream: RecordedStream, _ run: TypedRun) {
    path = stream.path
    endpoint = stream.endpoint.rawValue
    outcome =
      switch run.outcome {
      case .complete(.cutByLimit): "complete:limit"
      case .complete(.filtered): "complete:filter"
      default: run.outcome.name
      }
    findings = run.clauses.isEmpty ? "-" : run.clauses.joined(separator: " ")
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in run.collected.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let digits = String(hash, radix: 16)
    digest = String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// Nil for a line that is none.
  init?(_ row: [String]) {
    guard row.count >= 5, !row[0].hasPrefix("#") else { return nil }
    (path, endpoint, outcome, findings, digest) = (row[0], row[1], row[2], row[3], row[4])
  }

  var row: String { [path, endpoint, outcome, findings, digest].joined(separator: "\t") }
}
