import Foundation
import OpenAIStreams
import TestSupport

/// A stream under `Conformance/Streams`, with the response that it collects to beside it.
struct CommittedStream: Sendable, CustomStringConvertible {
  let url: URL
  let endpoint: RecordedStream.Endpoint

  var description: String { url.pathComponents.suffix(2).joined(separator: "/") }

  /// Those of the endpoints that this target decodes.
  static let all: [CommittedStream] = {
    let folders: [(String, RecordedStream.Endpoint)] = [
      ("chat", .chat), ("made", .chat), ("completions", .completions), ("responses", .responses),
      ("speech", .speech), ("transcriptions", .transcription), ("images", .image),
    ]
    return folders.flatMap { folder, endpoint in
      let url = ProjectFiles.root.appendingPathComponent("Conformance/Streams/\(folder)")
      let files = try? FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: nil)
      return (files ?? []).filter { $0.pathExtension == "sse" }.sorted { $0.path < $1.path }
        .map { CommittedStream(url: $0, endpoint: endpoint) }
    }
  }()

  func body() throws -> [UInt8] { Array(try Data(contentsOf: url)) }

  var collectedFile: URL { url.deletingPathExtension().appendingPathExtension("collected.json") }
}
