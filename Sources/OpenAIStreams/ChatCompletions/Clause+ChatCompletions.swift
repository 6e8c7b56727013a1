// The rules of chat completions that completions do not have; `Spec/chat-completions.md` has them in full.
// Those that both have stand in `ChunkClauses`.

extension Clause {
  static let wholeCompletion = Clause(
    "CHAT-12", .warning, "a whole completion in a stream", "send chunks with deltas")
  static let delta = Clause("CHAT-40", .warning, "a choice has no delta", "send a delta, if an empty one")
  static let firstRole = Clause(
    "CHAT-41", .warning, "the first delta of a choice has no role", "send the role with the first delta")
  static let roleOnce = Clause("CHAT-42", .note, "the role comes again", "send the role once")
  static let roleNotEmpty = Clause("CHAT-43", .note, "the role is null or empty", "leave the role out")
  static let contentParts = Clause(
    "CHAT-45", .warning, "content is an array of parts", "send text as a string")
  static let reasoningOnce = Clause(
    "CHAT-47", .note, "reasoning under two names", "send reasoning under one name")
  static let messageBesideDelta = Clause(
    "CHAT-48", .warning, "a message beside the delta", "send the delta only")
  static let emptyToolCalls = Clause("CHAT-50", .note, "an empty list of tool calls", "leave tool_calls out")
  static let toolCallIndex = Clause(
    "CHAT-51", .error, "a fragment of a tool call has no index", "send the call's index with each fragment")
  static let toolCallGap = Clause(
    "CHAT-52", .warning, "the indices of tool calls have a gap", "number the calls of a choice from 0")
  static let toolCallReused = Clause(
    "CHAT-53", .error, "another tool call with the same index", "give each call an index of its own")
  static let repeatedFragment = Clause(
    "CHAT-54", .note, "several fragments of one call in a chunk", "send one fragment a call")
  static let toolCallID = Clause(
    "CHAT-55", .warning, "the id of a tool call is late, empty, or comes again",
    "send it once, with the call's first fragment")
  static let toolCallName = Clause(
    "CHAT-56", .warning, "the name of a tool call is late, empty, or comes again",
    "send it once, with the call's first fragment")
  static let argumentsAreText = Clause(
    "CHAT-57", .warning, "arguments are no string", "send JSON text as a string")
  static let argumentsAreJSON = Clause(
    "CHAT-58", .error, "the arguments of a finished call are not JSON",
    "send the whole arguments, or the finish reason length if they were cut")
  static let cutToolCall = Clause("CHAT-59", .note, "a tool call was cut", "do not act on its arguments")
  static let callsEndWithToolCalls = Clause(
    "CHAT-67", .note, "the finish reason is stop, and there are tool calls", "send tool_calls")
  static let vendorError = Clause(
    "CHAT-92", .warning, "an error in a vendor's member", "send it under the member error")
}
