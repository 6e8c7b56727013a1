import ServerSentEvents

/// `sse events`: bytes in, one JSON line an event out.
struct EventsCommand: Command {
  static let name = "events"
  static let summary = "Print each event as a JSON line, as soon as its last byte has come."
  static let operands = "[FILE ...]"
  static let notes = """
    An event's line is {"type":…,"data":…,"id":…,"offset":…}: its type, its data with lines joined by LF, the last
    event ID when it was dispatched, and where its first field line begins, in bytes from the start of the input.
    Ill-formed UTF-8 is replaced as the standard says. Of several files each is a stream of its own, and its
    lines name it as "file". A minus sign stands for standard input, which is also read if no file is named.

      curl -N https://example.com/events | sse events --comments
    """

  static let comments = CommandOption(
    "--comments", "also {\"comment\":…,\"offset\":…} for comment lines (heartbeats)")
  static let retry = CommandOption(
    "--retry", "also {\"retry\":…,\"offset\":…} for reconnection times, in milliseconds")
  static let unknown = CommandOption(
    "--unknown", "also {\"field\":…,\"value\":…,\"offset\":…} for fields nobody knows")
  static let unterminated = CommandOption(
    "--unterminated", "also the last event, if only its blank line is missing")
  static let skip = CommandOption("--skip", "pass over an event that hits a limit, instead of stopping there")
  static let lastEventID = CommandOption(
    "--last-event-id", value: "ID", "the ID that the stream continues from")
  static let maximumEventSize = CommandOption(
    "--max-event-size", value: "BYTES", "the most that one event may hold (256M)")
  static let maximumLineLength = CommandOption(
    "--max-line-length", value: "BYTES", "the longest line that may come (256M)")
  static let options = [
    comments, retry, unknown, unterminated, skip, lastEventID, maximumEventSize, maximumLineLength,
  ]

  let inputs: [String]
  let asked: EventStreamOptions.Observed
  let lastEventID: String
  let options: EventStreamOptions

  init(_ arguments: Arguments) throws(ToolError) {
    inputs = arguments.inputs()
    lastEventID = arguments.value(Self.lastEventID) ?? ""
    var limits = EventStreamLimits()
    limits.maximumEventSize = try arguments.byteCount(Self.maximumEventSize) ?? limits.maximumEventSize
    limits.maximumLineLength = try arguments.byteCount(Self.maximumLineLength) ?? limits.maximumLineLength
    var asked: EventStreamOptions.Observed = []
    if arguments.has(Self.comments) { asked.insert(.comments) }
    if arguments.has(Self.retry) { asked.insert(.retry) }
    if arguments.has(Self.unknown) { asked.insert(.unknownFields) }
    self.asked = asked
    options = EventStreamOptions(
      limits: limits, endOfInput: arguments.has(Self.unterminated) ? .dispatch : .discard,
      recovery: arguments.has(Self.skip) ? .skipEvent : .stop,
      // Asked for or not, these tell an event stream without events from something else.
      observed: asked.union([.comments, .retry]))
  }

  func run() throws(ToolError) -> ExitStatus {
    var output = Output()
    return try readAll(inputs, to: &output) { (input, output) throws(ToolError) in
      var stream = EventLines(self, file: inputs.count > 1 ? input.name : nil)
      return try stream.print(&input, to: &output)
    }
  }
}
