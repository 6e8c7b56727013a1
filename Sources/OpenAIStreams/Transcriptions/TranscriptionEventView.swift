import ServerSentEvents
import SpanJSON

/// What a transcription payload is (TRN-1, TRN-21, TRN-22, TRN-24).
enum TranscriptionEventKind {
  case delta, segment, done, language
  /// Text without a type.
  case untyped
  /// `transcription.chunk` and `translation.chunk`.
  case chunk
  case other

  /// Whether it belongs to a stream of typed events, which has a done event.
  var isTyped: Bool {
    switch self {
    case .delta, .segment, .done, .language: true
    case .untyped, .chunk, .other: false
    }
  }

  init(_ payload: JSONValueView, eventType: RawSpan) {
    var type = eventType
    if let told = payload.text(.type) { type = told.bytes }
    if type.equals("transcript.text.delta") || type.equals("transcription.text.delta") {
      self = .delta
    } else if type.equals("transcript.text.segment") || type.equals("transcription.segment") {
      self = .segment
    } else if type.equals("transcript.text.done") || type.equals("transcription.done") {
      self = .done
    } else if type.equals("transcription.language") {
      self = .language
    } else if payload.array(.choices) != nil {
      self = .chunk
    } else if type.equals("message"), payload.member(.text) != nil {
      self = .untyped
    } else {
      self = .other
    }
  }
}

extension JSONValueView {
  /// The index of the piece of text that a payload adds; nil if it adds none.
  func transcriptionText(_ kind: TranscriptionEventKind) -> Int? {
    switch kind {
    case .delta:
      if let delta = member(.delta), delta.kind == .string { return delta.index }
      if let text = member(.text), text.kind == .string { return text.index }
    case .untyped:
      if let text = member(.text), text.kind == .string { return text.index }
    case .chunk:
      guard let delta = array(.choices)?.element(at: 0)?.object(.delta) else { return nil }
      if let content = delta.member(.content), content.kind == .string { return content.index }
    case .segment, .done, .language, .other: break
    }
    return nil
  }
}

/// One event of a transcription stream, borrowed.
public struct TranscriptionEventView: ~Escapable {
  /// The payload beneath.
  public let payload: PayloadView

  @_lifetime(copy payload)
  init(_ payload: consuming PayloadView) { self.payload = payload }

  /// The event as JSON.
  public var json: JSONValueView { @_lifetime(copy self) get { payload.json } }
  /// `transcript.text.delta`, `.segment`, `.done`, or another; the event's name where the payload has none (TRN-1).
  public var type: RawSpan {
    @_lifetime(copy self)
    get {
      if let type = payload.json.text(.type) { return type.bytes }
      return payload.eventType
    }
  }
  /// The piece of text that the event adds, in any of the dialects' forms; nil if it adds none.
  public var delta: BorrowedText? {
    @_lifetime(copy self)
    get {
      let kind = TranscriptionEventKind(payload.json, eventType: payload.eventType)
      guard let text = payload.json.transcriptionText(kind) else { return nil }
      return BorrowedText(payload.json.value(at: text))
    }
  }
}

/// The stream of `/v1/audio/transcriptions` with `stream=true`; see ``TypedStream``.
public typealias TranscriptionStream = TypedStream<TranscriptionRules>

extension TypedStream where Rules == TranscriptionRules {
  /// Takes the next event off the front of `input`; nil once `input` is used up.
  ///
  /// - Throws: as ``nextPayload(_:)``.
  @_lifetime(&self, copy input)
  @_lifetime(input: copy input)
  public mutating func next(_ input: inout RawSpan) throws(TypedStreamError) -> TranscriptionEventView? {
    guard let payload = try nextPayload(&input) else { return nil }
    return TranscriptionEventView(payload)
  }

  /// As `next(_:)`, for a span of bytes.
  @_lifetime(&self, copy input)
  @_lifetime(input: copy input)
  public mutating func next(_ input: inout Span<UInt8>) throws(TypedStreamError) -> TranscriptionEventView? {
    guard let payload = try nextPayload(&input) else { return nil }
    return TranscriptionEventView(payload)
  }

  /// The unterminated last event, if it is whole (TYP-52).
  ///
  /// - Throws: as ``nextPayload(_:)``.
  @_lifetime(&self)
  public mutating func endOfInput() throws(TypedStreamError) -> TranscriptionEventView? {
    guard let payload = try payloadAtEndOfInput() else { return nil }
    return TranscriptionEventView(payload)
  }
}

extension AsyncSequence where Element: Collection<UInt8> {
  /// The transcription events of a body that comes as byte chunks.
  public func transcriptionEvents(
    options: TypedStreamOptions = TypedStreamOptions()
  ) -> AsyncTypedElements<Self, TranscriptionRules> {
    AsyncTypedElements(self, options: options)
  }
}

extension AsyncSequence where Element == UInt8 {
  /// The transcription events of a body that comes byte by byte, such as `URLSession.AsyncBytes`.
  public func transcriptionEvents(
    options: TypedStreamOptions = TypedStreamOptions()
  ) -> AsyncTypedElements<AsyncMapSequence<Self, CollectionOfOne<UInt8>>, TranscriptionRules> {
    map { CollectionOfOne($0) }.transcriptionEvents(options: options)
  }
}
