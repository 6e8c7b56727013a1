import Foundation

extension SSEBenchmark.Command {
  static let report = SSEBenchmark.Command(
    name: "report", about: "draws kept results as a page with plots",
    help: """
      sse-benchmark report --html DIR RESULT.json [RESULT.json …]
      sse-benchmark report --markdown RESULT.json

      Writes DIR/index.html and each plot as a file of its own, of the result that is the newest by its date:
      throughput by job beside peers and limit, by cut, by event size, by length, by number of streams, memory
      of idle streams, latency, all figures. With several results, the history of all. Nothing is fetched from
      anywhere, when the page is made or when it is read.
      --markdown prints the table that a page of text quotes, with the machine and the day.
      """
  ) { arguments, _ in
    let folder = try arguments.value("--html")
    let isMarkdown = arguments.flag("--markdown")
    guard folder != nil || isMarkdown else { throw Failure.usage("report needs --html DIR or --markdown") }
    let files = try arguments.operands()
    let results = try files.map(ResultFile.read).sorted { $0.date < $1.date }
    guard let newest = results.last else {
      throw Failure.usage("report needs a result file; run --json FILE keeps one")
    }
    let report = Report(result: newest, history: results)
    if isMarkdown { Terminal.line(report.markdown) }
    if let folder {
      try report.write(to: URL(fileURLWithPath: folder, isDirectory: true))
      Terminal.note("Written: \(folder)/index.html, \(report.figures().count) plots.")
    }
    return .success
  }
}
