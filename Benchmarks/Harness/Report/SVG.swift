import Foundation

/// A drawing, element by element.
struct SVG {
  let width: Double
  let height: Double
  private var body = ""

  init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }

  /// How a text is set against its point.
  enum Anchor: String {
    case start, middle, end
  }

  mutating func text(
    _ text: String, _ x: Double, _ y: Double, _ anchor: Anchor = .start, class name: String = ""
  ) {
    body += "<text x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" text-anchor=\"\(anchor.rawValue)\""
    body += " class=\"\(name)\">\(HTML.escaped(text))</text>\n"
  }

  mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, class name: String) {
    body += "<line x1=\"\(Self.number(x1))\" y1=\"\(Self.number(y1))\" x2=\"\(Self.number(x2))\""
    body += " y2=\"\(Self.number(y2))\" class=\"\(name)\"/>\n"
  }

  /// A bar, with a text for those who point at it.
  mutating func bar(_ x: Double, _ y: Double, _ width: Double, _ height: Double, color: String, title: String)
  {
    body += "<rect x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" width=\"\(Self.number(max(width, 0.5)))\""
    body += " height=\"\(Self.number(height))\" rx=\"2\" fill=\"\(color)\">"
    body += "<title>\(HTML.escaped(title))</title></rect>\n"
  }

  mutating func path(_ points: [(x: Double, y: Double)], color: String) {
    let list = points.map { "\(Self.number($0.x)),\(Self.number($0.y))" }.joined(separator: " ")
    body += "<polyline points=\"\(list)\" fill=\"none\" stroke=\"\(color)\" stroke-width=\"2\"/>\n"
  }

  mutating func dot(_ x: Double, _ y: Double, color: String, title: String) {
    body += "<circle cx=\"\(Self.number(x))\" cy=\"\(Self.number(y))\" r=\"3.5\" fill=\"\(color)\">"
    body += "<title>\(HTML.escaped(title))</title></circle>\n"
  }

  /// The drawing, whole, with its own style, so that it can stand in a page or alone.
  var document: String {
    """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Self.number(width)) \(Self.number(height))" \
    width="\(Self.number(width))" height="\(Self.number(height))" role="img">
    <style>
    svg { font: 12px system-ui, sans-serif; background: #fff; }
    text { fill: #222; paint-order: stroke; stroke: #fff; stroke-width: 3px; } .small { font-size: 11px; fill: #555; } .title { font-size: 14px; font-weight: 600; }
    .grid { stroke: #ddd; stroke-width: 1; } .axis { stroke: #888; stroke-width: 1; }
    .limit { stroke: #888; stroke-width: 1.5; stroke-dasharray: 5 4; }
    </style>
    \(body)</svg>

    """
  }

  static func number(_ value: Double) -> String { String(format: "%.1f", value) }

  /// Colours that people with colour-blindness can tell apart.
  static let palette = [
    "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#7B5EA7", "#666666",
  ]
}

enum HTML {
  static func escaped(_ text: String) -> String {
    text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
      .replacingOccurrences(of: ">", with: "&gt;").replacingOccurrences(of: "\"", with: "&quot;")
  }
}
