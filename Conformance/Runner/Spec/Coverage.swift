/// Which clause has which cases, and what is missing.
struct Coverage {
  let specification: Specification
  let cases: [ConformanceCase]
  let webPlatformTests: [WebPlatformTest]

  /// Pages on which each clause of level `must` has to have a case. Clauses of other pages are counted only.
  static let gatedPages = ["event-stream.md"]

  private var casesByClause: [String: [ConformanceCase]] {
    var result: [String: [ConformanceCase]] = [:]
    for entry in cases {
      for clause in entry.clauses { result[clause, default: []].append(entry) }
    }
    return result
  }

  /// What fails the command.
  var problems: [String] {
    let byClause = casesByClause
    var problems: [String] = []
    for clause in specification.clauses
    where Self.gatedPages.contains(clause.page) && clause.level == "must" && byClause[clause.id] == nil {
      problems.append("\(clause.id) (\(clause.title)) has no case")
    }
    for entry in cases {
      if entry.clauses.isEmpty { problems.append("\(entry.id) names no clause") }
      for clause in entry.clauses where specification.clause(clause) == nil {
        problems.append("\(entry.id) names \(clause), which is no clause")
      }
    }
    for test in webPlatformTests where test.counterparts(in: cases).isEmpty {
      if let kind = test.kind, !cases.contains(where: { $0.kind == kind }) { continue }
      problems.append("no case restates \(test.file) of web-platform-tests")
    }
    return problems
  }

  var summary: String {
    let gated = specification.clauses.filter { Self.gatedPages.contains($0.page) }
    let byClause = casesByClause
    let covered = gated.count { byClause[$0.id] != nil }
    return "\(cases.count) cases; \(covered) of \(gated.count) clauses of the event stream have one; "
      + "\(webPlatformTests.count { !$0.counterparts(in: cases).isEmpty }) of \(webPlatformTests.count) web platform "
      + "format tests are restated"
  }

  /// `Spec/coverage.md`.
  var page: String {
    let byClause = casesByClause
    var lines = [
      "# Coverage", "",
      "Made by `sse-conformance coverage`; do not edit. A case counts for every clause that it names. Clauses of level",
      "`must` in [event-stream.md](event-stream.md) must have a case; on the other pages clauses are counted only,",
      "and pages of which no clause has a case are given by their size alone.", "",
      "\(summary).", "",
    ]
    for page in specification.pages {
      let clauses = specification.clauses.filter { $0.page == page.file }
      let covered = clauses.count { byClause[$0.id] != nil }
      lines += ["## [\(page.title)](\(page.file))", ""]
      guard covered > 0 else {
        lines += ["\(clauses.count) clauses, none with a case yet.", ""]
        continue
      }
      lines += ["\(covered) of \(clauses.count) clauses have a case.", ""]
      lines += [
        "| clause | level | cases | must | should | choice | about |", "|---|---|---:|---:|---:|---:|---|",
      ]
      for clause in clauses {
        let about = byClause[clause.id] ?? []
        let counts = ConformanceCase.Level.allCases.map { level in
          let count = about.count { $0.level == level }
          return count == 0 ? "" : "\(count)"
        }
        let mark = about.isEmpty ? "none" : "\(about.count)"
        lines.append(
          "| \(clause.id) | \(clause.level) | \(mark) | \(counts.joined(separator: " | ")) | \(clause.title) |"
        )
      }
      lines.append("")
    }
    lines += ["## Format tests of web-platform-tests", "", "| test | cases |", "|---|---|"]
    for test in webPlatformTests {
      let counterparts = test.counterparts(in: cases).map { "`\($0.id)`" }
      let later = test.kind.map { "with the kind `\($0.rawValue)`" } ?? "none"
      lines.append(
        "| \(test.file) | \(counterparts.isEmpty ? later : counterparts.joined(separator: ", ")) |")
    }
    return (lines + [""]).joined(separator: "\n")
  }
}
