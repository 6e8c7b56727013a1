import Foundation
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

@testable import BenchmarkHarness

@Suite("Report")
struct ReportTests {
  /// A result with something for every plot.
  static var result: ResultFile {
    var result = Samples.result([
      Samples.measurement(), Samples.measurement("frame/chat/1400B"), Samples.measurement("frame/chat/byte"),
      Samples.measurement("chat-text/chat/16KiB", memchr: 0.05),
      Samples.measurement("chat-text/chat/16KiB@x", subject: "x <1.0> & y", memchr: 0.2),
    ])
    for name in ["length", "event-size", "streams", "idle-memory"] {
      let points = [1.0, 1_000, 1_000_000].map { Curve.Point(x: $0, y: 60 + $0 / 1e5) }
      result.curves.append(Curve(name: name, series: "chat", xLabel: "x", yLabel: "y", points: points))
    }
    result.latencies = [Latency(name: "alone", p50: 31, p99: 40, p999: 80, maximum: 900, count: 5, clock: 20)]
    return result
  }

  @Test("Every plot is a drawing that an XML parser accepts, and nothing in it comes from elsewhere")
  func drawings() throws {
    let figures = Report(result: Self.result, history: [Self.result, Self.result]).figures()
    #expect(
      figures.map(\.name) == [
        "throughput", "cuts", "event-size", "length", "streams", "idle-memory", "history",
      ])
    for figure in figures {
      let parser = XMLParser(data: Data(figure.drawing.document.utf8))
      #expect(parser.parse(), "\(figure.name): \(parser.parserError.map(String.init(describing:)) ?? "")")
      let links = figure.drawing.document.components(separatedBy: "http").count - 1
      #expect(links == 1, "the name space alone")
    }
  }

  @Test("The page holds each plot, each benchmark, the machine and the date, and escapes names")
  func page() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("report-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let report = Report(result: Self.result, history: [Self.result])
    try report.write(to: folder)
    let page = try String(contentsOf: folder.appendingPathComponent("index.html"), encoding: .utf8)
    for measurement in Self.result.measurements { #expect(page.contains(measurement.name)) }
    #expect(page.contains("a processor") && page.contains(Self.result.date))
    #expect(page.contains("x &lt;1.0&gt; &amp; y") && !page.contains("x <1.0>"))
    #expect(!page.contains("id=\"history\""), "one result has no history")
    for figure in report.figures() {
      #expect(page.contains("id=\"\(figure.name)\""))
      #expect(
        FileManager.default.fileExists(atPath: folder.appendingPathComponent("\(figure.name).svg").path))
    }
  }

  @Test("The quoted table names machine and day, and sets each peer below the job it does")
  func markdown() throws {
    let lines = Report(result: Self.result, history: []).markdown.split(separator: "\n").map(String.init)
    #expect(lines[0].contains("a processor") && lines[0].hasPrefix(Self.result.date.prefix(10)))
    let own = try #require(lines.firstIndex { $0.hasPrefix("| chat-text | chat | 16KiB") })
    #expect(lines[own + 1].hasPrefix("| – x <1.0> & y | chat"))
    #expect(!lines.contains { $0.contains("| byte |") })
  }

  @Test("A logarithmic axis puts decades at equal distances; a linear one begins at nought")
  func axes() {
    let decades = Axis([3, 900], scale: .logarithmic, from: 0, to: 300)
    #expect(decades.ticks == [1, 10, 100, 1_000])
    #expect(abs(decades.place(10) - 100) < 0.001 && abs(decades.place(100) - 200) < 0.001)
    let linear = Axis([10, 480], scale: .linear, from: 100, to: 0)
    #expect(linear.place(0) == 100 && linear.upper >= 480 && linear.ticks.count == 5)
  }
}
