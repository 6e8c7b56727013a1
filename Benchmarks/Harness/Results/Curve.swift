/// How something grows: points of one quantity over another.
struct Curve: Codable, Hashable, Sendable {
  struct Point: Codable, Hashable, Sendable {
    let x: Double
    let y: Double
  }

  /// `length`, `event-size`, `streams`, `idle-memory`.
  let name: String
  /// What of: the name of the line in the plot.
  let series: String
  let xLabel: String
  let yLabel: String
  let points: [Point]
}

/// How long after an event's last byte went in the caller had the event, in nanoseconds.
struct Latency: Codable, Hashable, Sendable {
  /// How the last byte came.
  let name: String
  let p50: Double
  let p99: Double
  let p999: Double
  let maximum: Double
  let count: Int
  /// What reading the clock alone costs, which is in the figures above.
  let clock: Double
}
