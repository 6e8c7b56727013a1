import Foundation

/// Files of the checkout, found from where this source lies.
package enum ProjectFiles {
  package static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Recordings beside the checkout, or where `SSE_RECORDINGS` says; nil if there are none.
  package static let recordings: URL? = {
    let environment = ProcessInfo.processInfo.environment["SSE_RECORDINGS"]
    let folder =
      environment.map { URL(fileURLWithPath: $0, isDirectory: true) }
      ?? root.deletingLastPathComponent().appendingPathComponent("shared/recordings", isDirectory: true)
    let isFolder = try? folder.resourceValues(forKeys: [.isDirectoryKey]).isDirectory
    return isFolder == true ? folder : nil
  }()

  package static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }
}
