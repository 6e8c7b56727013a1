import Foundation

/// The checkout: where the cases and the specification are.
struct Checkout {
  let root: URL

  var cases: URL { root.appending(path: "Conformance/Cases") }
  var spec: URL { root.appending(path: "Spec") }

  /// - Parameter path: the checkout's folder; nil to look for it upwards from the working directory, then from
  ///   the program itself.
  init(path: String?) throws {
    if let path {
      root = URL(fileURLWithPath: path)
      guard Self.isCheckout(root) else {
        throw HarnessError(message: "\(path) holds no Conformance/Cases")
      }
      return
    }
    let program = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    let starts = [
      URL(fileURLWithPath: FileManager.default.currentDirectoryPath), program.deletingLastPathComponent(),
    ]
    for start in starts {
      var folder = start.standardizedFileURL
      while true {
        if Self.isCheckout(folder) {
          root = folder
          return
        }
        let parent = folder.deletingLastPathComponent().standardizedFileURL
        if parent.path == folder.path { break }
        folder = parent
      }
    }
    throw HarnessError(message: "no Conformance/Cases here or above; name the checkout with --root")
  }

  private static func isCheckout(_ folder: URL) -> Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: "Conformance/Cases/case.schema.json").path)
  }
}

/// All cases, by file and in the order of the files.
struct CaseLibrary {
  let cases: [ConformanceCase]

  private struct File: Decodable {
    let area: String
    let cases: [ConformanceCase]
  }

  /// Reads every case file. A file that cannot be read is a mistake of the suite, and is told with its place.
  init(_ checkout: Checkout) throws {
    var cases: [ConformanceCase] = []
    var seen: Set<String> = []
    for kind in ConformanceCase.Kind.allCases {
      let folder = checkout.cases.appending(path: kind.rawValue)
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
      for name in names.sorted() where name.hasSuffix(".json") {
        let file = try Self.read(folder.appending(path: name), as: "\(kind.rawValue)/\(name)")
        for entry in file.cases {
          guard entry.kind == kind, entry.id.hasPrefix("\(kind.rawValue).\(file.area)."),
            seen.insert(entry.id).inserted
          else {
            throw HarnessError(
              message: "\(kind.rawValue)/\(name): \(entry.id): wrong place, or id used twice")
          }
        }
        cases += file.cases
      }
    }
    self.cases = cases
  }

  private static func read(_ url: URL, as name: String) throws -> File {
    do {
      return try JSONDecoder().decode(File.self, from: Data(contentsOf: url))
    } catch let error as DecodingError {
      throw HarnessError(message: "\(name): \(describe(error))")
    }
  }

  private static func describe(_ error: DecodingError) -> String {
    let context: DecodingError.Context =
      switch error {
      case .typeMismatch(_, let context), .valueNotFound(_, let context), .keyNotFound(_, let context),
        .dataCorrupted(let context):
        context
      @unknown default: DecodingError.Context(codingPath: [], debugDescription: "\(error)")
      }
    let path = context.codingPath.map { $0.intValue.map { "\($0)" } ?? $0.stringValue }.joined(separator: "/")
    return "\(path): \(context.debugDescription)"
  }

  /// The cases that the options of a command ask for.
  func selection(filters: [String], kinds: [ConformanceCase.Kind]) -> [ConformanceCase] {
    cases.filter { entry in
      (kinds.isEmpty || kinds.contains(entry.kind))
        && (filters.isEmpty
          || filters.contains { filter in
            Glob.matches(filter, entry.id) || entry.clauses.contains { Glob.matches(filter, $0) }
          })
    }
  }
}

/// Names with `*` for any characters and `?` for one.
enum Glob {
  static func matches(_ pattern: String, _ name: String) -> Bool {
    matches(Array(pattern.unicodeScalars)[...], Array(name.unicodeScalars)[...])
  }

  private static func matches(_ pattern: ArraySlice<Unicode.Scalar>, _ name: ArraySlice<Unicode.Scalar>)
    -> Bool
  {
    var pattern = pattern
    var name = name
    var retry: (pattern: ArraySlice<Unicode.Scalar>, name: ArraySlice<Unicode.Scalar>)?
    while true {
      if let first = pattern.first, first == "*" {
        pattern = pattern.dropFirst()
        retry = (pattern, name)
      } else if let wanted = pattern.first, let found = name.first, wanted == "?" || wanted == found {
        pattern = pattern.dropFirst()
        name = name.dropFirst()
      } else if pattern.isEmpty && name.isEmpty {
        return true
      } else if let again = retry, !again.name.isEmpty {
        let shorter = again.name.dropFirst()
        retry = (again.pattern, shorter)
        pattern = again.pattern
        name = shorter
      } else {
        return false
      }
    }
  }
}
