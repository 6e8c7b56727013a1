import ServerSentEvents
import SpanJSON

/// One choice in canonical form: the role once, text as strings, reasoning under one name, the finish reason held
/// back.
struct ChatChoiceNormalizer: Sendable {
  let index: Int
  private(set) var finishReason: FinishReason?
  private var role: String?
  private var hasSentRole = false
  private var reasoning = ReasoningSource()
  private var calls: ToolCallNormalizer
  private var functionCall: (hasBegun: Bool, hasName: Bool) = (false, false)
  /// What entries said that were not worth a chunk; it goes out with the next one.
  private var owed = ChatCompletionChunk.Delta()
  private var owedMembers = JSONObject()

  init(index: Int, limits: TypedStreamLimits) {
    self.index = index
    calls = ToolCallNormalizer(choice: index, limits: limits)
  }

  /// The entry to be sent for one that came; nil if it says nothing that must be said now.
  mutating func normalize(_ entry: JSONValueView) -> ChatCompletionChunk.Choice? {
    var choice = ChatCompletionChunk.Choice(index: index)
    let knewRole = role != nil
    if let delta = entry.chatDelta { take(delta, into: &choice.delta) }
    var members = entry.children
    while let member = members.next() {
      if member.isNull { continue }
      switch member.knownKey {
      case .index, .delta, .message, .usage: break
      case .finishReason: if let reason = FinishReason(member) { finishReason = reason }
      case .logprobs: choice.logprobs = JSONValue(ofPayload: member)
      default: choice.other.keep(member)
      }
    }
    let tellsRole = !knewRole && role != nil && !hasSentRole
    guard tellsRole || !choice.delta.saysNothing || choice.logprobs != nil else {
      if choice.delta.content != nil { owed.content = "" }
      if choice.delta.refusal != nil { owed.refusal = "" }
      if choice.delta.reasoningContent != nil { owed.reasoningContent = "" }
      owedMembers.replaceAll(with: choice.other)
      return nil
    }
    complete(&choice)
    return choice
  }

  /// The last entry: what was held back, and the reason why the choice ended, if it told one; nil if there is
  /// nothing to be said.
  ///
  /// - Parameter isComplete: whether the stream is, so that a choice without a reason has ended all the same
  ///   (CHAT-66).
  mutating func finish(isComplete: Bool) -> ChatCompletionChunk.Choice? {
    var choice = ChatCompletionChunk.Choice(index: index)
    choice.delta.toolCalls = calls.finish()
    // A reason that is a failure is told as an error (CHAT-91).
    choice.finishReason = finishReason.flatMap { $0.meaning == .failure ? nil : $0 }
    if finishReason == nil && isComplete { choice.finishReason = .stop }
    let hasDebts = owed != ChatCompletionChunk.Delta() || !owedMembers.members.isEmpty
    guard hasDebts || choice.finishReason != nil || !choice.delta.saysNothing else { return nil }
    complete(&choice)
    return choice
  }

  /// Adds what must be said with the next entry that is sent.
  private mutating func complete(_ choice: inout ChatCompletionChunk.Choice) {
    if !hasSentRole { choice.delta.role = role ?? "assistant" }
    hasSentRole = true
    if choice.delta.content == nil { choice.delta.content = owed.content }
    if choice.delta.refusal == nil { choice.delta.refusal = owed.refusal }
    if choice.delta.reasoningContent == nil { choice.delta.reasoningContent = owed.reasoningContent }
    owed = ChatCompletionChunk.Delta()
    owedMembers.replaceAll(with: choice.other)
    choice.other = owedMembers
    owedMembers = JSONObject()
  }

  private mutating func take(_ json: JSONValueView, into delta: inout ChatCompletionChunk.Delta) {
    var hasReasoning = false
    var thinking = ""
    var members = json.children
    while let member = members.next() {
      if member.isNull { continue }
      switch member.knownKey {
      case .role: if role == nil, member.isNonEmptyText { role = member.string }
      case .content where member.kind == .array:
        var text = ""
        member.forEachText(ofType: "text") { text += $0.decodedUTF8 }
        member.forEachText(ofType: "thinking") { thinking += $0.decodedUTF8 }
        delta.content = text
      case .content: delta.content = member.string
      case .refusal: delta.refusal = member.string
      case .reasoningContent, .reasoning: hasReasoning = true
      case .reasoningDetails:
        hasReasoning = true
        if member.kind == .array { delta.other.keep(member) }
      case .toolCalls where member.kind == .array: delta.toolCalls = calls.normalize(member)
      case .functionCall where member.kind == .object: delta.functionCall = take(functionCall: member)
      case .toolCalls, .functionCall: break
      default: delta.other.keep(member)
      }
    }
    if hasReasoning { delta.reasoningContent = reasoningText(of: json) }
    if !thinking.isEmpty { delta.reasoningContent = (delta.reasoningContent ?? "") + thinking }
  }

  /// The text of the one member that reasoning is taken from (CHAT-47, CHAT-49).
  private mutating func reasoningText(of delta: JSONValueView) -> String? {
    _ = reasoning.observe(delta)
    switch reasoning.key {
    case .reasoningContent: return delta.member(.reasoningContent)?.string
    case .reasoning: return delta.member(.reasoning)?.string
    case .reasoningDetails:
      guard let details = delta.array(.reasoningDetails) else { return nil }
      var text = ""
      var elements = details.children
      while let detail = elements.next() {
        if let part = detail.member(.text)?.string { text += part }
        if let part = detail.member(.summary)?.string { text += part }
      }
      return text.isEmpty ? nil : text
    default: return nil
    }
  }

  /// The name goes out once; a stub of empty strings is no call (CHAT-111).
  private mutating func take(functionCall json: JSONValueView) -> ChatCompletionChunk.Function? {
    var name: String?
    if let told = json.member(.name), told.isNonEmptyText { name = told.string }
    let arguments = json.member(.arguments)?.argumentsText ?? ""
    guard functionCall.hasBegun || name != nil || !arguments.isEmpty else { return nil }
    functionCall.hasBegun = true
    let isNew = name != nil && !functionCall.hasName
    if isNew { functionCall.hasName = true }
    if !isNew && arguments.isEmpty { return nil }
    return .init(name: isNew ? name : nil, arguments: arguments)
  }
}

extension ChatCompletionChunk.Delta {
  /// Whether nothing would be lost without this delta, but for empty texts.
  fileprivate var saysNothing: Bool {
    (content ?? "").isEmpty && (refusal ?? "").isEmpty && (reasoningContent ?? "").isEmpty
      && toolCalls.isEmpty && functionCall == nil && other.members.isEmpty
  }
}

extension JSONObject {
  /// Sets all members of `other`, in their order.
  mutating func replaceAll(with other: JSONObject) {
    for member in other.members { self[member.key] = member.value }
  }
}
