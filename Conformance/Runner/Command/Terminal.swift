import Foundation

/// Standard output and error. Colour and moving lines only where a person looks on.
enum Terminal {
  enum Style: String {
    case plain = "0"
    case bold = "1"
    case dim = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
    case magenta = "35"
  }

  static let outputIsTerminal = isatty(STDOUT_FILENO) == 1
  static let errorIsTerminal = isatty(STDERR_FILENO) == 1
  private static let wantsColor = ProcessInfo.processInfo.environment["NO_COLOR", default: ""].isEmpty

  /// `text` in colour, if standard output is a terminal and nobody objects (`NO_COLOR`).
  static func styled(_ text: String, _ style: Style) -> String {
    guard outputIsTerminal && wantsColor && style != .plain else { return text }
    return "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m"
  }

  static func error(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }
}

/// Says on standard error how far long work has come: a line that moves on a terminal, a line now and then
/// elsewhere, nothing for short work.
struct Progress {
  private let title: String
  private let total: Int
  private let clock = ContinuousClock()
  private var next: ContinuousClock.Instant
  private var isShown = false

  init(_ title: String, total: Int) {
    self.title = title
    self.total = total
    next = clock.now + .seconds(1)
  }

  mutating func step(_ done: Int, _ what: String) {
    guard clock.now >= next else { return }
    next = clock.now + (Terminal.errorIsTerminal ? .milliseconds(100) : .seconds(10))
    let line = "\(title): \(done) of \(total), \(what)"
    isShown = true
    if Terminal.errorIsTerminal {
      FileHandle.standardError.write(Data("\r\u{1B}[K\(line)".utf8))
    } else {
      Terminal.error(line)
    }
  }

  func finish() {
    if isShown && Terminal.errorIsTerminal { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
  }
}
