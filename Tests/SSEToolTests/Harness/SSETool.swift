import Foundation
import TestSupport

/// The tool as it was built beside these tests.
enum SSETool {
  struct NotBuilt: Error {}

  /// The recordings that are part of the project.
  static let streams = ProjectFiles.root.appendingPathComponent("Conformance/Streams")

  static func stream(_ name: String) -> URL { streams.appendingPathComponent(name + ".sse") }

  /// The names of all streams of a folder, for ``stream(_:)``.
  static func streams(in folder: String) -> [String] {
    let files = try? FileManager.default.contentsOfDirectory(
      at: streams.appendingPathComponent(folder), includingPropertiesForKeys: nil)
    return (files ?? []).filter { $0.pathExtension == "sse" }
      .map { "\(folder)/\($0.deletingPathExtension().lastPathComponent)" }.sorted()
  }

  /// `sse` in the folder of the test bundle or program, or in one above.
  static func executable() throws -> URL {
    let bundles = Bundle.allBundles.map(\.bundleURL).filter { $0.pathExtension == "xctest" }
    let program = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    for start in bundles + [program] {
      var folder = start.deletingLastPathComponent()
      while folder.path.count > 1 {
        let candidate = folder.appendingPathComponent("sse")
        if isProgram(candidate) { return candidate }
        folder.deleteLastPathComponent()
      }
    }
    throw NotBuilt()
  }

  private static func isProgram(_ url: URL) -> Bool {
    let values = try? url.resolvingSymlinksInPath().resourceValues(forKeys: [.isRegularFileKey])
    return values?.isRegularFile == true && FileManager.default.isExecutableFile(atPath: url.path)
  }
}
