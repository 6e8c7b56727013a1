import ServerSentEvents
import SpanJSON

/// The stream of `/v1/audio/speech` with `stream_format: "sse"`; see ``TypedStream``.
public typealias SpeechStream = TypedStream<SpeechRules>

extension TypedStream where Rules == SpeechRules {
  /// Takes the next event off the front of `input`; nil once `input` is used up.
  ///
  /// - Throws: as ``nextPayload(_:)``.
  @_lifetime(&self, copy input)
  @_lifetime(input: copy input)
  public mutating func next(_ input: inout RawSpan) throws(TypedStreamError) -> SpeechEventView? {
    guard let payload = try nextPayload(&input) else { return nil }
    return SpeechEventView(payload)
  }

  /// As `next(_:)`, for a span of bytes.
  @_lifetime(&self, copy input)
  @_lifetime(input: copy input)
  public mutating func next(_ input: inout Span<UInt8>) throws(TypedStreamError) -> SpeechEventView? {
    guard let payload = try nextPayload(&input) else { return nil }
    return SpeechEventView(payload)
  }

  /// The unterminated last event, if it is whole (TYP-52).
  ///
  /// - Throws: as ``nextPayload(_:)``.
  @_lifetime(&self)
  public mutating func endOfInput() throws(TypedStreamError) -> SpeechEventView? {
    guard let payload = try payloadAtEndOfInput() else { return nil }
    return SpeechEventView(payload)
  }
}

extension AsyncSequence where Element: Collection<UInt8> {
  /// The speech events of a body that comes as byte chunks.
  public func speechEvents(
    options: TypedStreamOptions = TypedStreamOptions()
  ) -> AsyncTypedElements<Self, SpeechRules> {
    AsyncTypedElements(self, options: options)
  }
}

extension AsyncSequence where Element == UInt8 {
  /// The speech events of a body that comes byte by byte, such as `URLSession.AsyncBytes`.
  public func speechEvents(
    options: TypedStreamOptions = TypedStreamOptions()
  ) -> AsyncTypedElements<AsyncMapSequence<Self, CollectionOfOne<UInt8>>, SpeechRules> {
    map { CollectionOfOne($0) }.speechEvents(options: options)
  }
}

/// One event of a speech stream, borrowed.
public struct SpeechEventView: ~Escapable {
  /// The payload beneath.
  public let payload: PayloadView

  @_lifetime(copy payload)
  init(_ payload: consuming PayloadView) { self.payload = payload }

  /// The event as JSON.
  public var json: JSONValueView { @_lifetime(copy self) get { payload.json } }
  /// `speech.audio.delta`, `speech.audio.done`, or another; the event's name where the payload has none (SPC-1).
  public var type: RawSpan {
    @_lifetime(copy self)
    get {
      if let type = payload.json.text(.type) { return type.bytes }
      return payload.eventType
    }
  }
  /// The audio in base64, under any of its names; ``SpeechCollector`` decodes it across deltas.
  public var audio: BorrowedText? {
    @_lifetime(copy self)
    get {
      guard let audio = payload.json.speechAudio else { return nil }
      return BorrowedText(payload.json.value(at: audio.text))
    }
  }
  /// Counts of tokens, with the done event.
  public var usage: JSONValueView? { @_lifetime(copy self) get { payload.json.object(.usage) } }
}

/// One event of a speech stream as a value of its own; members that the schema does not name are kept.
public struct SpeechStreamEvent: JSONBacked {
  public var json: JSONObject
  public init(json: JSONObject) { self.json = json }

  /// Copies a borrowed event. Where the payload has no type, the event's name is written as its type.
  public init(_ view: SpeechEventView) {
    json = JSONValue(ofPayload: view.json).objectValue ?? JSONObject()
    if type == nil, !view.payload.eventType.equals("message") { type = view.payload.eventType.decodedUTF8 }
  }

  public var type: String? {
    get { self["type"] }
    set { self["type"] = newValue }
  }
  /// Base64.
  public var audio: String? {
    get { self["audio"] }
    set { self["audio"] = newValue }
  }
  public var usage: TokenUsage? {
    get { self["usage"] }
    set { self["usage"] = newValue }
  }
}

/// Counts of tokens where what goes in and what comes out need not be text.
public struct TokenUsage: JSONBacked {
  public var json: JSONObject
  public init(json: JSONObject) { self.json = json }
  /// `tokens` or `duration`, where there are two kinds.
  public var type: String? {
    get { self["type"] }
    set { self["type"] = newValue }
  }
  public var inputTokens: Int? {
    get { self["input_tokens"] ?? self["prompt_tokens"] }
    set { self["input_tokens"] = newValue }
  }
  public var outputTokens: Int? {
    get { self["output_tokens"] ?? self["completion_tokens"] }
    set { self["output_tokens"] = newValue }
  }
  public var totalTokens: Int? {
    get { self["total_tokens"] }
    set { self["total_tokens"] = newValue }
  }
  /// The length of the sound, where that is what is counted.
  public var seconds: Double? {
    get { self["seconds"] }
    set { self["seconds"] = newValue }
  }
}
