import Foundation

/// A recorded body beside the checkout, with the network's cuts if they were recorded.
package struct Recording: Sendable, CustomStringConvertible {
  package let url: URL
  package let size: Int

  package var description: String { url.pathComponents.suffix(3).joined(separator: "/") }

  /// All there are, by name; empty where there is no such folder.
  package static let all: [Recording] = {
    guard let root = ProjectFiles.recordings else { return [] }
    var found: [Recording] = []
    for folder in ["own", "public/raw"] {
      let files = FileManager.default.enumerator(
        at: root.appendingPathComponent(folder), includingPropertiesForKeys: [.fileSizeKey])
      while let url = files?.nextObject() as? URL {
        guard url.pathExtension == "sse" else { continue }
        let size = try? url.resourceValues(forKeys: [.fileSizeKey]).fileSize
        found.append(Recording(url: url, size: size ?? 0))
      }
    }
    return found.sorted { $0.url.path < $1.url.path }
  }()

  package func body() throws -> [UInt8] { Array(try Data(contentsOf: url)) }

  /// Where the network cut the body, as recorded beside it; nil if that was not recorded.
  package func recordedCuts() throws -> Cutting? {
    let file = url.deletingPathExtension().appendingPathExtension("chunks.json")
    guard let json = try? Data(contentsOf: file) else { return nil }
    let reads = try JSONDecoder().decode(Reads.self, from: json).recvs
    // Each read is [time, offset in the body, size].
    let offsets = reads.map { Int($0[1]) }.filter { $0 > 0 && $0 < size }
    return .at(offsets.sorted())
  }

  private struct Reads: Decodable {
    let recvs: [[Double]]
  }
}
