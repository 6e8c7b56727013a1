import ServerSentEvents
import SpanJSON

/// One input of `sse events` on its way to JSON lines.
struct EventLines: ~Copyable {
  private var decoder: EventStreamDecoder
  private var format: EventLineFormat
  private var opening = Opening()
  private let skips: Bool
  private var refused = false

  init(_ command: EventsCommand, file: String?) {
    decoder = EventStreamDecoder(lastEventID: command.lastEventID, options: command.options)
    format = EventLineFormat(asked: command.asked, file: file)
    skips = command.options.recovery == .skipEvent
  }

  /// Prints all events of `input`, each before waiting for the bytes behind it.
  mutating func print(_ input: inout Input, to output: inout Output) throws(ToolError) -> ExitStatus {
    while try input.read() {
      opening.add(input.bytes)
      let goesOn = try take(input.bytes, of: input.name, to: &output)
      try output.flush()
      if !goesOn { return .refused }
    }
    return try end(of: input.name, to: &output)
  }

  /// Prints what a piece completes; false if decoding has stopped.
  private mutating func take(
    _ piece: RawSpan, of input: String, to output: inout Output
  ) throws(ToolError) -> Bool {
    var rest = piece
    while true {
      do throws(EventStreamError) {
        guard try decoder.printNext(&rest, &format, to: &output.json) else { return true }
      } catch {
        try refuse(error, of: input, to: &output)
        if !skips { return false }
      }
      try output.flushIfMuch()
    }
  }

  /// The input has ended: the unterminated event, if it was asked for, and the verdict.
  private mutating func end(of input: String, to output: inout Output) throws(ToolError) -> ExitStatus {
    do throws(EventStreamError) {
      try decoder.printUnterminated(format, to: &output.json)
    } catch {
      try refuse(error, of: input, to: &output)
    }
    try output.flush()
    let end = decoder.finish()
    if refused { return .refused }
    if end.tail == .discarded {
      Diagnostics.warning(
        input,
        "the input ends at byte \(end.byteCount) inside an event, which is dropped; --unterminated prints it (EOI-1)"
      )
      return .truncated
    }
    if end.eventCount == 0, !format.sawMark, opening.isOfOtherBody {
      Diagnostics.error(input, "not an event stream: \(opening.preview) (TYP-55)")
      return .notAnEventStream
    }
    return .complete
  }

  /// What came before an error stands before it, also where both outputs go to one terminal.
  private mutating func refuse(
    _ error: EventStreamError, of input: String, to output: inout Output
  ) throws(ToolError) {
    try output.flush()
    Diagnostics.error(input, error.description)
    refused = true
  }
}

// A view and its decoder in one access: to the compiler they overlap with any other access to `self` above.
extension EventStreamDecoder {
  /// Prints the next item of `input`; false if there is none.
  @_lifetime(input: copy input)
  fileprivate mutating func printNext(
    _ input: inout RawSpan, _ format: inout EventLineFormat, to json: inout JSONWriter
  ) throws(EventStreamError) -> Bool {
    guard let item = try nextItem(&input) else { return false }
    format.write(item, to: &json)
    return true
  }

  fileprivate mutating func printUnterminated(
    _ format: EventLineFormat, to json: inout JSONWriter
  ) throws(EventStreamError) {
    if let event = try endOfInput() { format.write(event, to: &json) }
  }
}
