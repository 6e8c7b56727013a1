/// Compares JSON values, but for what a case says is not to be compared.
///
/// Paths are JSON pointers; `*` stands for any one name or index.
struct JSONComparison {
  let ignore: [[Substring]]
  let nullIsAbsent: [[Substring]]

  struct Found {
    let path: String
    let expected: String
    let got: String
  }

  init(ignore: [String], nullIsAbsent: [String]) {
    self.ignore = ignore.map { $0.split(separator: "/") }
    self.nullIsAbsent = nullIsAbsent.map { $0.split(separator: "/") }
  }

  /// - Parameter subset: members that are not expected may be there.
  func firstDifference(_ expected: JSONValue, _ got: JSONValue, at path: String, subset: Bool = false)
    -> Found?
  {
    if Self.matches(ignore, path) { return nil }
    switch (expected, got) {
    case (.object(let wanted), .object(let found)):
      let names = Set(wanted.keys).union(subset ? [] : Set(found.keys)).sorted()
      for name in names {
        let place = "\(path)/\(name)"
        switch (wanted[name], found[name]) {
        case (let wanted?, let found?):
          if let difference = firstDifference(wanted, found, at: place, subset: subset) { return difference }
        case (let wanted, let found):
          let isNothing = (wanted ?? found) == .null && Self.matches(nullIsAbsent, place)
          if isNothing || Self.matches(ignore, place) { continue }
          return Found(
            path: place, expected: wanted.map(Excerpt.of) ?? "absent", got: found.map(Excerpt.of) ?? "absent")
        }
      }
      return nil
    case (.array(let wanted), .array(let found)) where wanted.count == found.count:
      for (index, pair) in zip(wanted, found).enumerated() {
        if let difference = firstDifference(pair.0, pair.1, at: "\(path)/\(index)", subset: subset) {
          return difference
        }
      }
      return nil
    default:
      return expected == got ? nil : Found(path: path, expected: Excerpt.of(expected), got: Excerpt.of(got))
    }
  }

  private static func matches(_ patterns: [[Substring]], _ path: String) -> Bool {
    guard !patterns.isEmpty else { return false }
    let parts = path.split(separator: "/")
    return patterns.contains { pattern in
      pattern.count == parts.count && zip(pattern, parts).allSatisfy { $0 == "*" || $0 == $1 }
    }
  }
}
