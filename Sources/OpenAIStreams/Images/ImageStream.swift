import ServerSentEvents
import SpanJSON

/// The stream of `/v1/images/generations` and `/v1/images/edits` with `stream: true`; see ``TypedStream``.
public typealias ImageStream = TypedStream<ImageRules>

extension TypedStream where Rules == ImageRules {
  /// Takes the next event off the front of `input`; nil once `input` is used up.
  ///
  /// - Throws: as ``nextPayload(_:)``.
  @_lifetime(&self, copy input)
  @_lifetime(input: copy input)
  public mutating func next(_ input: inout RawSpan) throws(TypedStreamError) -> ImageEventView? {
    guard let payload = try nextPayload(&input) else { return nil }
    return ImageEventView(payload)
  }

  /// As `next(_:)`, for a span of bytes.
  @_lifetime(&self, copy input)
  @_lifetime(input: copy input)
  public mutating func next(_ input: inout Span<UInt8>) throws(TypedStreamError) -> ImageEventView? {
    guard let payload = try nextPayload(&input) else { return nil }
    return ImageEventView(payload)
  }

  /// The unterminated last event, if it is whole (TYP-52).
  ///
  /// - Throws: as ``nextPayload(_:)``.
  @_lifetime(&self)
  public mutating func endOfInput() throws(TypedStreamError) -> ImageEventView? {
    guard let payload = try payloadAtEndOfInput() else { return nil }
    return ImageEventView(payload)
  }
}

extension AsyncSequence where Element: Collection<UInt8> {
  /// The image events of a body that comes as byte chunks.
  public func imageEvents(
    options: TypedStreamOptions = TypedStreamOptions()
  ) -> AsyncTypedElements<Self, ImageRules> {
    AsyncTypedElements(self, options: options)
  }
}

extension AsyncSequence where Element == UInt8 {
  /// The image events of a body that comes byte by byte, such as `URLSession.AsyncBytes`.
  public func imageEvents(
    options: TypedStreamOptions = TypedStreamOptions()
  ) -> AsyncTypedElements<AsyncMapSequence<Self, CollectionOfOne<UInt8>>, ImageRules> {
    map { CollectionOfOne($0) }.imageEvents(options: options)
  }
}

/// One event of an image stream, borrowed.
public struct ImageEventView: ~Escapable {
  /// The payload beneath.
  public let payload: PayloadView

  @_lifetime(copy payload)
  init(_ payload: consuming PayloadView) { self.payload = payload }

  /// The event as JSON.
  public var json: JSONValueView { @_lifetime(copy self) get { payload.json } }
  /// `image_generation.partial_image` and so on; the event's name where the payload has none (IMG-1).
  public var type: RawSpan {
    @_lifetime(copy self)
    get {
      if let type = payload.json.text(.type) { return type.bytes }
      return payload.eventType
    }
  }
  /// A whole image file in base64 (IMG-4).
  public var base64: BorrowedText? { @_lifetime(copy self) get { payload.json.text(.b64Json) } }
  /// Which of an image's partial ones this is, from 0 (IMG-5).
  public var partialImageIndex: Int? { payload.json.member(.partialImageIndex)?.int }
  /// Whether this is an image's final form.
  public var isCompleted: Bool { ImageEventKind(payload.json, eventType: payload.eventType) == .completed }

  /// The image file's bytes. Costs their number.
  public var bytes: [UInt8]? {
    guard let text = base64?.bytes else { return nil }
    var decoder = Base64Decoder()
    var bytes: [UInt8] = []
    guard decoder.decode(text, to: &bytes).invalidOffset == nil else { return nil }
    decoder.flush(to: &bytes)
    return bytes
  }
}

/// One event of an image stream as a value of its own; members that the schema does not name are kept.
public struct ImageStreamEvent: JSONBacked {
  public var json: JSONObject
  public init(json: JSONObject) { self.json = json }

  /// Copies a borrowed event. Where the payload has no type, the event's name is written as its type.
  public init(_ view: ImageEventView) {
    json = JSONValue(ofPayload: view.json).objectValue ?? JSONObject()
    if type == nil, !view.payload.eventType.equals("message") { type = view.payload.eventType.decodedUTF8 }
  }

  public var type: String? {
    get { self["type"] }
    set { self["type"] = newValue }
  }
  /// A whole image file in base64.
  public var b64JSON: String? {
    get { self["b64_json"] }
    set { self["b64_json"] = newValue }
  }
  /// From 0, within an image.
  public var partialImageIndex: Int? {
    get { self["partial_image_index"] }
    set { self["partial_image_index"] = newValue }
  }
  /// In seconds of Unix time.
  public var createdAt: Int? {
    get { self["created_at"] }
    set { self["created_at"] = newValue }
  }
  public var size: String? {
    get { self["size"] }
    set { self["size"] = newValue }
  }
  public var quality: String? {
    get { self["quality"] }
    set { self["quality"] = newValue }
  }
  public var background: String? {
    get { self["background"] }
    set { self["background"] = newValue }
  }
  public var outputFormat: String? {
    get { self["output_format"] }
    set { self["output_format"] = newValue }
  }
  public var usage: TokenUsage? {
    get { self["usage"] }
    set { self["usage"] = newValue }
  }
  public var safetyIdentifier: String? {
    get { self["safety_identifier"] }
    set { self["safety_identifier"] = newValue }
  }
}

/// The images of a stream, as far as they came.
public struct ImageResponse: Sendable, Hashable, JSONWritable {
  /// In seconds of Unix time.
  public internal(set) var created: Int?
  /// The completed images' events, in order, and behind them the last partial one of an image that is not completed.
  public internal(set) var images: [ImageStreamEvent] = []
  /// The last one that came.
  public internal(set) var usage: TokenUsage?

  public func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member(.created, created)
    writer.key("data")
    writer.beginArray()
    for image in images {
      writer.beginObject()
      writer.member(.b64Json, image.b64JSON)
      if image.partialImageIndex != nil { writer.member(.partialImageIndex, image.partialImageIndex) }
      writer.endObject()
    }
    writer.endArray()
    writer.member(.background, images.last?.background)
    writer.member(.outputFormat, images.last?.outputFormat)
    writer.member(.quality, images.last?.quality)
    writer.member(.size, images.last?.size)
    writer.member(.usage, usage)
    writer.endObject()
  }
}

/// Collects the events of one image stream into an ``ImageResponse``. Partial images are replaced by what follows.
public struct ImageCollector: StreamCollector {
  public typealias Rules = ImageRules

  private let limits: TypedStreamLimits
  private var response = ImageResponse()
  private var hasPartial = false
  private var kept = 0

  public init(limits: TypedStreamLimits) { self.limits = limits }

  /// Adds a borrowed event.
  public mutating func add(_ event: ImageEventView) { add(event.payload) }

  public mutating func add(_ payload: PayloadView) {
    let kind = ImageEventKind(payload.json, eventType: payload.eventType)
    guard kind != .other else { return }
    if hasPartial, let partial = response.images.popLast() { kept -= partial.b64JSON?.utf8.count ?? 0 }
    hasPartial = kind == .partial
    let size = payload.json.raw.byteCount
    guard kept + size <= limits.maximumCollectedSize else {
      hasPartial = false
      return
    }
    let event = ImageStreamEvent(ImageEventView(payload))
    kept += event.b64JSON?.utf8.count ?? 0
    response.images.append(event)
    response.created = event.createdAt ?? response.created
    response.usage = event.usage ?? response.usage
  }

  public var snapshot: ImageResponse { response }

  /// Images have no text.
  public var text: String { "" }
}
