import ServerSentEvents
import SpanJSON

extension Clause {
  static let transcriptionSum = Clause(
    "TRN-4", .warning, "the done text is not the sum of the deltas", "send each piece of the text as a delta")
  static let transcriptionSegment = Clause(
    "TRN-5", .warning, "a segment lacks a member, or ends before it starts",
    "send id, start, end, speaker and text")
  static let transcriptionAfterDone = Clause(
    "TRN-6", .warning, "an event after the done event", "send transcript.text.done last")
  static let transcriptionUntyped = Clause(
    "TRN-21", .warning, "text without a type", "send transcript.text.delta")
  static let transcriptionChatForm = Clause(
    "TRN-22", .warning, "chunks in the form of chat", "send transcript.text.delta and .done")
  static let transcriptionPlainText = Clause("TRN-23", .error, "text that is no JSON", "send JSON objects")
  static let transcriptionOtherNames = Clause(
    "TRN-24", .note, "events under other names", "send transcript.text.delta, .segment and .done")
}

/// The rules of `/v1/audio/transcriptions` streams: `Spec/transcriptions.md`.
public struct TranscriptionRules: StreamRules {
  public typealias Element = TranscriptionStreamEvent

  /// The deltas so far, to be compared with the done event's text.
  private var deltas = CollectedText()
  private var room: Int
  private var isDone = false
  private var hasDeltas = false
  private var hasSegments = false
  private var isUntyped = false
  /// Typed events have come: then it is the typed done event that proves the end.
  private var sawTyped = false
  /// Whether the stream's payloads are text; nil until the first one decides (TRN-23).
  private var isPlainText: Bool?
  /// Of chunks in the form of chat: whether the last one with choices told a finish reason, and which.
  private var chunkReason: FinishReason?
  private var sawChunk = false

  public init(options: TypedStreamOptions) { room = options.limits.maximumCollectedSize }

  public static func element(of payload: PayloadView) -> TranscriptionStreamEvent {
    TranscriptionStreamEvent(TranscriptionEventView(payload))
  }

  public mutating func rewritten(_ data: RawSpan, log: inout FindingLog) -> [UInt8]? {
    if isPlainText == nil {
      switch Payload(data) {
      case .empty, .null, .wrappedComment: return nil
      case .other: isPlainText = true
      case .object, .done, .almostDone, .wrappedData: isPlainText = false
      }
    }
    guard isPlainText == true else { return nil }
    log.report(.transcriptionPlainText, data.excerpt)
    var writer = JSONWriter()
    writer.beginObject()
    writer.member(.type, "transcript.text.delta")
    writer.key(Key.delta.wireName)
    writer.string(utf8: data)
    writer.endObject()
    return writer.bytes
  }

  public func takesTail(_ data: RawSpan) -> Bool { isPlainText == true }

  public mutating func observe(_ payload: JSONValueView, event: EventContext, log: inout FindingLog) {
    let kind = TranscriptionEventKind(payload, eventType: event.type)
    if kind.isTyped { sawTyped = true }
    if kind != .chunk && payload.hasOtherTranscriptionName(event.type) {
      log.report(.transcriptionOtherNames)
    }
    switch kind {
    case .delta, .untyped:
      if kind == .untyped {
        isUntyped = true
        log.report(.transcriptionUntyped)
      }
      observe(text: payload.transcriptionText(kind), in: payload, log: &log)
    case .segment:
      if isDone { log.report(.transcriptionAfterDone) }
      hasSegments = true
      if !payload.isWholeSegment { log.report(.transcriptionSegment) }
    case .done:
      // Where a limit has cut the sum there is nothing to compare.
      if !hasSegments, hasDeltas, room > 0, let text = payload.member(.text)?.bytes,
        !deltas.bytes.equals(text)
      {
        log.report(.transcriptionSum)
      }
      if isDone { log.report(.transcriptionAfterDone) }
      isDone = true
    case .chunk:
      sawChunk = true
      log.report(.transcriptionChatForm)
      if let choice = payload.array(.choices)?.element(at: 0) {
        chunkReason = FinishReason(choice.member(.finishReason))
      }
    case .language, .other: break
    }
  }

  private mutating func observe(text index: Int?, in payload: JSONValueView, log: inout FindingLog) {
    guard let index else { return }
    let text = payload.value(at: index)
    if isDone, text.isNonEmptyText { log.report(.transcriptionAfterDone) }
    hasDeltas = true
    deltas.append(text, room: &room)
  }

  public func visitTexts(of payload: JSONValueView, _ visit: (TextIdentity, JSONValueView) -> Void) {
    // The event's name, which may be all that tells the type, is not known here; a string `delta` is text under any.
    if let delta = payload.member(.delta), delta.kind == .string {
      return visit(TextIdentity(key: Key.delta.rawValue), delta)
    }
    let kind = TranscriptionEventKind(payload, eventType: RawSpan(immortal: "message"))
    if let text = payload.transcriptionText(kind) {
      visit(TextIdentity(key: Key.delta.rawValue), payload.value(at: text))
    }
  }

  public mutating func finish(sawMarker: Bool, hasFailed: Bool, log: inout FindingLog) -> StreamVerdict {
    if isDone || (isUntyped && !sawTyped && sawMarker) { return .complete(.whole) }
    if sawChunk, let chunkReason { return StreamVerdict(choices: [OnlyChoice(reason: chunkReason)]) }
    let missing = sawChunk ? "a finish reason" : isUntyped && !sawTyped ? "[DONE]" : "transcript.text.done"
    return .truncated(
      .init(missing: [isPlainText == true ? "a proof of the end: this is plain text" : missing]))
  }
}

extension JSONValueView {
  /// Whether a segment has all that it must have, and starts before it ends (TRN-5).
  fileprivate var isWholeSegment: Bool {
    guard member(.id) != nil, member(.text) != nil, member(.speaker) != nil || member(.speakerId) != nil,
      let start = member(.start)?.double, let end = member(.end)?.double
    else { return false }
    return start <= end
  }

  /// Whether the event bears one of the names that are not OpenAI's (TRN-24).
  fileprivate func hasOtherTranscriptionName(_ eventType: RawSpan) -> Bool {
    if let type = text(.type) { return type.bytes.hasPrefix("transcription.") }
    return eventType.hasPrefix("transcription.")
  }
}

/// The choice of a transcription that comes in chunks.
private struct OnlyChoice: JudgedChoice {
  let index = 0
  let reason: FinishReason?
}
