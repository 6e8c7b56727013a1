import Foundation

/// A numbered clause of the specification.
struct SpecClause {
  let id: String
  let title: String
  /// `must`, `should` or `choice`.
  let level: String
  /// Its page, by file name.
  let page: String
  /// The whole section as it stands, without its heading.
  let text: String

  var group: String { Self.group(of: id) }

  /// `LIN` for `LIN-3`.
  static func group(of id: String) -> String { String(id.prefix { $0 != "-" }) }

  /// The number behind the group, to sort by.
  var number: Int { Int(id.drop { $0 != "-" }.dropFirst()) ?? 0 }
}

/// All clauses of `Spec/*.md`, page by page in order.
struct Specification {
  let clauses: [SpecClause]
  /// The title of each page by its file name.
  let pages: [(file: String, title: String)]

  init(_ checkout: Checkout) throws {
    var clauses: [SpecClause] = []
    var pages: [(file: String, title: String)] = []
    let names = (try? FileManager.default.contentsOfDirectory(atPath: checkout.spec.path)) ?? []
    for name in names.sorted() where name.hasSuffix(".md") {
      let text = try String(contentsOf: checkout.spec.appending(path: name), encoding: .utf8)
      let found = Self.clauses(in: text, page: name)
      if found.isEmpty { continue }
      pages.append(
        (
          name,
          text.split(separator: "\n").first.map { $0.drop { "# ".contains($0) } }.map(String.init) ?? name
        ))
      clauses += found
    }
    if clauses.isEmpty { throw HarnessError(message: "no clauses in \(checkout.spec.path)") }
    self.clauses = clauses
    self.pages = pages
  }

  /// The clauses of one page: headings `### ID · title`, each followed by a line `level: …`.
  static func clauses(in text: String, page: String) -> [SpecClause] {
    var clauses: [SpecClause] = []
    var heading: (id: String, title: String)?
    var body: [Substring] = []
    var isInFence = false

    func finish() {
      guard let (id, title) = heading else { return }
      let level = body.first { $0.hasPrefix("level:") }?.dropFirst(6).trimmingCharacters(in: .whitespaces)
      let text = body.joined(separator: "\n").trimmingCharacters(in: .newlines)
      clauses.append(SpecClause(id: id, title: title, level: level ?? "", page: page, text: text))
      heading = nil
    }

    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") { isInFence.toggle() }
      if !isInFence && line.hasPrefix("#") {
        finish()
        body = []
        if line.hasPrefix("### "), let parsed = parse(heading: line.dropFirst(4)) { heading = parsed }
      } else {
        body.append(line)
      }
    }
    finish()
    return clauses
  }

  private static func parse(heading: Substring) -> (id: String, title: String)? {
    let id = heading.prefix { $0 != " " }
    let parts = id.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, parts[0].allSatisfy({ $0.isASCII && $0.isUppercase }),
      Int(parts[1]) != nil
    else { return nil }
    return (String(id), heading.dropFirst(id.count).trimmingCharacters(in: CharacterSet(charactersIn: " ·")))
  }

  func clause(_ id: String) -> SpecClause? { clauses.first { $0.id == id } }

  /// Groups in the order in which the pages have them.
  var groups: [String] {
    var seen: [String] = []
    for clause in clauses where !seen.contains(clause.group) { seen.append(clause.group) }
    return seen
  }
}
