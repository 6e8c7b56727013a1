import ServerSentEvents
import SpanJSON

/// One event of a transcription stream as a value of its own; members that the schema does not name are kept.
public struct TranscriptionStreamEvent: JSONBacked {
  public var json: JSONObject
  public init(json: JSONObject) { self.json = json }

  /// Copies a borrowed event. Where the payload has no type, the event's name is written as its type.
  public init(_ view: TranscriptionEventView) {
    json = JSONValue(ofPayload: view.json).objectValue ?? JSONObject()
    if type == nil, !view.payload.eventType.equals("message") { type = view.payload.eventType.decodedUTF8 }
  }

  public var type: String? {
    get { self["type"] }
    set { self["type"] = newValue }
  }
  /// Text to be appended.
  public var delta: String? {
    get { self["delta"] }
    set { self["delta"] = newValue }
  }
  /// The whole text, with the done event; a segment's text.
  public var text: String? {
    get { self["text"] }
    set { self["text"] = newValue }
  }
  public var logprobs: [JSONValue]? {
    get { self["logprobs"] }
    set { self["logprobs"] = newValue }
  }
  public var segmentID: String? {
    get { self["segment_id"] }
    set { self["segment_id"] = newValue }
  }
  public var usage: TokenUsage? {
    get { self["usage"] }
    set { self["usage"] = newValue }
  }
  /// The event as a segment, if it is one.
  public var segment: TranscriptionSegment? {
    type?.hasSuffix("segment") ?? false ? TranscriptionSegment(json: json) : nil
  }
}

/// A piece of the sound with one speaker (TRN-5).
public struct TranscriptionSegment: JSONBacked {
  public var json: JSONObject
  public init(json: JSONObject) { self.json = json }
  public var id: String? {
    get { self["id"] }
    set { self["id"] = newValue }
  }
  /// In seconds.
  public var start: Double? {
    get { self["start"] }
    set { self["start"] = newValue }
  }
  /// In seconds.
  public var end: Double? {
    get { self["end"] }
    set { self["end"] = newValue }
  }
  public var speaker: String? {
    get { self["speaker"] }
    set { self["speaker"] = newValue }
  }
  public var text: String? {
    get { self["text"] }
    set { self["text"] = newValue }
  }
}

/// A transcription, as far as it came.
public struct Transcription: Sendable, Hashable, JSONWritable {
  /// That of the done event; until it comes, the deltas (TRN-2, TRN-3).
  public internal(set) var text = CollectedText()
  public internal(set) var segments: [TranscriptionSegment] = []
  public internal(set) var logprobs: CollectedValues?
  /// The codes of the languages that were heard.
  public internal(set) var languages: [JSONValue]?
  public internal(set) var usage: TokenUsage?

  init() {}

  /// The answer of a call without streaming, which models that cannot stream give (TRN-20); nil if `body` is no JSON
  /// object with a text.
  public init?(plainAnswer body: [UInt8]) {
    guard let value = try? JSONValue(RawSpan(ofBytes: body.span)), let object = value.objectValue,
      let text = object["text"]?.stringValue
    else { return nil }
    self.text = CollectedText(text)
    segments = [TranscriptionSegment](jsonValue: object["segments"] ?? .null) ?? []
    languages = object["languages"]?.arrayValue
    usage = object["usage"].flatMap(TokenUsage.init(jsonValue:))
  }

  public func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member(.text, text)
    if !segments.isEmpty { writer.member(.segments, elements: segments) }
    writer.member(.logprobs, logprobs)
    if let languages { writer.member(.languages, elements: languages) }
    writer.member(.usage, usage)
    writer.endObject()
  }
}

/// Collects the events of one transcription stream into a ``Transcription``.
public struct TranscriptionCollector: StreamCollector {
  public typealias Rules = TranscriptionRules

  private let limits: TypedStreamLimits
  private var room: Int
  private var transcription = Transcription()
  private var isDone = false

  public init(limits: TypedStreamLimits) {
    self.limits = limits
    room = limits.maximumCollectedSize
  }

  /// Adds a borrowed event.
  public mutating func add(_ event: TranscriptionEventView) { add(event.payload) }

  public mutating func add(_ payload: PayloadView) {
    let json = payload.json
    let kind = TranscriptionEventKind(json, eventType: payload.eventType)
    if let usage = json.object(.usage) {
      transcription.usage = TokenUsage(jsonValue: JSONValue(ofPayload: usage))
    }
    switch kind {
    case .delta, .untyped, .chunk:
      // What comes behind the done event is not collected (TRN-6).
      guard !isDone else { return }
      if let text = json.transcriptionText(kind) {
        transcription.text.append(json.value(at: text), room: &room)
      }
      json.array(.logprobs, appendTo: &transcription.logprobs, room: &room)
    case .segment:
      add(segment: json)
    case .done:
      isDone = true
      if let text = json.member(.text), text.kind == .string {
        room += transcription.text.count
        transcription.text = CollectedText()
        transcription.text.append(text, room: &room)
      }
      if let logprobs = json.array(.logprobs), logprobs.count > 0 {
        transcription.logprobs = CollectedValues()
        transcription.logprobs?.append(elementsOf: logprobs, room: &room)
      }
      if let languages = json.array(.languages) {
        transcription.languages = JSONValue(languages).arrayValue
      } else if let language = json.member(named: "language")?.string {
        transcription.languages = [.object(["code": .string(language)])]
      }
      if transcription.segments.isEmpty, let segments = json.array(.segments) {
        var elements = segments.children
        while let segment = elements.next() { add(segment: segment) }
      }
    case .language:
      if let language = json.text(.audioLanguage) {
        transcription.languages = [.object(["code": .string(language.string)])]
      }
    case .other: break
    }
  }

  private mutating func add(segment json: JSONValueView) {
    guard transcription.segments.count < 1 << 20, json.raw.byteCount <= room else { return }
    room -= json.raw.byteCount
    if var segment = TranscriptionSegment(jsonValue: JSONValue(json)) {
      if segment.speaker == nil { segment.speaker = segment["speaker_id"] }
      transcription.segments.append(segment)
    }
  }

  public var snapshot: Transcription { transcription }

  public var text: String { transcription.text.string }
}
