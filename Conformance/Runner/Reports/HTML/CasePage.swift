/// A case: its bytes, what is expected, and what each subject made of it.
struct CasePage {
  let report: RunReport
  let index: Int

  private var entry: ConformanceCase { report.cases[index] }

  var html: String {
    var body = [
      "<header><nav><a href=\"../index.html\">← all groups</a> <a href=\"../\(entry.groups[0]).html\">\(entry.groups[0])</a>"
        + "</nav><h1>\(HTML.escaped(entry.shortName))</h1><p>\(HTML.escaped(entry.about))</p></header><main>"
    ]
    body.append("<dl class=\"facts\">")
    for id in entry.clauses {
      let title = report.specification?.clause(id)?.title ?? ""
      body.append("<dt>\(id)</dt><dd>\(HTML.escaped(title))</dd>")
    }
    body.append("<dt>level</dt><dd>\(entry.level.rawValue)</dd>")
    if let origin = entry.origin, !origin.isEmpty {
      body.append("<dt>after</dt><dd>\(HTML.escaped(origin.joined(separator: ", ")))</dd>")
    }
    if let options = entry.optionsText {
      body.append("<dt>options</dt><dd><code>\(HTML.escaped(options))</code></dd>")
    }
    body.append("</dl>")
    if let preceding = entry.preceding {
      body.append("<h2>A stream before it</h2>\(VisibleBytes(preceding).html)")
    }
    body.append("<h2>\(entry.kind == .encode ? "What is written" : "Input")</h2>")
    body.append(
      entry.input.map { VisibleBytes($0).html }
        ?? "<pre class=\"bytes\">\(HTML.escaped(entry.writingText))</pre>")
    body.append("<h2>Expected</h2>\(lines(entry.expect.lines))")
    for alternative in entry.alternatives ?? [] {
      let when = alternative.when.map(\.description).joined(separator: ", ")
      body.append("<h3>or, \(when.isEmpty ? "as well" : "with the profile \(HTML.escaped(when))")</h3>")
      body.append(lines(alternative.expect.lines))
    }
    for (number, run) in report.runs.enumerated() { body += section(number, run) }
    return HTML.page(title: entry.id, path: "../", body + ["</main>"])
  }

  private func lines(_ lines: [(name: String, text: String)]) -> String {
    "<dl class=\"result\">"
      + lines.map { "<dt>\(HTML.escaped($0.name))</dt><dd><code>\(HTML.escaped($0.text))</code></dd>" }
      .joined()
      + "</dl>"
  }

  private func section(_ number: Int, _ run: SubjectRun) -> [String] {
    let outcome = run.outcomes[index]
    let isOpen = outcome.verdict.isFailure || outcome.verdict == .harnessError
    var body = [
      "<details class=\"subject\" id=\"s\(number)\"\(isOpen ? " open" : "")><summary>"
        + "\(HTML.badge(outcome.verdict)) \(HTML.escaped(run.subject.title))</summary>"
    ]
    if let reason = outcome.reason { body.append("<p>\(HTML.escaped(reason))</p>") }
    for difference in outcome.differences {
      body.append(
        "<dl class=\"difference\"><dt>\(HTML.escaped(difference.part))</dt>"
          + "<dd class=\"expected\"><span>expected</span><code>\(HTML.escaped(difference.expected))</code></dd>"
          + "<dd class=\"got\"><span>got</span><code>\(HTML.escaped(difference.got))</code></dd></dl>")
    }
    if let cut = outcome.cut {
      let how =
        outcome.cutsTried == 1 ? "1 cut tried" : "\(outcome.cutsFailed) of \(outcome.cutsTried) cuts fail"
      body.append("<p class=\"quiet\">cut \(HTML.escaped("\(cut)")); \(how)</p>")
      if let input = entry.input, cut != .whole {
        body.append(VisibleBytes(input, cuts: cut.offsets(length: input.count)).html)
      }
    }
    if !outcome.steps.isEmpty {
      body.append(
        "<div class=\"scroll\"><table class=\"steps\"><thead><tr><th>bytes</th><th>sent</th><th>came back</th></tr></thead><tbody>"
      )
      for step in outcome.steps {
        let place = step.from.flatMap { from in step.to.map { "\(from)..&lt;\($0)" } } ?? "end"
        body.append(
          "<tr><td>\(place)</td><td><code>\(HTML.escaped(step.sent))</code></td>"
            + "<td><code>\(HTML.escaped(step.received))</code></td></tr>")
      }
      body.append("</tbody></table></div>")
    }
    return body + ["</details>"]
  }
}
