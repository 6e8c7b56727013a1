import ServerSentEvents
import SpanJSON

extension Clause {
  static let speechUsage = Clause(
    "SPC-2", .note, "the done event has no usage", "send usage with speech.audio.done")
  static let speechDelta = Clause("SPC-3", .warning, "a delta without audio", "send base64 in audio")
  static let speechAfterDone = Clause(
    "SPC-4", .warning, "an event after the done event", "send speech.audio.done last")
  static let speechBase64 = Clause("SPC-13", .error, "the audio is no base64", "send base64 of RFC 4648")
  static let speechLostCharacter = Clause(
    "SPC-14", .error, "one character of base64 is left at the end", "send whole quanta of base64")
  static let speechCutQuantum = Clause(
    "SPC-15", .warning, "a delta is not whole base64", "send a multiple of four characters in each delta")
  static let speechInnerPadding = Clause(
    "SPC-16", .note, "padding before the end", "encode pieces of a multiple of three bytes")
  static let speechOtherName = Clause("SPC-20", .warning, "audio under another name", "send it as audio")
  static let speechUntyped = Clause(
    "SPC-21", .warning, "audio without a type", "send speech.audio.delta and .done")
  static let speechError = Clause(
    "SPC-22", .warning, "an error event of its own", "send an event of type error")
  static let speechHeader = Clause(
    "SPC-31", .warning, "a further WAV header", "send one header, with the first delta")
}

/// The rules of `/v1/audio/speech` streams: `Spec/speech.md`.
public struct SpeechRules: StreamRules {
  public typealias Element = SpeechStreamEvent

  private var decoder = SpeechAudioDecoder()
  /// The bytes of the delta at hand; they are looked at and forgotten.
  private var bytes: [UInt8] = []
  private var isDone = false
  private var isUntyped = false
  /// Typed events have come: then it is the typed done event that proves the end.
  private var sawTyped = false

  public init(options: TypedStreamOptions) {}

  public static func element(of payload: PayloadView) -> SpeechStreamEvent {
    SpeechStreamEvent(SpeechEventView(payload))
  }

  public func error(in payload: JSONValueView, isNamedError: Bool) -> ErrorReport? {
    if payload.text(.type)?.equals("speech.audio.error") ?? false {
      return ErrorReport(payload, isNamedError: true).map {
        $0.told(in: .speechError)
      }
    }
    return ErrorReport(payload, isNamedError: isNamedError)
  }

  public mutating func observe(_ payload: JSONValueView, event: EventContext, log: inout FindingLog) {
    let kind = SpeechEventKind(payload, eventType: event.type)
    if kind == .delta || kind == .done { sawTyped = true }
    switch kind {
    case .done:
      if payload.object(.usage) == nil { log.report(.speechUsage) }
      if isDone { log.report(.speechAfterDone) }
      isDone = true
    case .delta, .untyped:
      if kind == .untyped {
        isUntyped = true
        log.report(.speechUntyped)
      }
      guard let audio = payload.speechAudio else { return log.report(.speechDelta) }
      if audio.isUnusual { log.report(.speechOtherName) }
      if isDone { log.report(.speechAfterDone) }
      observe(payload.value(at: audio.text), log: &log)
    case .other: break
    }
  }

  private mutating func observe(_ audio: JSONValueView, log: inout FindingLog) {
    guard let text = audio.bytes, text.byteCount > 0 else { return log.report(.speechDelta) }
    bytes.removeAll(keepingCapacity: true)
    let findings = decoder.check(text, scratch: &bytes)
    if let offset = findings.base64.invalidOffset {
      log.report(.speechBase64, "character \(offset)")
    } else if findings.base64.characterCount % 4 != 0 {
      log.report(.speechCutQuantum)
    }
    if findings.base64.hasInnerPadding { log.report(.speechInnerPadding) }
    if findings.removedHeader { log.report(.speechHeader) }
  }

  public func visitTexts(of payload: JSONValueView, _ visit: (TextIdentity, JSONValueView) -> Void) {}

  public mutating func finish(sawMarker: Bool, hasFailed: Bool, log: inout FindingLog) -> StreamVerdict {
    if decoder.pendingCount == 1 { log.report(.speechLostCharacter) }
    if isDone || (isUntyped && !sawTyped && sawMarker) { return .complete(.whole) }
    return .truncated(.init(missing: [isUntyped && !sawTyped ? "[DONE]" : "speech.audio.done"]))
  }
}

/// What a speech payload is (SPC-1, SPC-20, SPC-21).
enum SpeechEventKind {
  case delta, done
  /// Audio without a type.
  case untyped
  case other

  init(_ payload: JSONValueView, eventType: RawSpan) {
    var type = eventType
    if let told = payload.text(.type) { type = told.bytes }
    if type.equals("speech.audio.delta") {
      self = .delta
    } else if type.equals("speech.audio.done") {
      self = .done
    } else if type.equals("audio.tts.chunk") {
      self = .delta
    } else if type.equals("message"), payload.member(.audio) != nil || payload.isTTSChunk {
      self = .untyped
    } else {
      self = .other
    }
  }
}
