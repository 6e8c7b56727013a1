/// What a row of figures comes to.
struct Statistics: Codable, Hashable, Sendable {
  let median: Double
  /// The first and the third quartile: half of all figures lie between them.
  let lowerQuartile: Double
  let upperQuartile: Double
  let minimum: Double
  let maximum: Double
  let count: Int

  /// - Parameter values: at least one, in any order.
  init(_ values: [Double]) {
    precondition(!values.isEmpty, "statistics of nothing")
    let sorted = values.sorted()
    median = Self.quantile(sorted, 0.5)
    lowerQuartile = Self.quantile(sorted, 0.25)
    upperQuartile = Self.quantile(sorted, 0.75)
    minimum = sorted[0]
    maximum = sorted[sorted.count - 1]
    count = sorted.count
  }

  /// Half the distance of the quartiles, as a part of the median: how much the figures scatter.
  var spread: Double { median == 0 ? 0 : (upperQuartile - lowerQuartile) / 2 / median }

  /// The value below which the part `fraction` of `sorted` lies, between neighbours in proportion.
  static func quantile(_ sorted: [Double], _ fraction: Double) -> Double {
    let position = fraction * Double(sorted.count - 1)
    let lower = Int(position.rounded(.down))
    let upper = min(lower + 1, sorted.count - 1)
    return sorted[lower] + (sorted[upper] - sorted[lower]) * (position - Double(lower))
  }
}
