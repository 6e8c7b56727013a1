import ServerSentEvents
import SpanJSON

extension Clause {
  static let completionText = Clause("CMP-40", .note, "a choice has no text", "send a text, if an empty one")
  static let completionChatForm = Clause(
    "CMP-41", .warning, "text in the form of chat", "send it as choices[].text")
  static let completionBareValue = Clause("CMP-42", .warning, "a bare value", "send a text_completion object")
}

/// The rules of `/v1/completions` streams: `Spec/completions.md`.
public struct CompletionRules: StreamRules {
  public typealias Element = CompletionChunk

  private static let clauses = ChunkClauses.completions
  private let limits: TypedStreamLimits
  private let request: RequestFacts
  private var envelope = EnvelopeRules()
  private var usage = UsageRules()
  private var choices: [Choice] = []
  private var chunkCount = 0

  /// What is followed of one choice.
  private struct Choice: Sendable, JudgedChoice {
    let index: Int
    var finish = FinishState()
    var reason: FinishReason? { finish.reason }
    var lastChunk = -1
  }

  public init(options: TypedStreamOptions) {
    limits = options.limits
    request = options.request
  }

  public static var expectsMarker: Bool { true }

  public static func element(of payload: PayloadView) -> CompletionChunk {
    CompletionChunk(json: JSONValue(ofPayload: payload.json).objectValue ?? JSONObject())
  }

  public func hasContent(_ payload: JSONValueView) -> Bool {
    guard let choices = payload.array(.choices) else { return false }
    return choices.count > 0
  }

  public mutating func observe(_ payload: JSONValueView, event: EventContext, log: inout FindingLog) {
    chunkCount &+= 1
    if !event.type.equals("message") { log.report(Self.clauses.unnamedEvents) }
    if payload.completionBareText != nil {
      log.report(.completionBareValue)
      if choices.isEmpty { choices.append(Choice(index: 0)) }
      return
    }
    let isAnnotation = payload.isAnnotationChunk
    if isAnnotation {
      log.report(Self.clauses.annotation)
    } else {
      envelope.observe(payload, Self.clauses, isWhole: false, log: &log)
    }
    guard let member = payload.member(.choices) else {
      log.report(Self.clauses.choices)
      return usage.observe(
        payload, Self.clauses, hasChoices: false, elsewhere: payload.usageElsewhere != nil, log: &log)
    }
    guard member.kind == .array else {
      log.report(.unexpectedType, "choices")
      return usage.observe(
        payload, Self.clauses, hasChoices: false, elsewhere: payload.usageElsewhere != nil, log: &log)
    }
    var place = 0
    var entries = member.children
    while let entry = entries.next() {
      observe(entry: entry, place: place, log: &log)
      place += 1
    }
    if place == 0 && !isAnnotation && payload.object(.usage) == nil { log.report(Self.clauses.emptyChoices) }
    usage.observe(
      payload, Self.clauses, hasChoices: place > 0, elsewhere: payload.usageElsewhere != nil, log: &log)
  }

  private mutating func observe(entry: JSONValueView, place: Int, log: inout FindingLog) {
    guard entry.kind == .object else { return log.report(.unexpectedType, "choices[]") }
    let index = ChoiceIndex(entry, place: place, maximum: limits.maximumIndex)
    guard let value = index.value else { return log.report(.indexRange, "choices[].index") }
    if case .place = index { log.report(Self.clauses.choiceIndex) }
    let position = choices.firstIndex { $0.index == value } ?? choices.count
    if position == choices.count { choices.append(Choice(index: value)) }
    if choices[position].lastChunk == chunkCount { log.report(Self.clauses.repeatedChoice) }
    choices[position].lastChunk = chunkCount

    let text = entry.completionText
    let hasOwnText = entry.member(.text) != nil
    if let own = entry.member(.text), own.kind != .string { log.report(.unexpectedType, "text") }
    if text == nil && !entry.isAnnotationEntry { log.report(.completionText) }
    if text != nil && !hasOwnText { log.report(.completionChatForm) }
    let hadEnded = choices[position].finish.reason != nil
    if hadEnded, text?.isNonEmptyText ?? false { log.report(Self.clauses.afterFinishReason) }
    let reason = entry.memberOrNull(.finishReason)
    if reason == nil { log.report(Self.clauses.finishReason) }
    _ = choices[position].finish.observe(reason, Self.clauses, log: &log)
  }

  public func repetition(of payload: JSONValueView, event: EventContext) -> Repetition? {
    guard event.type.equals("message"), let entries = payload.array(.choices), entries.count == 1,
      let entry = entries.element(at: 0), payload.object(.usage) == nil,
      let index = entry.member(.index)?.int,
      let position = choices.firstIndex(where: { $0.index == index }), choices[position].finish.reason == nil,
      let text = entry.member(.text), text.kind == .string, entry.memberOrNull(.finishReason)?.isNull ?? false
    else { return nil }
    return Repetition(textIndex: index == 0 ? text.index : -1)
  }

  @inline(__always)
  public mutating func observeRepeated(_ repetition: Repetition, _ payload: RepeatedPayload) -> Bool {
    chunkCount &+= 1
    return true
  }

  public func visitTexts(of payload: JSONValueView, _ visit: (TextIdentity, JSONValueView) -> Void) {
    if let value = payload.completionBareText { visit(TextIdentity(key: Key.text.rawValue), value) }
    guard let choices = payload.array(.choices) else { return }
    var place = 0
    var entries = choices.children
    while let entry = entries.next() {
      if let index = ChoiceIndex(entry, place: place, maximum: limits.maximumIndex).value,
        let text = entry.completionText
      {
        visit(TextIdentity(key: Key.text.rawValue, first: index), text)
      }
      place += 1
    }
  }

  public mutating func finish(sawMarker: Bool, hasFailed: Bool, log: inout FindingLog) -> StreamVerdict {
    return choices.judge(Self.clauses, request: hasFailed ? nil : request, usage: usage, log: &log)
  }
}

/// The stream of `/v1/completions`; see ``TypedStream``.
public typealias CompletionStream = TypedStream<CompletionRules>

extension TypedStream where Rules == CompletionRules {
  /// Takes the next chunk off the front of `input`; nil once `input` is used up.
  ///
  /// - Throws: as ``nextPayload(_:)``.
  @_lifetime(&self, copy input)
  @_lifetime(input: copy input)
  public mutating func next(_ input: inout RawSpan) throws(TypedStreamError) -> CompletionChunkView? {
    guard let payload = try nextPayload(&input) else { return nil }
    return CompletionChunkView(payload)
  }

  /// As `next(_:)`, but gives a value of its own.
  @_lifetime(input: copy input)
  public mutating func nextElement(_ input: inout RawSpan) throws(TypedStreamError) -> CompletionChunk? {
    try takeElement(&input)
  }

  /// As `next(_:)`, for a span of bytes.
  @_lifetime(&self, copy input)
  @_lifetime(input: copy input)
  public mutating func next(_ input: inout Span<UInt8>) throws(TypedStreamError) -> CompletionChunkView? {
    guard let payload = try nextPayload(&input) else { return nil }
    return CompletionChunkView(payload)
  }

  /// The unterminated last chunk, if it is whole (TYP-52).
  ///
  /// - Throws: as ``nextPayload(_:)``.
  @_lifetime(&self)
  public mutating func endOfInput() throws(TypedStreamError) -> CompletionChunkView? {
    guard let payload = try payloadAtEndOfInput() else { return nil }
    return CompletionChunkView(payload)
  }
}

extension AsyncSequence where Element: Collection<UInt8> {
  /// The chunks of a completion whose body comes as byte chunks.
  public func completionChunks(
    options: TypedStreamOptions = TypedStreamOptions()
  ) -> AsyncTypedElements<Self, CompletionRules> {
    AsyncTypedElements(self, options: options)
  }
}

extension AsyncSequence where Element == UInt8 {
  /// The chunks of a completion that comes byte by byte, such as `URLSession.AsyncBytes`.
  public func completionChunks(
    options: TypedStreamOptions = TypedStreamOptions()
  ) -> AsyncTypedElements<AsyncMapSequence<Self, CollectionOfOne<UInt8>>, CompletionRules> {
    map { CollectionOfOne($0) }.completionChunks(options: options)
  }
}
