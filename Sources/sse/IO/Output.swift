import SpanJSON

/// What goes to standard output, JSON lines or text, collected until ``flush()``.
///
/// Commands flush whenever they are about to wait for more input, so all is out as soon as the bytes that it
/// stems from are in; and between those moments only when much has been collected, so few calls are made.
struct Output: ~Copyable {
  /// Where the next line of JSON is written; end it with `endLine()`.
  var json = JSONWriter()
  /// Text that stands for itself. A command writes one or the other between two flushes.
  var text: [UInt8] = []
  /// The last byte that was written out.
  private(set) var lastByte: UInt8 = 0x0A

  private static let much = 1 << 17

  /// Writes out if much has been collected.
  mutating func flushIfMuch() throws(ToolError) {
    if json.bytes.count >= Self.much || text.count >= Self.much { try flush() }
  }

  mutating func flush() throws(ToolError) {
    if !text.isEmpty {
      try write(text)
      text.removeAll(keepingCapacity: text.count <= 4 * Self.much)
    }
    if !json.bytes.isEmpty {
      try write(json.bytes)
      // The memory of a large event is given back.
      if json.bytes.count > 4 * Self.much { json = JSONWriter() } else { json.removeAll() }
    }
  }

  private mutating func write(_ bytes: [UInt8]) throws(ToolError) {
    do {
      try System.write(bytes, to: System.standardOutput)
    } catch {
      throw error.isClosedPipe ? .outputClosed : .cannotWrite(reason: error.reason)
    }
    lastByte = bytes.last ?? lastByte
  }
}
