import Foundation

/// The page: plots of one result, and the history of those before it.
struct Report {
  let result: ResultFile
  /// Earlier results and this one, oldest first.
  let history: [ResultFile]

  struct Drawn {
    let name: String
    let caption: String
    let drawing: SVG
  }

  /// All plots for which there are figures.
  func figures() -> [Drawn] {
    [throughput, byCut, byEventSize, byLength, byStreams, idleMemory, historyPlot].compactMap(\.self)
  }

  private var isEngine: (Measurement) -> Bool { { $0.subject == Measurement.engine } }

  /// The speed of the yardstick beside a measurement.
  private func limit(_ measurement: Measurement) -> Double {
    measurement.bytesPerSecond / measurement.memchr.median
  }

  private var throughput: Drawn? {
    let shown = result.measurements.filter { $0.cut == "16KiB" && !$0.shape.hasPrefix("recorded") }
    guard let chat = result.measurement("frame/chat/16KiB") ?? shown.first else { return nil }
    // Jobs in their order, our own first and the peers at that job behind it.
    let ours = shown.filter(isEngine)
    let bars = ours.flatMap { own -> [Measurement] in
      [own] + shown.filter { !isEngine($0) && $0.work == own.work && $0.shape == own.shape }
    }
    let without = shown.filter { peer in
      !isEngine(peer) && !ours.contains { $0.work == peer.work && $0.shape == peer.shape }
    }
    let plot = BarPlot(
      title: "Throughput by job, pieces of 16 KiB",
      unit: "bytes of the stream a second, each ten times the one before",
      bars: (bars + without).map { bar in
        let isOurs = isEngine(bar)
        return BarPlot.Bar(
          label: isOurs ? "\(bar.work) · \(bar.shape)" : "\(bar.work) · \(bar.shape) · \(bar.subject)",
          value: bar.bytesPerSecond,
          text: Figure.speed(bar.bytesPerSecond) + ", " + Figure.short(bar.memchr.median),
          color: isOurs ? SVG.palette[0] : SVG.palette[1])
      },
      limit: (limit(chat), "memchr, counting the lines of chat"))
    return Drawn(
      name: "throughput",
      caption:
        "Blue: this engine; orange: peers at the same job on the same bytes. Behind each speed: as a part "
        + "of memchr's on that stream.",
      drawing: plot.drawing())
  }

  private var byCut: Drawn? {
    let cuts = ["byte", "event", "1400B", "16KiB"]
    let shapes = ["chat", "responses", "speech", "mixed-ends", "many-lines", "heartbeat", "edges"]
    let series = shapes.compactMap { shape -> LinePlot.Series? in
      let points = cuts.enumerated().compactMap { index, cut -> (x: Double, y: Double)? in
        result.measurement("frame/\(shape)/\(cut)").map { (x: Double(index), y: $0.bytesPerSecond) }
      }
      return points.isEmpty ? nil : LinePlot.Series(name: shape, points: points)
    }
    guard !series.isEmpty else { return nil }
    let names = ["one byte", "one event", "1,400 bytes", "16 KiB"]
    return Drawn(
      name: "cuts", caption: "How the size of the pieces that arrive bears on framing.",
      drawing: LinePlot(
        title: "Framing by cut", xLabel: "a piece", yLabel: "bytes a second", series: series, places: names,
        yText: Figure.speed
      ).drawing())
  }

  private var byEventSize: Drawn? {
    curve(
      "event-size", title: "Framing by size of the events", "How the size of events bears on the time a byte."
    )
  }

  private var byLength: Drawn? {
    curve(
      "length", title: "Framing by length of the stream", "A decoder does not tire: the time a byte stays.")
  }

  private var byStreams: Drawn? {
    curve(
      "streams", title: "Framing by number of streams in turn",
      "Decoders and their buffers leave the caches as they become many.")
  }

  private var idleMemory: Drawn? {
    curve(
      "idle-memory", title: "Memory of idle streams",
      "All that a waiting stream holds, by the state it waits in.",
      yScale: .linear)
  }

  private func curve(_ name: String, title: String, _ caption: String, yScale: Axis.Scale = .logarithmic)
    -> Drawn?
  {
    let curves = result.curves.filter { $0.name == name }
    guard let first = curves.first else { return nil }
    let isSize = first.xLabel.hasPrefix("bytes")
    let plot = LinePlot(
      title: title, xLabel: first.xLabel, yLabel: first.yLabel,
      series: curves.map { curve in
        LinePlot.Series(name: curve.series, points: curve.points.map { (x: $0.x, y: $0.y) })
      }, yScale: yScale, xText: { Figure.tick($0) + (isSize ? "B" : "") })
    return Drawn(name: name, caption: caption, drawing: plot.drawing())
  }

  private var historyPlot: Drawn? {
    guard history.count > 1 else { return nil }
    let names = [
      "frame/chat/16KiB", "frame/chat/1400B", "frame/responses/16KiB", "frame/mixed-ends/16KiB",
      "json-read/chat/16KiB", "chat-text/chat/16KiB", "chat-owned/chat/16KiB", "chat-collect/chat/16KiB",
    ]
    let series = names.compactMap { name -> LinePlot.Series? in
      let points = history.enumerated().compactMap { index, file -> (x: Double, y: Double)? in
        file.measurement(name).map { (x: Double(index), y: $0.memchr.median) }
      }
      return points.count < 2 ? nil : LinePlot.Series(name: name, points: points)
    }
    guard !series.isEmpty else { return nil }
    let dates = history.map { String($0.date.prefix(16)).replacingOccurrences(of: "T", with: " ") }
    let step = max(1, dates.count / 4)
    return Drawn(
      name: "history", caption: "Speed as a part of memchr's in the same run, from the kept results.",
      drawing: LinePlot(
        title: "History", xLabel: "run", yLabel: "of memchr", series: series,
        places: dates.enumerated().map { $0 % step == 0 ? $1 : "" }
      ).drawing())
  }
}
