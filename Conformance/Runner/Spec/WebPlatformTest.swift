import Foundation

/// A format test of web-platform-tests' `eventsource` folder, which this suite promises to restate.
struct WebPlatformTest: Decodable {
  let file: String
  /// The kind that will hold its counterpart, where that kind has no cases yet.
  let kind: ConformanceCase.Kind?

  private struct File: Decodable {
    let tests: [WebPlatformTest]
  }

  static func all(_ checkout: Checkout) throws -> [WebPlatformTest] {
    let url = checkout.cases.appending(path: "wpt-format-tests.json")
    do {
      return try JSONDecoder().decode(File.self, from: Data(contentsOf: url)).tests
    } catch {
      throw HarnessError(message: "wpt-format-tests.json: \(error)")
    }
  }

  /// The cases that restate it: their origin names the file.
  func counterparts(in cases: [ConformanceCase]) -> [ConformanceCase] {
    cases.filter { $0.origin?.contains("wpt: \(file)") ?? false }
  }
}
