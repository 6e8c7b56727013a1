extension Session {
  /// Times from an event's last byte to the caller.
  func latencies() throws -> [Latency] {
    let latencies = try LatencyProbe(plan: plan).all(Terminal.progress)
    var table = TextTable(["latency", "p50", "p99", "p99.9", "longest", "the clock itself"])
    for latency in latencies {
      table.add(
        [latency.name]
          + [latency.p50, latency.p99, latency.p999, latency.maximum, latency.clock].map(Figure.time))
    }
    Terminal.line()
    Terminal.line(table.text)
    return latencies
  }

  /// How the time a byte grows.
  func curves() throws -> [Curve] {
    let curves = try GrowthCurves(plan: plan).all(Terminal.progress)
    for curve in curves { show(curve) { $0 < 1_000 ? Figure.short($0) : String(Int($0)) } }
    return curves
  }

  /// What idle streams hold: a million of them, unless the run is a small one.
  func idle() throws -> [Curve] {
    let limit = plan.size >= 64 << 20 ? 1_000_000 : 10_000
    let curves = try IdleMemory(heap: context.heap, limit: limit).all(Terminal.progress)
    for curve in curves { show(curve, Figure.short) }
    return curves
  }

  private func show(_ curve: Curve, _ figure: (Double) -> String) {
    Terminal.line()
    Terminal.line("\(curve.name): \(curve.series), \(curve.yLabel) by \(curve.xLabel)")
    let isSize = curve.xLabel.hasPrefix("bytes")
    let points = curve.points.map { point in
      "\(isSize ? Figure.size(point.x) : String(Int(point.x))): \(figure(point.y))"
    }
    Terminal.line("  " + points.joined(separator: "   "))
    if let least = curve.points.map(\.y).min(), let most = curve.points.map(\.y).max(), least > 0 {
      Terminal.line("  from least to most: \(Figure.short(most / least)) times")
    }
  }
}
