import Foundation

/// What was judged, one entry a stream.
struct LintEntry {
  /// The file, or the scenario of a live server.
  let name: String
  let endpoint: String
  let verdict: LintedStream
  /// Why there is no stream to judge; nil where there is one.
  var refusal: String?
}

/// The verdicts of `lint`, for people and for machines.
struct LintReport {
  let entries: [LintEntry]
  /// The severities that make a stream fail.
  let failing: Set<String>
  let specification: Specification?

  var fails: Bool { entries.contains(where: fails) }

  private func fails(_ entry: LintEntry) -> Bool {
    entry.verdict.findings.contains { failing.contains($0.severity ?? "error") }
  }

  // MARK: - Text

  func print(showsAll: Bool) {
    for entry in entries {
      if entries.count > 1 { Swift.print(Terminal.styled(entry.name, .bold)) }
      for group in entry.verdict.byClause {
        Swift.print(Terminal.styled(headline(group), .bold))
        for finding in showsAll ? group : [group[0]] { Swift.print("  \(Self.place(finding))") }
      }
      if let outcome = entry.verdict.outcome { Swift.print("outcome: \(outcome.summary)") }
      if let refusal = entry.refusal { Swift.print("refused: \(refusal)") }
      let count = entry.verdict.findings.count
      if count > 0 {
        Swift.print("\(count) findings of \(entry.verdict.byClause.count) clauses")
      } else if entry.refusal == nil {
        Swift.print("clean")
      }
    }
  }

  private func headline(_ group: [ReportedFinding]) -> String {
    let title = specification?.clause(group[0].clause)?.title ?? ""
    return "\(group[0].severity ?? "") \(group[0].clause) \(title)"
      + (group.count > 1 ? ", \(group.count) times" : "")
  }

  private static func place(_ finding: ReportedFinding) -> String {
    "byte \(finding.offset ?? 0), event \(finding.event ?? 0): \(finding.message ?? "")"
  }

  // MARK: - JSON

  private struct FindingLine: Encodable {
    let file: String
    let finding: ReportedFinding
  }

  private struct Summary: Encodable {
    let file: String
    let endpoint: String
    let outcome: JSONValue?
    let refused: String?
  }

  /// One line a finding, and one for each stream.
  func printJSON() {
    for entry in entries {
      for finding in entry.verdict.findings {
        Self.printJSON(FindingLine(file: entry.name, finding: finding))
      }
      Self.printJSON(
        Summary(
          file: entry.name, endpoint: entry.endpoint, outcome: entry.verdict.outcome, refused: entry.refusal))
    }
  }

  private static func printJSON(_ value: some Encodable) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if let line = try? encoder.encode(value) { Swift.print(String(decoding: line, as: UTF8.self)) }
  }

  // MARK: - JUnit

  /// One test case a stream: it fails where a finding does, and is skipped where the server refused.
  var junit: String {
    let attributes = JUnitReport.attributes
    var lines = [
      #"<?xml version="1.0" encoding="UTF-8"?>"#, "<testsuites>",
      "  <testsuite"
        + attributes([
          ("name", "sse-conformance lint"), ("tests", "\(entries.count)"),
          ("failures", "\(entries.count(where: fails))"),
          ("skipped", "\(entries.count { $0.refusal != nil && !fails($0) })"),
        ]) + ">",
    ]
    for entry in entries {
      lines.append("    <testcase" + attributes([("classname", entry.endpoint), ("name", entry.name)]) + ">")
      if fails(entry) {
        let groups = entry.verdict.byClause
        let text = groups.map { "\(headline($0))\n  \(Self.place($0[0]))" }.joined(separator: "\n")
        let message = attributes([("message", groups.map { $0[0].clause }.joined(separator: ", "))])
        lines.append("      <failure\(message)>\(JUnitReport.escaped(text))</failure>")
      } else if let refusal = entry.refusal {
        lines.append("      <skipped\(attributes([("message", refusal)]))/>")
      }
      lines.append("    </testcase>")
    }
    return (lines + ["  </testsuite>", "</testsuites>", ""]).joined(separator: "\n")
  }
}
