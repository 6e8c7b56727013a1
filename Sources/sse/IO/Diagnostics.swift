/// Messages on standard error: in colour where a person looks on and has not objected (`NO_COLOR`).
enum Diagnostics {
  enum Label: String {
    case error, warning, note, outcome
  }

  /// Colours of the terminal, by their codes.
  enum Color: Int {
    case red = 31
    case green = 32
    case yellow = 33
    case cyan = 36
  }

  private static let isColored =
    System.isTerminal(System.standardError) && (System.environment("NO_COLOR") ?? "").isEmpty

  /// A line; that it cannot be written is no reason to stop.
  static func print(_ text: String) {
    try? System.write(Array((text + "\n").utf8), to: System.standardError)
  }

  /// A line about an input.
  static func print(_ label: Label, _ color: Color, _ input: String, _ text: String) {
    let shown = isColored ? "\u{1B}[\(color.rawValue)m\(label.rawValue)\u{1B}[0m" : label.rawValue
    print("sse: \(input): \(shown): \(text)")
  }

  static func error(_ input: String, _ text: String) { print(.error, .red, input, text) }
  static func warning(_ input: String, _ text: String) { print(.warning, .yellow, input, text) }

  /// Text from a stream, fit to be shown: one line, without control characters.
  static func printable(_ text: String) -> String {
    String(
      String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
  }
}
