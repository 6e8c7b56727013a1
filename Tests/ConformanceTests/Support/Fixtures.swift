import Foundation

@testable import ConformanceRunner

/// The checkout that these tests lie in, and what is in it.
enum Fixtures {
  static let root: URL = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static let checkout: Checkout = {
    do { return try Checkout(path: root.path) } catch { fatalError("\(error)") }
  }()

  static let library: CaseLibrary = {
    do { return try CaseLibrary(checkout) } catch { fatalError("\(error)") }
  }()

  static let specification: Specification = {
    do { return try Specification(checkout) } catch { fatalError("\(error)") }
  }()

  static var caseFiles: [URL] {
    ConformanceCase.Kind.allCases.flatMap { kind in
      let folder = checkout.cases.appending(path: kind.rawValue)
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
      return names.filter { $0.hasSuffix(".json") }.sorted().map { folder.appending(path: $0) }
    }
  }

  /// A case from its JSON, as a case file would hold it.
  static func makeCase(_ json: String) throws -> ConformanceCase {
    try JSONDecoder().decode(ConformanceCase.self, from: Data(json.utf8))
  }

  /// One event `x`, fed with every cut: the plainest case there is.
  static func plainCase(level: String = "must", extra: String = "") throws -> ConformanceCase {
    try makeCase(
      #"""
      {"id": "parse.test.plain", "clauses": ["LIN-1"], "level": "\#(level)", "kind": "parse", "about": "A test.",
       "input": {"text": "data: x\\n\\n"}\#(extra),
       "expect": {"events": [{"type": "message", "data": "x", "id": ""}]}}
      """#)
  }

  /// A folder that is gone when the body returns.
  static func withTemporaryFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "conformance-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }
}
