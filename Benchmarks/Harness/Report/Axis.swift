import Foundation

/// Values to places along one side of a plot.
struct Axis {
  enum Scale {
    case linear, logarithmic
  }

  let scale: Scale
  let lower: Double
  let upper: Double
  /// Where `lower` and `upper` lie, in the drawing.
  let from: Double
  let to: Double

  /// An axis that holds all of `values`; a linear one begins at 0.
  init(_ values: [Double], scale: Scale, from: Double, to: Double) {
    self.scale = scale
    self.from = from
    self.to = to
    let positive = values.filter { $0 > 0 }
    let least = positive.min() ?? 1
    let most = positive.max() ?? 1
    switch scale {
    case .linear:
      lower = 0
      upper = Self.round(most)
    case .logarithmic:
      lower = pow(10, floor(log10(least)))
      upper = max(pow(10, ceil(log10(most))), lower * 10)
    }
  }

  func place(_ value: Double) -> Double {
    let part: Double
    switch scale {
    case .linear: part = (value - lower) / (upper - lower)
    case .logarithmic:
      part = (log10(max(value, lower)) - log10(lower)) / (log10(upper) - log10(lower))
    }
    return from + (to - from) * min(max(part, 0), 1)
  }

  /// Where lines are drawn: round numbers, four or five; or powers of ten.
  var ticks: [Double] {
    switch scale {
    case .linear: return (0...4).map { upper * Double($0) / 4 }
    case .logarithmic:
      let powers = Int(log10(lower).rounded())...Int(log10(upper).rounded())
      let step = max(1, powers.count / 7)
      return powers.filter { ($0 - powers.lowerBound) % step == 0 }.map { pow(10, Double($0)) }
    }
  }

  /// The next number above `value` that divides well by four.
  private static func round(_ value: Double) -> Double {
    let unit = pow(10, floor(log10(value)))
    for factor in [1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10] where unit * factor >= value {
      return unit * factor
    }
    return unit * 10
  }
}
