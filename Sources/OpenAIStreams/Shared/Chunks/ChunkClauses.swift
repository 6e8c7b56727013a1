/// The clauses that chat completions and completions share: the same numbers on two pages of `Spec/`.
final class ChunkClauses: Sendable {
  /// What the member `object` must be.
  let objectName: StaticString
  let unnamedEvents, object, id, sameID, created, sameCreated, model, sameModel, annotation: Clause
  let choices, emptyChoices, choiceIndex, choiceCount, repeatedChoice, choiceGap: Clause
  let finishReason, emptyFinishReason, finishReasonNull, oneFinishReason, afterFinishReason: Clause
  let unknownFinishReason, failureReason: Clause
  let usageAlone, lastUsage, usageLast, usageElsewhere, usageSum, usageAsked: Clause

  static let chat = ChunkClauses(page: "CHAT", object: "chat.completion.chunk")
  static let completions = ChunkClauses(page: "CMP", object: "text_completion")

  private init(page: String, object name: StaticString) {
    objectName = name
    func clause(_ number: Int, _ severity: Severity, _ summary: String, _ advice: String) -> Clause {
      Clause("\(page)-\(number)", severity, summary, advice)
    }
    unnamedEvents = clause(11, .note, "a chunk in a named event", "send chunks in events without a name")
    object = clause(20, .warning, "object is not \(name)", "send \"object\":\"\(name)\" in each chunk")
    id = clause(21, .warning, "id is missing or empty", "send the completion's id in each chunk")
    sameID = clause(22, .warning, "id changes within a stream", "send the same id in all chunks")
    created = clause(23, .warning, "created is no time in whole seconds", "send Unix time in whole seconds")
    sameCreated = clause(
      24, .note, "created changes within a stream", "send the time at which the answer began")
    model = clause(25, .warning, "model is missing or empty", "send the model's name in each chunk")
    sameModel = clause(26, .note, "model changes within a stream", "send the same model in all chunks")
    annotation = clause(29, .note, "an annotation chunk", "nothing is wrong; clients must not expect a delta")
    choices = clause(30, .warning, "choices is missing", "send choices in each chunk, if empty")
    emptyChoices = clause(
      31, .note, "choices is empty and the chunk says nothing else", "leave such chunks out")
    choiceIndex = clause(32, .warning, "a choice has no index", "send the index with each choice")
    choiceCount = clause(
      33, .warning, "not as many choices as were asked for", "send n choices for each prompt")
    repeatedChoice = clause(35, .note, "one choice twice in a chunk", "send one entry for each choice")
    choiceGap = clause(36, .warning, "an index below the highest never came", "number the choices from 0")
    finishReason = clause(60, .warning, "finish_reason is missing", "send null until the choice ends")
    emptyFinishReason = clause(61, .warning, "finish_reason is empty", "send null until the choice ends")
    finishReasonNull = clause(
      62, .warning, "finish_reason is the string null", "send null without quotation marks")
    oneFinishReason = clause(63, .warning, "a choice has a second finish reason", "send one finish reason")
    afterFinishReason = clause(64, .warning, "text or calls after the finish reason", "send the reason last")
    unknownFinishReason = clause(65, .note, "an unknown finish reason", "use the documented reasons")
    failureReason = clause(
      91, .warning, "the finish reason is a failure", "send an error that says what happened")
    usageAlone = clause(
      70, .note, "usage in a chunk with choices", "send usage in a last chunk without choices")
    lastUsage = clause(71, .note, "usage more than once", "send usage once, at the end")
    usageLast = clause(73, .note, "choices after the usage", "send usage behind all choices")
    usageElsewhere = clause(74, .note, "usage in another place", "send usage as a member of the chunk")
    usageAsked = clause(
      76, .warning, "usage is not as it was asked for", "send it if include_usage is set, only then")
    usageSum = clause(75, .note, "total_tokens is not the sum", "count the same tokens in all three")
  }
}
