import SpanJSON

/// Standard output. It keeps nothing back: lines are collected by a ``LineWriter``.
struct Output {
  mutating func write(_ bytes: [UInt8]) throws(ToolError) {
    do {
      try System.write(bytes, to: System.standardOutput)
    } catch {
      throw error.isClosedPipe ? .outputClosed : .cannotWrite(reason: error.reason)
    }
  }

  mutating func write(_ text: String) throws(ToolError) { try write(Array(text.utf8)) }
}

/// JSON lines for standard output, collected until ``flush()``.
///
/// Commands flush whenever they are about to wait for more input, so a line is out as soon as the bytes that
/// it stems from are in; and between those moments only when much has been collected, so few calls are made.
struct LineWriter: ~Copyable {
  /// Where the next line is written; end it with `endLine()`.
  var json = JSONWriter()
  private var output = Output()

  private static let much = 1 << 17

  /// Writes out if much has been collected.
  mutating func flushIfMuch() throws(ToolError) {
    if json.bytes.count >= Self.much { try flush() }
  }

  mutating func flush() throws(ToolError) {
    if json.bytes.isEmpty { return }
    try output.write(json.bytes)
    // The memory of a large event is given back.
    if json.bytes.count > 4 * Self.much { json = JSONWriter() } else { json.removeAll() }
  }
}
