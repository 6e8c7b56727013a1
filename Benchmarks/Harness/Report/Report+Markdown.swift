extension Report {
  /// The figures that a page of text quotes, with the machine and the day they are of.
  var markdown: String {
    let environment = result.environment
    let ours = result.measurements.filter {
      $0.subject == Measurement.engine && !$0.shape.hasPrefix("recorded")
        && ["16KiB", "1400B", "event"].contains($0.cut)
    }
    var lines = [
      "\(result.date.prefix(10)), \(environment.processor), \(environment.system), \(environment.cLibrary), "
        + "Swift \(environment.swift); one core, \(Figure.size(Double(result.settings.size))) a stream, "
        + "median of \(result.settings.rounds) rounds.",
      "", "| job | stream | pieces | speed | an item | of `memchr` | allocations an item |",
      "|---|---|---|---:|---:|---:|---:|",
    ]
    for measurement in ours {
      lines.append(row(measurement, job: measurement.work))
      guard measurement.cut == "16KiB" else { continue }
      for peer in result.measurements
      where peer.subject != Measurement.engine && peer.work == measurement.work
        && peer.shape == measurement.shape
      {
        lines.append(row(peer, job: "– \(peer.subject)"))
      }
    }
    return lines.joined(separator: "\n")
  }

  private func row(_ measurement: Measurement, job: String) -> String {
    let cells = [
      job, measurement.shape, measurement.cut, Figure.speed(measurement.bytesPerSecond),
      measurement.items == 0 ? "–" : Figure.time(measurement.nanosecondsPerItem),
      Figure.short(measurement.memchr.median), measurement.allocationsPerItem.map(Figure.short) ?? "",
    ]
    return "| " + cells.joined(separator: " | ") + " |"
  }
}
