/// The run as JUnit XML, one suite a subject: for CI systems.
struct JUnitReport {
  let report: RunReport
  let expectations: ExpectedFailures?

  func write(to path: String) throws {
    var lines = [#"<?xml version="1.0" encoding="UTF-8"?>"#, "<testsuites>"]
    for run in report.runs {
      let failures = run.outcomes.count { isFailure($0) }
      let attributes = [
        ("name", run.subject.title), ("tests", "\(run.outcomes.count)"), ("failures", "\(failures)"),
        ("errors", "\(run.count(.harnessError))"), ("skipped", "\(run.outcomes.count { isSkipped($0) })"),
        ("time", "\(run.seconds)"), ("timestamp", report.date.formatted(.iso8601)),
      ]
      lines.append("  <testsuite\(Self.attributes(attributes))>")
      for (entry, outcome) in zip(report.cases, run.outcomes) { lines += element(entry, outcome) }
      lines.append("  </testsuite>")
    }
    lines += ["</testsuites>", ""]
    try ReportFile.write(lines.joined(separator: "\n"), to: path)
  }

  private func isFailure(_ outcome: CaseOutcome) -> Bool {
    outcome.verdict.isFailure && expectations?.isExpected(outcome) != true
  }

  /// Expected failures are told as skipped, which is how CI systems show what is known.
  private func isSkipped(_ outcome: CaseOutcome) -> Bool {
    outcome.verdict == .skipped || (outcome.verdict.isFailure && !isFailure(outcome))
  }

  private func element(_ entry: ConformanceCase, _ outcome: CaseOutcome) -> [String] {
    let area = entry.id.split(separator: ".").dropLast().joined(separator: ".")
    let open =
      "    <testcase\(Self.attributes([("classname", area), ("name", entry.id), ("time", "\(outcome.seconds)")]))"
    let text = Self.escaped("\(entry.about) [\(entry.clauses.joined(separator: ", "))]\n\(outcome.summary)")
    let message = Self.attributes([("message", outcome.summary), ("type", outcome.verdict.rawValue)])
    if outcome.verdict == .harnessError {
      return [open + ">", "      <error\(message)>\(text)</error>", "    </testcase>"]
    }
    if isFailure(outcome) {
      return [open + ">", "      <failure\(message)>\(text)</failure>", "    </testcase>"]
    }
    if isSkipped(outcome) {
      let message = Self.attributes([("message", "\(outcome.verdict.rawValue): \(outcome.summary)")])
      return [open + ">", "      <skipped\(message)/>", "    </testcase>"]
    }
    return [open + "/>"]
  }

  static func attributes(_ pairs: [(String, String)]) -> String {
    pairs.map { " \($0.0)=\"\(escaped($0.1))\"" }.joined()
  }

  /// XML text: characters that XML cannot hold have been made visible before.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n": result += "&#10;"
      case _ where scalar.value < 0x20 || (0xFFFE...0xFFFF).contains(scalar.value): result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
