import Foundation

extension SSEBenchmark.Command {
  static let report = SSEBenchmark.Command(
    name: "report", about: "draws kept results as a page with plots",
    help: """
      sse-benchmark report --html DIR RESULT.json [RESULT.json …]

      Writes DIR/index.html and each plot as a file of its own, of the result that is the newest by its date:
      throughput by job beside peers and limit, by cut, by event size, by length, by number of streams, memory
      of idle streams, latency, all figures. With several results, the history of all. Nothing is fetched from
      anywhere, when the page is made or when it is read.
      """
  ) { arguments, _ in
    guard let folder = try arguments.value("--html") else { throw Failure.usage("report needs --html DIR") }
    let files = try arguments.operands()
    guard !files.isEmpty else { throw Failure.usage("report needs a result file; run --json FILE keeps one") }
    let results = try files.map(ResultFile.read).sorted { $0.date < $1.date }
    guard let newest = results.last else { return .usage }
    let report = Report(result: newest, history: results)
    try report.write(to: URL(fileURLWithPath: folder, isDirectory: true))
    Terminal.note("Written: \(folder)/index.html, \(report.figures().count) plots.")
    return .success
  }
}
