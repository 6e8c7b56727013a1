import Foundation

extension Report {
  /// Writes `index.html` and a file for each plot into `folder`; no file needs the network.
  func write(to folder: URL) throws {
    let figures = figures()
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for figure in figures {
        try Data(figure.drawing.document.utf8).write(to: folder.appendingPathComponent(figure.name + ".svg"))
      }
      try Data(page(figures).utf8).write(to: folder.appendingPathComponent("index.html"))
    } catch {
      throw Failure.cannotWrite("cannot write into \(folder.path)")
    }
  }

  private func page(_ figures: [Drawn]) -> String {
    let environment = result.environment
    let plots = figures.map { figure in
      "<figure id=\"\(figure.name)\">\n\(figure.drawing.document)<figcaption>\(HTML.escaped(figure.caption))"
        + "</figcaption>\n</figure>"
    }
    let absent = result.absentPeers.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value))" }
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Benchmarks of event streams</title>
      <style>
      body { font: 15px/1.5 system-ui, sans-serif; max-width: 960px; margin: 2em auto; padding: 0 1em; color: #222;
        background: #fff; }
      figure { margin: 2em 0; overflow-x: auto; } figcaption { color: #555; }
      table { border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums; }
      .wide { overflow-x: auto; }
      th, td { padding: .25em .7em; text-align: right; border-bottom: 1px solid #ddd; white-space: nowrap; }
      th:first-child, td:first-child { text-align: left; }
      </style>
      </head>
      <body>
      <h1>Benchmarks of event streams</h1>
      <p>\(HTML.escaped(result.date)) · \(HTML.escaped(environment.processor)), \(environment.processors) processors ·
      \(HTML.escaped(environment.system)) · \(HTML.escaped(environment.cLibrary)) · Swift
      \(HTML.escaped(environment.swift)) · load \(Figure.short(environment.load)) at the start ·
      \(Figure.size(Double(result.settings.size))) a stream, \(result.settings.rounds) rounds, seed
      \(result.settings.seed)</p>
      \(absent.isEmpty ? "" : "<p>Peers that were not there: \(HTML.escaped(absent.joined(separator: "; "))).</p>")
      \(plots.joined(separator: "\n"))
      \(latencyTable)
      <h2>All figures</h2>
      \(measurementTable)
      </body>
      </html>

      """
  }

  private var latencyTable: String {
    guard !result.latencies.isEmpty else { return "" }
    let rows = result.latencies.map { latency in
      [latency.name]
        + [latency.p50, latency.p99, latency.p999, latency.maximum, latency.clock].map(Figure.time)
    }
    return "<h2>From the last byte of an event to the caller</h2>\n"
      + table(["", "p50", "p99", "p99.9", "longest", "the clock itself"], rows)
  }

  private var measurementTable: String {
    let rows = result.measurements.map { measurement in
      [
        measurement.subject == Measurement.engine
          ? measurement.name : "\(measurement.name) (\(measurement.subject))",
        Figure.speed(measurement.bytesPerSecond),
        measurement.items == 0 ? "–" : Figure.time(measurement.nanosecondsPerItem),
        Figure.short(measurement.memchr.median),
        "\(Figure.short(measurement.memchr.lowerQuartile))–\(Figure.short(measurement.memchr.upperQuartile))",
        Figure.short(measurement.swift.median),
        measurement.allocationsPerItem.map(Figure.short) ?? "–",
        measurement.heap.map { Figure.size(Double($0.peakBytes)) } ?? "–",
        measurement.instructions.map { Figure.short($0.perByte) } ?? "–",
      ]
    }
    return table(
      [
        "benchmark", "speed", "an item", "of memchr", "quartiles", "of Swift", "allocs/item", "peak heap",
        "instructions/byte",
      ], rows)
  }

  private func table(_ header: [String], _ rows: [[String]]) -> String {
    func row(_ cells: [String], _ tag: String) -> String {
      "<tr>" + cells.map { "<\(tag)>\(HTML.escaped($0))</\(tag)>" }.joined() + "</tr>"
    }
    return "<div class=\"wide\"><table>\n\(row(header, "th"))\n"
      + rows.map { row($0, "td") }.joined(separator: "\n") + "\n</table></div>"
  }
}
