// The rules that hold for every typed stream; `Spec/typed-streams.md` has them in full, with examples.

extension Clause {
  package static let payloadIsObject = Clause(
    "TYP-10", .error, "the payload is JSON but no object", "send one JSON object an event")
  package static let payloadIsJSON = Clause(
    "TYP-11", .error, "the payload is not JSON", "send one JSON object an event; report errors as JSON")
  package static let oneValuePerPayload = Clause(
    "TYP-12", .error, "the payload holds several JSON values", "end each event with a blank line")
  package static let emptyPayload = Clause(
    "TYP-14", .warning, "the payload is empty", "send a comment to keep the connection alive")
  package static let nullPayload = Clause(
    "TYP-15", .warning, "the payload is null", "send a comment to keep the connection alive")
  package static let heartbeatEvent = Clause(
    "TYP-16", .note, "a heartbeat as an event", "a comment does not disturb clients that know no such event")
  package static let wellFormedUTF8 = Clause(
    "TYP-17", .error, "ill-formed UTF-8 in the payload; text is lost", "cut text at characters, not at bytes")
  package static let wrappedTwice = Clause(
    "TYP-18", .error, "the payload is itself a line of an event stream",
    "forward lines without a second field name")
  package static let inexactMarker = Clause(
    "TYP-21", .error, "the payload resembles [DONE] but is not", "send exactly the six characters [DONE]")
  package static let afterMarker = Clause(
    "TYP-23", .warning, "an event after [DONE]", "send [DONE] last")
  package static let markerOnce = Clause(
    "TYP-24", .warning, "[DONE] more than once", "send [DONE] once")
  package static let splitSurrogates = Clause(
    "TYP-31", .warning, "the halves of a surrogate pair in different deltas", "cut text at characters")
  package static let loneSurrogate = Clause(
    "TYP-32", .error, "a surrogate without its other half; text is lost", "cut text at characters")
  package static let replacementCharacter = Clause(
    "TYP-33", .note, "U+FFFD in the text: a character was lost before it was sent",
    "keep the bytes of an incomplete character until the next token")
  package static let unexpectedType = Clause(
    "TYP-36", .error, "a member of an unexpected type", "send the type that the schema names")
  package static let errorIsString = Clause(
    "TYP-42", .warning, "the error is a string", "send an object with message, type, param and code")
  package static let errorShape = Clause(
    "TYP-44", .warning, "an error in an unusual shape", "send an object under the member error")
  package static let errorBesideContent = Clause(
    "TYP-45", .warning, "an error beside content", "send the error in an event of its own")
  package static let errorField = Clause(
    "TYP-46", .error, "an SSE field named error, which clients ignore", "send the error as data")
  package static let afterError = Clause(
    "TYP-49", .warning, "a chunk after an error", "end the stream after an error")
  package static let truncated = Clause(
    "TYP-51", .error, "the stream ended without the proof that it is complete",
    "end each choice, or send the terminal event; report a failure as an error")
  package static let unterminatedEvent = Clause(
    "TYP-52", .error, "the last event has no blank line",
    "end every event with a blank line, the last one too")
  package static let cutEvent = Clause(
    "TYP-53", .error, "the last event is cut", "end every event with a blank line")
  package static let missingMarker = Clause(
    "TYP-54", .warning, "[DONE] did not come", "end the stream with [DONE]")
  package static let notAnEventStream = Clause(
    "TYP-55", .error, "the body is no event stream",
    "send text/event-stream, or a status and a content type that say what it is")
  package static let indexRange = Clause(
    "TYP-61", .error, "an index that is no small whole number; the entry is passed over",
    "count choices and calls from 0")
}
