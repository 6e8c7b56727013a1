import Foundation

/// `explain`: a clause of the specification with its cases, or a case with its clauses.
struct ExplainCommand: Command {
  static let name = "explain"
  static let summary = "Show a clause of the specification and its cases, a group of clauses, or a case."
  static let usage = "CLAUSE | GROUP | CASE"
  static let details = """
    sse-conformance explain LIN-3                         the clause, with the cases about it
    sse-conformance explain LIN                           the clauses of the group
    sse-conformance explain parse.lines.cr-lf-across-cut  the case, with its clauses

      --root DIR      the checkout that holds Spec and Conformance/Cases
    """

  private let root: String?
  private let name: String

  init(_ arguments: inout Arguments) throws {
    root = try arguments.value("--root")
    name = try arguments.positional(1...1)[0]
  }

  func run() throws -> CommandStatus {
    let checkout = try Checkout(path: root)
    let specification = try Specification(checkout)
    let cases = try CaseLibrary(checkout).cases
    if let clause = specification.clause(name.uppercased()) {
      explain(clause, cases)
    } else if let entry = cases.first(where: { $0.id == name }) {
      explain(entry, specification)
    } else {
      let group = specification.clauses.filter { $0.group == name.uppercased() }
      guard !group.isEmpty else {
        throw UsageError(
          message:
            "no clause, group or case \"\(name)\"; groups: \(specification.groups.joined(separator: " "))")
      }
      for clause in group {
        let count = cases.count { $0.clauses.contains(clause.id) }
        print("\(Terminal.styled(clause.id, .bold)) (\(clause.level), \(count) cases) \(clause.title)")
      }
    }
    return .success
  }

  private func explain(_ clause: SpecClause, _ cases: [ConformanceCase]) {
    print(Terminal.styled("\(clause.id) · \(clause.title)", .bold))
    print("Spec/\(clause.page)\n")
    print(clause.text)
    let about = cases.filter { $0.clauses.contains(clause.id) }
    print("\n\(about.isEmpty ? "No case is about it." : "Cases:")")
    for entry in about { print("  \(entry.id)  \(Terminal.styled(entry.about, .dim))") }
  }

  private func explain(_ entry: ConformanceCase, _ specification: Specification) {
    print(Terminal.styled(entry.id, .bold))
    print(entry.about)
    print(
      "level \(entry.level.rawValue)\((entry.origin ?? []).isEmpty ? "" : "; after \(entry.origin!.joined(separator: ", "))")"
    )
    if let input = entry.input {
      print("\ninput    \(Excerpt.of(input.expanded()[...]))")
    } else {
      print("\n\(entry.writingText)")
    }
    if let options = entry.optionsText { print("options  \(options)") }
    for line in entry.expect.lines {
      print(
        "\(line.name.padding(toLength: max(8, line.name.count), withPad: " ", startingAt: 0)) \(line.text)")
    }
    for id in entry.clauses {
      let title =
        specification.clause(id).map { "\($0.title) (Spec/\($0.page))" } ?? "not in the specification"
      print("clause   \(id) \(title)")
    }
  }
}
