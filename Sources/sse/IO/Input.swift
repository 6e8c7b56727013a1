import ServerSentEvents

/// A file or standard input, read piece by piece as it comes, into one buffer that is used again.
struct Input: ~Copyable {
  /// The path, or `stdin`.
  let name: String
  private let descriptor: Int32
  private var buffer = [UInt8](repeating: 0, count: Input.pieceSize)
  private var count = 0
  /// How long ``hasMoreSoon()`` may still wait in all.
  private var patience = Duration.milliseconds(500)

  /// Twice what a pipe holds: a full pipe is emptied by one call.
  private static let pieceSize = 1 << 17

  /// - Parameter operand: a path, or `-` for standard input.
  init(_ operand: String) throws(ToolError) {
    if operand == "-" {
      name = "stdin"
      descriptor = System.standardInput
      return
    }
    name = operand
    do {
      descriptor = try System.openForReading(operand)
    } catch {
      throw .cannotRead(name: operand, reason: error.reason)
    }
  }

  deinit {
    if descriptor != System.standardInput { System.closeDescriptor(descriptor) }
  }

  /// Waits for the next piece; false at the end of input.
  mutating func read() throws(ToolError) -> Bool {
    do {
      count = try System.read(descriptor, into: &buffer)
      return count > 0
    } catch {
      throw .cannotRead(name: name, reason: error.reason)
    }
  }

  /// The piece that came last.
  var bytes: RawSpan {
    @_lifetime(borrow self)
    borrowing get { RawSpan(ofBytes: buffer.span.extracting(first: count)) }
  }

  /// Behind the end of a stream: whether more, or the end of input, is there or comes in a moment. A file and
  /// a pipe's rest are read, but a connection that stays open is not waited for (TYP-22).
  mutating func hasMoreSoon() -> Bool {
    let start = ContinuousClock.now
    let isReadable = patience > .zero && System.isReadable(descriptor, milliseconds: 250)
    patience -= ContinuousClock.now - start
    return isReadable
  }
}
