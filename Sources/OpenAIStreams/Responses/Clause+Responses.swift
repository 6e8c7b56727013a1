// The rules of responses; `Spec/responses.md` has them in full, with examples.

extension Clause {
  static let responseEventType = Clause(
    "RSP-10", .warning, "the payload has no type", "send the type in the payload")
  static let responseEventName = Clause(
    "RSP-11", .warning, "the event's name is not the payload's type", "name the event like its type")
  static let responseEventUnnamed = Clause(
    "RSP-12", .note, "the event has no name", "name the event like its type")
  static let responseExtension = Clause(
    "RSP-14", .note, "an unknown event type without a prefix",
    "begin the types of extensions with a name and a colon")
  static let sequenceNumber = Clause(
    "RSP-20", .warning, "no sequence number", "number all events of a response")
  static let sequenceIncreases = Clause(
    "RSP-21", .warning, "a sequence number that is not greater than the one before", "count up by 1")
  static let sequenceGap = Clause(
    "RSP-22", .warning, "a gap in the sequence numbers: events are lost", "forward all events")
  static let sequenceBegins = Clause("RSP-23", .note, "the first sequence number is not 0", "count from 0")
  static let createdFirst = Clause(
    "RSP-30", .warning, "the first event is not response.created", "begin with response.created")
  static let lifeCycleResponse = Clause(
    "RSP-31", .warning, "an event of the life cycle without a response", "send the response with it")
  static let oneTerminalEvent = Clause(
    "RSP-32", .warning, "another terminal event; the first one counts", "end a response once")
  static let afterTerminalEvent = Clause(
    "RSP-33", .note, "an event after the terminal one", "end the stream with the terminal event")
  static let lifeCycleOnce = Clause(
    "RSP-34", .warning, "an event of the life cycle comes again", "send it once")
  static let responseIDChanges = Clause(
    "RSP-35", .warning, "the id of the response changes", "keep the id")
  static let responseStatus = Clause(
    "RSP-36", .warning, "the response's status is not that of the event",
    "send the status that the event names")
  static let outputIndexMissing = Clause(
    "RSP-40", .warning, "the event does not say which item or part it belongs to",
    "send output_index, and the index of the part")
  static let itemUnannounced = Clause(
    "RSP-41", .warning, "an event of an item that was not added", "send response.output_item.added first")
  static let itemNotClosed = Clause(
    "RSP-42", .warning, "an item that is not closed once, as its last event",
    "send response.output_item.done once, before the response ends")
  static let partUnannounced = Clause(
    "RSP-44", .warning, "a part that is not both announced and closed",
    "send the part's .added before its deltas, and its .done before the item's")
  static let outputIndexOrder = Clause(
    "RSP-45", .note, "a new item has not the next index", "count items from 0")
  static let itemIDChanges = Clause("RSP-46", .note, "the id of an item changes", "keep the id")
  static let itemStatus = Clause(
    "RSP-47", .note, "an item's status does not fit the event",
    "send in_progress when it is added, and how it ended when it is done")
  static let doneText = Clause(
    "RSP-50", .warning, "a text that is done is not the sum of its deltas", "send what was streamed")
  static let closedText = Clause(
    "RSP-51", .warning, "a part or an item that is closed says something else than was streamed",
    "send what was streamed")
  static let terminalOutput = Clause(
    "RSP-52", .warning, "the terminal response does not hold the items that were streamed",
    "send what was streamed")
  static let terminalOutputMissing = Clause(
    "RSP-53", .note, "the terminal response has no output", "send the items with it")
  static let textWithoutDeltas = Clause(
    "RSP-54", .note, "a text that comes only when it is done", "send deltas")
  static let deltasWithoutDone = Clause(
    "RSP-55", .note, "deltas without a done event", "send it before the item is closed")
  static let errorWithoutFailure = Clause(
    "RSP-61", .note, "an error, and no failed response", "send response.failed after the error")
  static let failureWithoutError = Clause(
    "RSP-62", .warning, "a failed response without its error", "send code and message in response.error")
}
