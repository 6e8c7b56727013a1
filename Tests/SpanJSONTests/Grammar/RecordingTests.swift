import Foundation
import SpanJSON
import Testing

/// What real servers have sent, if recordings lie beside the checkout (or where `SSE_RECORDINGS` says).
@Suite struct RecordingTests {
  static let folder: URL? = {
    let environment = ProcessInfo.processInfo.environment["SSE_RECORDINGS"]
    let beside = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("shared/recordings")
    let folder = environment.map { URL(fileURLWithPath: $0) } ?? beside
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }()

  static let files: [URL] = {
    guard let folder, let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    else { return [] }
    return walk.compactMap { $0 as? URL }.filter { ["sse", "jsonl"].contains($0.pathExtension) }
      .sorted { $0.path < $1.path }
  }()

  /// The payloads of a file: lines of JSON, with or without their field name. At most a few hundred, spread
  /// over the file.
  private func payloads(_ file: URL) throws -> [[UInt8]] {
    let lines = try Data(contentsOf: file).split(separator: 0x0A).map { line -> [UInt8] in
      let isData = line.starts(with: Array("data: ".utf8))
      return Array(isData ? line.dropFirst(6) : line)
    }.filter { $0.first == UInt8(ascii: "{") }
    let limit = isRelease ? 500 : 40
    let step = max(1, lines.count / limit)
    return stride(from: 0, to: lines.count, by: step).map { lines[$0] }
  }

  @Test(.enabled(if: folder != nil)) func payloadsAreReadAlike() throws {
    var tape = JSONTape()
    var count = 0
    for file in Self.files {
      for payload in try payloads(file) where payload.count < 100_000 {
        count += expectAgreement(payload, tape: &tape) ? 1 : 0
      }
    }
    #expect(count > 0, "no payload was found")
  }
}
