/// A clause group: its cases, clause by clause, with all subjects.
struct GroupPage {
  let report: RunReport
  let group: String

  var html: String {
    let clauses = report.specification?.clauses.filter { $0.group == group } ?? []
    var body = [
      "<header><nav><a href=\"index.html\">← all groups</a></nav><h1>\(group)</h1></header><main>",
      "<label class=\"switch\"><input type=\"checkbox\" id=\"failures\"> only what fails somewhere</label>",
    ]
    let indices = report.cases.indices.filter { report.cases[$0].groups[0] == group }
    let known = Set(clauses.map(\.id))
    let others = Set(indices.map { report.cases[$0].clauses[0] }).subtracting(known).sorted()
    for (id, clause) in clauses.map({ ($0.id, Optional($0)) }) + others.map({ ($0, nil) }) {
      let about = indices.filter { report.cases[$0].clauses[0] == id }
      if about.isEmpty { continue }
      body.append("<section id=\"\(id)\"><h2>\(id) \(HTML.escaped(clause?.title ?? ""))</h2>")
      if let clause { body.append("<p class=\"quiet\">level \(clause.level), \(clause.page)</p>") }
      body.append("<div class=\"scroll\"><table class=\"cases\"><thead><tr><th>case</th>")
      for run in report.runs {
        body.append("<th class=\"turned\"><span>\(HTML.escaped(run.subject.title))</span></th>")
      }
      body.append("</tr></thead><tbody>")
      body += about.map(row)
      body.append("</tbody></table></div></section>")
    }
    body.append("</main>")
    return HTML.page(title: "\(group) · event-stream conformance", body)
  }

  private func row(_ index: Int) -> String {
    let entry = report.cases[index]
    let link = "case/\(entry.id).html"
    let fails = report.runs.contains { $0.outcomes[index].verdict.isFailure }
    var cells = [
      "<tr class=\"\(fails ? "fails" : "fine")\"><th scope=\"row\"><a href=\"\(link)\">\(HTML.escaped(entry.shortName))</a>"
        + "<small>\(HTML.escaped(entry.about))</small></th>"
    ]
    for (number, run) in report.runs.enumerated() {
      let outcome = run.outcomes[index]
      let title = HTML.escaped(
        "\(run.subject.title): \(outcome.verdict.rawValue) \(outcome.summary.prefix(200))")
      cells.append(
        "<td class=\"\(outcome.verdict.rawValue)\"><a href=\"\(link)#s\(number)\" title=\"\(title)\">"
          + "\(outcome.verdict.symbol)</a></td>")
    }
    return cells.joined() + "</tr>"
  }
}

extension ConformanceCase {
  /// The id without its kind.
  var shortName: String { id.split(separator: ".").dropFirst().joined(separator: ".") }
}
