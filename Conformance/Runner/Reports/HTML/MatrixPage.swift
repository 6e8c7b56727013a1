import Foundation

/// The first page: each subject with each clause group.
struct MatrixPage {
  let report: RunReport

  var html: String {
    var body = [
      "<header><h1>Event-stream conformance</h1>",
      "<p>\(report.cases.count) cases, \(report.runs.count) \(report.runs.count == 1 ? "subject" : "subjects"), "
        + "\(report.dateText), seed \(report.seed). sse-conformance \(SSEConformance.version).</p></header>",
      "<main><div class=\"scroll\"><table class=\"matrix\">", "<thead><tr><th>subject</th>",
    ]
    for group in report.groups {
      body.append(
        "<th><a href=\"\(group).html\" title=\"\(HTML.escaped(groupTitle(group)))\">\(group)</a></th>")
    }
    body.append("<th>failures</th></tr></thead><tbody>")
    for run in report.runs { body.append(row(run)) }
    body.append("</tbody></table></div>")
    body += legend
    body.append("<section class=\"subjects\">")
    for run in report.runs { body.append(card(run)) }
    body.append("</section></main>")
    return HTML.page(title: "Event-stream conformance", body)
  }

  private func groupTitle(_ group: String) -> String {
    report.specification?.clauses.first { $0.group == group }.map { "\($0.id) …: \($0.title)" } ?? group
  }

  private func row(_ run: SubjectRun) -> String {
    var cells = [
      "<tr><th scope=\"row\">\(HTML.escaped(run.subject.name))"
        + "<small>\(HTML.escaped([run.subject.version, run.subject.language].compactMap(\.self).joined(separator: " · ")))"
        + "</small></th>"
    ]
    for group in report.groups {
      cells.append(cell(Tally(report.outcomes(of: run, group: group).map(\.outcome)), link: "\(group).html"))
    }
    let tally = Tally(run.outcomes)
    cells.append("<td class=\"sum\"><b>\(tally.failures)</b><small>of \(tally.judged)</small></td></tr>")
    return cells.joined()
  }

  /// The share of good cases as a bar behind the number of failures.
  private func cell(_ tally: Tally, link: String) -> String {
    guard tally.judged > 0 else { return "<td class=\"none\"><a href=\"\(link)\">·</a></td>" }
    let share = 100 * (tally.judged - tally.failures) / tally.judged
    let state = tally.failures == 0 ? "good" : share >= 75 ? "fair" : "poor"
    let text = tally.failures == 0 ? "✓" : "\(tally.failures)"
    let title = HTML.escaped("\(tally.judged) judged: \(tally.summary)")
    return "<td class=\"\(state)\" style=\"--share:\(share)%\"><a href=\"\(link)\" title=\"\(title)\">"
      + "\(text)<small>\(tally.judged)</small></a></td>"
  }

  private var legend: [String] {
    var lines = ["<details class=\"legend\" open><summary>How to read this</summary>"]
    lines.append(
      "<p>A cell shows how many cases of a clause group fail, and below how many were judged; ✓ means none. "
        + "It opens the group's cases. A case counts where its first clause is.</p><dl>")
    for verdict in Verdict.allCases {
      lines.append("<dt>\(verdict.symbol) \(HTML.badge(verdict))</dt><dd>\(verdict.explanation)</dd>")
    }
    return lines + ["</dl></details>"]
  }

  private func card(_ run: SubjectRun) -> String {
    let tally = Tally(run.outcomes)
    let parts = tally.parts.map { "\(HTML.badge($0.verdict)) \($0.count)" }.joined(separator: " ")
    let profiles = (run.subject.profiles ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }
    let capabilities = (run.subject.capabilities ?? []).sorted().joined(separator: ", ")
    return """
      <article><h2>\(HTML.escaped(run.subject.title))</h2>
      <p>\(parts)</p>
      <p class="quiet">can do: \(HTML.escaped(capabilities))<br>profile: \(HTML.escaped(profiles.joined(separator: ", ")))<br>\
      \(run.seconds.formatted(.number.precision(.fractionLength(1)))) s</p></article>
      """
  }
}
