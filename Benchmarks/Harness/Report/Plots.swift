/// Bars on their side, on a logarithmic scale, as speeds are compared that lie decades apart.
struct BarPlot {
  struct Bar {
    let label: String
    let value: Double
    let text: String
    let color: String
  }

  let title: String
  let unit: String
  let bars: [Bar]
  /// A line across all bars, with its name.
  var limit: (value: Double, name: String)?

  func drawing() -> SVG {
    let left = 370.0
    let width = 940.0
    let rowHeight = 22.0
    let top = 48.0
    let bottom = top + rowHeight * Double(bars.count)
    var svg = SVG(width: width, height: bottom + 44)
    svg.text(title, 12, 24, class: "title")
    let axis = Axis(bars.map(\.value) + [limit?.value ?? 0], scale: .logarithmic, from: left, to: width - 110)
    for tick in axis.ticks {
      let x = axis.place(tick)
      svg.line(x, top - 6, x, bottom, class: "grid")
      svg.text(Figure.speed(tick), x, bottom + 16, .middle, class: "small")
    }
    svg.text(unit, (left + width - 110) / 2, bottom + 34, .middle, class: "small")
    if let limit {
      let x = axis.place(limit.value)
      svg.line(x, top - 10, x, bottom, class: "limit")
      svg.text(limit.name, x, top - 14, .end, class: "small")
    }
    for (row, bar) in bars.enumerated() {
      let y = top + rowHeight * Double(row)
      svg.text(bar.label, left - 8, y + 14, .end)
      svg.bar(left, y + 3, axis.place(bar.value) - left, rowHeight - 7, color: bar.color, title: bar.text)
      svg.text(bar.text, axis.place(bar.value) + 6, y + 14, class: "small")
    }
    return svg
  }
}

/// Lines over a quantity or over named places.
struct LinePlot {
  struct Series {
    let name: String
    let points: [(x: Double, y: Double)]
  }

  let title: String
  let xLabel: String
  let yLabel: String
  let series: [Series]
  var xScale = Axis.Scale.logarithmic
  var yScale = Axis.Scale.logarithmic
  /// Names of the places 0, 1, 2 …, where x is no quantity.
  var places: [String] = []
  var xText: (Double) -> String = Figure.short
  var yText: (Double) -> String = Figure.short

  func drawing() -> SVG {
    let (left, right, top, bottom) = (84.0, 560.0, 48.0, 330.0)
    var svg = SVG(width: 900, height: 390)
    svg.text(title, 12, 24, class: "title")
    let all = series.flatMap(\.points)
    let y = Axis(all.map(\.y), scale: yScale, from: bottom, to: top)
    for tick in y.ticks {
      svg.line(left, y.place(tick), right, y.place(tick), class: "grid")
      svg.text(yText(tick), left - 8, y.place(tick) + 4, .end, class: "small")
    }
    svg.text(yLabel, left, top - 10, .start, class: "small")
    let x = Axis(all.map(\.x), scale: xScale, from: left, to: right)
    func place(_ value: Double) -> Double {
      places.isEmpty ? x.place(value) : left + (right - left) * (value + 0.5) / Double(places.count)
    }
    if places.isEmpty {
      for tick in x.ticks { svg.text(xText(tick), x.place(tick), bottom + 18, .middle, class: "small") }
    } else {
      for (index, name) in places.enumerated() {
        svg.text(name, place(Double(index)), bottom + 18, .middle, class: "small")
      }
    }
    svg.line(left, bottom, right, bottom, class: "axis")
    svg.text(xLabel, (left + right) / 2, bottom + 40, .middle, class: "small")
    for (index, line) in series.enumerated() {
      let color = SVG.palette[index % SVG.palette.count]
      let points = line.points.map { (x: place($0.x), y: y.place($0.y)) }
      svg.path(points, color: color)
      for (point, value) in zip(points, line.points) {
        svg.dot(point.x, point.y, color: color, title: "\(line.name): \(yText(value.y)) at \(xText(value.x))")
      }
      let row = top + 20 * Double(index)
      svg.bar(right + 24, row - 9, 14, 10, color: color, title: line.name)
      svg.text(line.name, right + 44, row, class: "small")
    }
    return svg
  }
}
