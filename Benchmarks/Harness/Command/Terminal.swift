import Foundation

/// What a run tells while it works: progress on standard error, on one line if that is a terminal.
struct Terminal: Sendable {
  private static let isTerminal = isatty(2) == 1

  /// Says what is under way. Off a terminal only whole benchmarks are named, not each round.
  static func progress(_ text: String) {
    if isTerminal {
      write("\r\u{1B}[K\(text)", to: stderr)
    } else if !text.contains(" ") {
      write("… \(text)\n", to: stderr)
    }
  }

  /// Wipes the progress away.
  static func clear() {
    if isTerminal { write("\r\u{1B}[K", to: stderr) }
  }

  static func note(_ text: String) {
    clear()
    write(text + "\n", to: stderr)
  }

  static func line(_ text: String = "") {
    clear()
    write(text + "\n", to: stdout)
  }

  private static func write(_ text: String, to stream: FileHandleKind) {
    FileHandle(fileDescriptor: stream.rawValue, closeOnDealloc: false).write(Data(text.utf8))
  }

  private enum FileHandleKind: Int32 {
    case standardOutput = 1
    case standardError = 2
  }

  private static let stdout = FileHandleKind.standardOutput
  private static let stderr = FileHandleKind.standardError
}

/// A table of text, columns as wide as needed; the first is flush left, the others right.
struct TextTable {
  private var rows: [[String]]

  init(_ header: [String]) { rows = [header] }

  mutating func add(_ row: [String]) { rows.append(row) }

  var text: String {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      row.enumerated().map { column, cell in
        let padding = String(repeating: " ", count: widths[column] - cell.count)
        return column == 0 ? cell + padding : padding + cell
      }.joined(separator: "  ")
    }.joined(separator: "\n")
  }
}

/// Figures as people read them.
enum Figure {
  /// Three digits that count.
  static func short(_ value: Double) -> String {
    let size = abs(value)
    if size == 0 { return "0" }
    if size >= 100 { return String(format: "%.0f", value) }
    if size >= 10 { return String(format: "%.1f", value) }
    if size >= 1 { return String(format: "%.2f", value) }
    if size >= 0.01 { return String(format: "%.3f", value) }
    return String(format: "%.2g", value)
  }

  /// Bytes a second, in units of a thousand.
  static func speed(_ bytesPerSecond: Double) -> String {
    if bytesPerSecond >= 1e9 { return short(bytesPerSecond / 1e9) + " GB/s" }
    return short(bytesPerSecond / 1e6) + " MB/s"
  }

  /// A number of bytes, in units of 1,024.
  static func size(_ bytes: Double) -> String {
    switch bytes {
    case ..<1024: short(bytes) + " B"
    case ..<1_048_576: short(bytes / 1024) + " KiB"
    case ..<1_073_741_824: short(bytes / 1_048_576) + " MiB"
    default: short(bytes / 1_073_741_824) + " GiB"
    }
  }

  /// A number as it stands beside an axis: 1, 10, 1 k, 1 M, 1 G.
  static func tick(_ value: Double) -> String {
    for (unit, name) in [(1e9, "G"), (1e6, "M"), (1e3, "k")] where value >= unit {
      return String(format: "%g", value / unit) + " \(name)"
    }
    return String(format: "%g", value)
  }

  static func time(_ nanoseconds: Double) -> String {
    switch nanoseconds {
    case ..<1e3: short(nanoseconds) + " ns"
    case ..<1e6: short(nanoseconds / 1e3) + " µs"
    case ..<1e9: short(nanoseconds / 1e6) + " ms"
    default: short(nanoseconds / 1e9) + " s"
    }
  }
}
