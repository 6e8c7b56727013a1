import ServerSentEvents
import SpanJSON

/// The rules of one choice of a chat completion (CHAT-40 to CHAT-67).
struct ChatChoiceRules: Sendable, JudgedChoice {
  let index: Int
  var finish = FinishState()
  var reason: FinishReason? { finish.reason }
  /// The chunk in which the choice was seen last.
  var lastChunk = -1
  private var sawDelta = false
  private var hasRole = false
  private var reasoning = ReasoningSource()
  private var calls: ToolCallRules
  /// At most one: hardly any choice calls a function in the old form.
  private var functionCalls: [ToolCallRules] = []
  private var audio = AudioProgress()

  init(index: Int, limits: FollowedLimits) {
    self.index = index
    calls = ToolCallRules(limits: limits)
  }

  private static let clauses = ChunkClauses.chat

  /// Follows an entry of the choice. - Returns: the index of its content, -1 if it has no text there.
  mutating func observe(_ entry: borrowing ChatEntry, chunk: Int, log: inout FindingLog) -> Int {
    if lastChunk == chunk { log.report(Self.clauses.repeatedChoice) }
    lastChunk = chunk
    let hadEnded = finish.reason != nil
    var added = false
    var isLastAudioUpdate = false
    var content = -1
    if let delta = entry.delta {
      if entry.message != nil { log.report(entry.toldDelta == nil ? .wholeCompletion : .messageBesideDelta) }
      added = observe(delta: delta, chunk: chunk, content: &content, log: &log)
      if let update = delta.object(.audio) {
        isLastAudioUpdate = audio.observe(update)
        if isLastAudioUpdate && audio.isWhole { finish.endImplicitly() }
      }
    } else if entry.toldDelta != nil {
      log.report(.unexpectedType, "delta")
    } else if !entry.json.isAnnotationEntry {
      log.report(.delta)
    }
    if added && hadEnded { log.report(Self.clauses.afterFinishReason) }
    let member = entry.finishReason
    if member == nil && !isLastAudioUpdate { log.report(Self.clauses.finishReason) }
    if let reason = finish.observe(member, Self.clauses, log: &log), !hadEnded { end(reason, log: &log) }
    return content
  }

  /// Whether the delta adds text or calls; `content` becomes the index of its content, if that is text.
  private mutating func observe(
    delta: JSONValueView, chunk: Int, content: inout Int, log: inout FindingLog
  ) -> Bool {
    let isFirst = !sawDelta
    sawDelta = true
    var added = false
    var sawRole = false
    var hasReasoning = false
    var members = delta.children
    while let member = members.next() {
      switch member.knownKey {
      case .role:
        sawRole = observe(role: member, log: &log) || sawRole
      case .content:
        content = member.kind == .string ? member.index : -1
        if member.kind == .array {
          log.report(.contentParts)
          added = added || member.count > 0
        } else {
          added = Self.observe(text: member, "content", log: &log) || added
        }
      case .refusal:
        added = Self.observe(text: member, "refusal", log: &log) || added
      case .reasoningContent, .reasoning, .reasoningDetails:
        hasReasoning = hasReasoning || !member.isNull
      case .toolCalls:
        added = calls.observe(member, chunk: chunk, log: &log) || added
      case .functionCall:
        guard member.kind == .object else { break }
        if functionCalls.isEmpty { functionCalls.append(ToolCallRules(limits: calls.limits)) }
        added = functionCalls[0].observe(functionCall: member, log: &log) || added
      default: break
      }
    }
    if hasReasoning {
      if reasoning.observe(delta) { log.report(.reasoningOnce) }
      added =
        added || delta.member(.reasoningContent)?.isNonEmptyText ?? false
        || delta.member(.reasoning)?.isNonEmptyText ?? false
    }
    if isFirst && !sawRole { log.report(.firstRole) }
    return added
  }

  /// Whether the member tells a role.
  private mutating func observe(role: JSONValueView, log: inout FindingLog) -> Bool {
    guard role.isNonEmptyText else {
      log.report(role.isNull || role.kind == .string ? .roleNotEmpty : .unexpectedType, "role")
      return false
    }
    if hasRole { log.report(.roleOnce) }
    hasRole = true
    return true
  }

  /// Whether the member adds text.
  private static func observe(text: JSONValueView, _ name: String, log: inout FindingLog) -> Bool {
    if text.kind != .string && !text.isNull { log.report(.unexpectedType, name) }
    return text.isNonEmptyText
  }

  /// What is kept of an entry that can be repeated: it adds text, or a piece of the arguments of a call that is
  /// known, to a choice that goes on; whatever else it holds would say the same again.
  func repetition(of entry: JSONValueView, position: Int) -> Repetition? {
    guard finish.reason == nil, let delta = entry.object(.delta), entry.member(.message) == nil,
      let reason = entry.memberOrNull(.finishReason), reason.isNull
    else { return nil }
    var textIndex = -1
    var call = -1
    var arguments = -1
    var members = delta.children
    while let member = members.next() {
      switch member.knownKey {
      case .content where member.kind == .string: textIndex = index == 0 ? member.index : -1
      case .refusal where member.kind == .string: break
      case .reasoningContent where member.kind == .string && reasoning.key == .reasoningContent: break
      case .reasoning where member.kind == .string && reasoning.key == .reasoning: break
      case .content, .refusal, .reasoningContent, .reasoning:
        guard member.isNull else { return nil }
      case .toolCalls:
        guard call < 0, let fragment = calls.repeatedFragment(member) else { return nil }
        (call, arguments) = fragment
      case .role, .functionCall, .audio, .reasoningDetails:
        return nil
      default: break
      }
    }
    return Repetition(first: position, second: call, textIndex: textIndex, followedIndex: arguments)
  }

  /// Follows a piece of the arguments of a call that is known.
  mutating func observeRepeated(_ call: Int, _ payload: RepeatedPayload) {
    calls.observeRepeated(call: call, arguments: payload.text)
  }

  private func end(_ reason: FinishReason, log: inout FindingLog) {
    calls.finish(reason, log: &log)
    for functionCall in functionCalls { functionCall.finish(reason, log: &log) }
    if reason == .stop && !calls.isEmpty { log.report(.callsEndWithToolCalls) }
  }

  /// The stream has ended; calls of a choice that has not are cut (CHAT-59).
  func finishStream(log: inout FindingLog) {
    guard finish.reason == nil else { return }
    calls.finish(nil, log: &log)
    for functionCall in functionCalls { functionCall.finish(nil, log: &log) }
  }
}

/// What has come of a choice's audio (CHAT-66).
private struct AudioProgress: Sendable {
  private var hasID = false
  private var hasData = false
  private var hasTranscript = false

  var isWhole: Bool { hasID && hasData && hasTranscript }

  /// Whether the update holds only `expires_at`, as the last one does.
  mutating func observe(_ update: JSONValueView) -> Bool {
    let id = update.member(.id) != nil
    let data = update.member(.data) != nil
    let transcript = update.member(.transcript) != nil
    hasID = hasID || id
    hasData = hasData || data
    hasTranscript = hasTranscript || transcript
    return update.member(.expiresAt) != nil && !id && !data && !transcript
  }
}

extension JSONValueView {
  /// The delta of an entry of `choices`; the message, where that stands in its place (CHAT-12).
  var chatDelta: JSONValueView? {
    @_lifetime(copy self)
    get { ChatEntry(self).delta }
  }

  /// Whether an entry of `choices` holds filter results and no delta (CHAT-29).
  var isAnnotationEntry: Bool {
    // Filter results first: asking for what no payload has is cheapest.
    (member(.contentFilterResults) != nil || member(.contentFilterOffsets) != nil
      || member(.contentFilterRaw) != nil)
      && member(.delta) == nil && member(.message) == nil
  }
}
