/// The matrix of subjects and clause groups as a page of Markdown, with each subject's failures by clause.
struct MarkdownReport {
  let report: RunReport

  var text: String {
    var lines = [
      "# Results", "",
      "Made by `sse-conformance run --markdown` on \(report.dateText): \(report.cases.count) cases, seed \(report.seed). "
        + "The clauses are those of [Spec](../Spec/README.md).", "",
    ]
    lines += matrix
    lines += [
      "",
      "A number is that of the cases judged; **n** / m means that n of m cases fail. Cases that a subject cannot be asked "
        + "(limits, a last event ID at the start, the stream's end state) and results that its declared profile "
        + "explains are no failures; they stand under each subject. A case counts where its first clause is.",
      "",
    ]
    for run in report.runs { lines += section(run) }
    return lines.joined(separator: "\n")
  }

  private var matrix: [String] {
    let groups = report.groups
    var lines = ["| subject | " + groups.joined(separator: " | ") + " | all |"]
    lines.append("|---|" + String(repeating: "---:|", count: groups.count + 1))
    for run in report.runs {
      let cells = groups.map { cell(Tally(report.outcomes(of: run, group: $0).map(\.outcome))) }
      let all = cell(Tally(run.outcomes))
      lines.append("| [\(run.subject.title)](#\(anchor(run))) | \(cells.joined(separator: " | ")) | \(all) |")
    }
    return lines
  }

  private func cell(_ tally: Tally) -> String {
    if tally.judged == 0 { return "–" }
    return tally.failures == 0 ? "\(tally.judged)" : "**\(tally.failures)** / \(tally.judged)"
  }

  /// The heading's anchor as code hosts make it.
  private func anchor(_ run: SubjectRun) -> String {
    String(
      run.subject.title.lowercased().compactMap { character in
        character == " "
          ? "-"
          : character.isLetter || character.isNumber || character == "-" || character == "_" ? character : nil
      })
  }

  private func section(_ run: SubjectRun) -> [String] {
    var lines = ["## \(run.subject.title)", ""]
    var facts = [run.subject.language ?? "language not told", Tally(run.outcomes).summary]
    let profiles = (run.subject.profiles ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }
    if !profiles.isEmpty { facts.append("profile: \(profiles.joined(separator: ", "))") }
    lines += ["\(facts.joined(separator: "; ")).", ""]
    let failures = zip(report.cases, run.outcomes).filter { $0.1.verdict.isFailure }
    if failures.isEmpty { return lines + ["Nothing fails.", ""] }
    lines += ["| clause | verdicts | cases |", "|---|---|---|"]
    var byClause: [String: [(ConformanceCase, CaseOutcome)]] = [:]
    for failure in failures { byClause[failure.0.clauses[0], default: []].append(failure) }
    for clause in ordered(Array(byClause.keys)) {
      let found = byClause[clause] ?? []
      let title = report.specification?.clause(clause)?.title ?? ""
      let cases =
        found.prefix(6).map { "`\($0.0.id)`" } + (found.count > 6 ? ["and \(found.count - 6) more"] : [])
      lines.append(
        "| \(clause) \(title) | \(Tally(found.map(\.1)).summary) | \(cases.joined(separator: ", ")) |")
    }
    return lines + [""]
  }

  private func ordered(_ clauses: [String]) -> [String] {
    let order = report.specification?.clauses.map(\.id) ?? []
    let places = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
    return clauses.sorted { (places[$0] ?? .max, $0) < (places[$1] ?? .max, $1) }
  }
}
