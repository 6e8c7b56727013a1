import ServerSentEvents
import SpanJSON

/// The rules of `/v1/chat/completions` streams: `Spec/chat-completions.md`.
public struct ChatCompletionRules: StreamRules {
  public typealias Element = ChatCompletionChunk

  private static let clauses = ChunkClauses.chat
  private let limits: FollowedLimits
  private let request: RequestFacts
  private var envelope = EnvelopeRules()
  private var usage = UsageRules()
  /// In the order of first appearance.
  private var choices: [ChatChoiceRules] = []
  private var chunkCount = 0
  /// The index of choice 0's content in the chunk observed last; -1 if it has none, -2 if nobody knows.
  public private(set) var mainTextIndex = -2

  public init(options: TypedStreamOptions) {
    limits = FollowedLimits(options.limits)
    request = options.request
  }

  public static var expectsMarker: Bool { true }

  public static func element(of payload: PayloadView) -> ChatCompletionChunk {
    ChatCompletionChunk(ChatCompletionChunkView(payload))
  }

  public static func update(_ chunk: inout ChatCompletionChunk, to payload: PayloadView) -> Bool {
    guard payload.hasMainText, chunk.choices.count == 1, chunk.choices[0].delta.hasContentOnly else {
      return false
    }
    // A new array is cheaper than one that is found to be shared, copied and changed.
    var choice = chunk.choices[0]
    choice.delta.content = payload.mainText.string
    chunk.choices = [choice]
    if chunk.obfuscation != nil { chunk.obfuscation = payload.padding?.decodedUTF8 }
    return true
  }

  public func error(in payload: JSONValueView, isNamedError: Bool) -> ErrorReport? {
    if let report = ErrorReport(payload, isNamedError: isNamedError) { return report }
    guard let error = payload.object(.xGroq)?.member(.error), error.isSubstantial else { return nil }
    return ErrorReport(error: APIError(error, in: payload), clause: .vendorError)
  }

  public func hasContent(_ payload: JSONValueView) -> Bool {
    guard let choices = payload.array(.choices) else { return false }
    return choices.count > 0
  }

  public mutating func observe(_ payload: JSONValueView, event: EventContext, log: inout FindingLog) {
    chunkCount &+= 1
    mainTextIndex = -1
    if !event.type.equals("message") { log.report(Self.clauses.unnamedEvents) }
    let isAnnotation = payload.isAnnotationChunk
    if isAnnotation {
      log.report(Self.clauses.annotation)
    } else {
      let isWhole = payload.memberOrNull(.object)?.equals("chat.completion") ?? false
      envelope.observe(payload, Self.clauses, isWhole: isWhole && payload.holdsMessage, log: &log)
    }
    var place = 0
    var holdsUsage = payload.object(.xGroq)?.object(.usage) != nil
    let choices = payload.member(.choices)
    if let choices, choices.kind == .array {
      var entries = choices.children
      while let entry = entries.next() {
        let members = ChatEntry(entry)
        observe(members, place: place, log: &log)
        holdsUsage = holdsUsage || members.usage != nil
        place += 1
      }
      if place == 0 && !isAnnotation && !holdsUsage && payload.object(.usage) == nil
        && payload.member(.moderation) == nil
      {
        log.report(Self.clauses.emptyChoices)
      }
    } else if choices != nil {
      log.report(.unexpectedType, "choices")
    } else {
      log.report(Self.clauses.choices)
    }
    usage.observe(
      payload, Self.clauses, hasChoices: place > 0 && !isAnnotation, elsewhere: holdsUsage, log: &log)
  }

  private mutating func observe(_ entry: borrowing ChatEntry, place: Int, log: inout FindingLog) {
    guard entry.json.kind == .object else { return log.report(.unexpectedType, "choices[]") }
    let index = entry.index(place: place, maximum: limits.maximumIndex)
    guard let value = index.value else {
      mainTextIndex = -2
      return log.report(.indexRange, "choices[].index")
    }
    if case .place = index { log.report(Self.clauses.choiceIndex) }
    let position: Int
    if let known = choices.firstIndex(where: { $0.index == value }) {
      position = known
    } else {
      position = choices.count
      choices.append(ChatChoiceRules(index: value, limits: limits))
    }
    let text = choices[position].observe(entry, chunk: chunkCount, log: &log)
    if value == 0 && mainTextIndex == -1 { mainTextIndex = text }
  }

  public func repetition(of payload: JSONValueView, event: EventContext) -> Repetition? {
    guard let entries = payload.array(.choices), entries.count == 1, let entry = entries.element(at: 0),
      payload.object(.usage) == nil, let index = entry.member(.index)?.int,
      let position = choices.firstIndex(where: { $0.index == index })
    else { return nil }
    return choices[position].repetition(of: entry, position: position)
  }

  @inline(__always)
  public mutating func observeRepeated(_ repetition: Repetition, _ payload: RepeatedPayload) -> Bool {
    // In which chunk a choice was seen last matters within a chunk only, and this one has been seen to have no two.
    chunkCount &+= 1
    if repetition.second >= 0 { choices[repetition.first].observeRepeated(repetition.second, payload) }
    return true
  }

  public func visitTexts(of payload: JSONValueView, _ visit: (TextIdentity, JSONValueView) -> Void) {
    guard let choices = payload.array(.choices) else { return }
    var place = 0
    var entries = choices.children
    while let entry = entries.next() {
      defer { place += 1 }
      guard let index = ChoiceIndex(entry, place: place, maximum: limits.maximumIndex).value,
        let delta = entry.chatDelta
      else { continue }
      var members = delta.children
      while let member = members.next() {
        switch member.knownKey {
        case .content, .refusal, .reasoningContent, .reasoning:
          visit(TextIdentity(key: member.keyID, first: index), member)
        case .functionCall:
          guard let arguments = member.member(.arguments) else { break }
          visit(TextIdentity(key: Key.functionCall.rawValue, first: index), arguments)
        case .audio:
          guard let transcript = member.member(.transcript) else { break }
          visit(TextIdentity(key: Key.transcript.rawValue, first: index), transcript)
        case .toolCalls:
          visitCalls(member, choice: index, visit)
        default: break
        }
      }
    }
  }

  private func visitCalls(
    _ calls: JSONValueView, choice: Int, _ visit: (TextIdentity, JSONValueView) -> Void
  ) {
    var fragments = calls.children
    while let fragment = fragments.next() {
      var call = -1
      if case .told(let index) = ToolCallIdentity.index(of: fragment, maximum: limits.maximumIndex) {
        call = index
      }
      if let arguments = fragment.object(.function)?.member(.arguments) {
        visit(TextIdentity(key: Key.arguments.rawValue, first: choice, second: call), arguments)
      }
      if let input = fragment.object(.custom)?.member(.input) {
        visit(TextIdentity(key: Key.input.rawValue, first: choice, second: call), input)
      }
    }
  }

  public mutating func finish(sawMarker: Bool, hasFailed: Bool, log: inout FindingLog) -> StreamVerdict {
    for choice in choices { choice.finishStream(log: &log) }
    return choices.judge(Self.clauses, request: hasFailed ? nil : request, usage: usage, log: &log)
  }
}

extension JSONValueView {
  /// Whether a chunk only annotates: prompt filter results without choices, or choices that hold filter results
  /// and no delta (CHAT-29).
  @inline(__always)
  var isAnnotationChunk: Bool { mayAnnotate && holdsOnlyAnnotations }

  /// What no payload has is known at once.
  @inline(__always)
  private var mayAnnotate: Bool {
    payloadMayHold(.promptFilterResults) || payloadMayHold(.promptAnnotations)
      || payloadMayHold(.contentFilterResults) || payloadMayHold(.contentFilterOffsets)
      || payloadMayHold(.contentFilterRaw)
  }

  @inline(never)
  private var holdsOnlyAnnotations: Bool {
    guard let choices = array(.choices) else { return member(.promptFilterResults) != nil }
    var entries = choices.children
    guard let first = entries.next() else {
      return member(.promptFilterResults) != nil || member(.promptAnnotations) != nil
    }
    return first.isAnnotationEntry
  }

  /// Whether a choice holds a message and no delta (CHAT-12).
  fileprivate var holdsMessage: Bool {
    guard let choices = array(.choices) else { return false }
    var entries = choices.children
    while let entry = entries.next() {
      if entry.object(.message) != nil && entry.member(.delta) == nil { return true }
    }
    return false
  }
}
