import ServerSentEvents
import SpanJSON

extension Clause {
  static let imageEventName = Clause(
    "IMG-2", .warning, "the event's name is not the type", "name the event as its type")
  static let imageEventNamed = Clause("IMG-3", .note, "an event without a name", "name the event as its type")
  static let imageBytes = Clause(
    "IMG-4", .error, "an image event without an image", "send base64 in b64_json")
  static let imagePartialIndex = Clause(
    "IMG-5", .note, "partial images are not counted from 0", "count them from 0 within an image")
  static let imageUsage = Clause("IMG-6", .note, "a completed image without usage", "send usage with it")
}

/// The rules of the streams of `/v1/images/generations` and `/v1/images/edits`: `Spec/images.md`.
public struct ImageRules: StreamRules {
  public typealias Element = ImageStreamEvent

  private var completedCount = 0
  /// The index that the next partial image should have; 0 if none has come since the last completed one.
  private var nextPartial = 0

  public init(options: TypedStreamOptions) {}

  public static func element(of payload: PayloadView) -> ImageStreamEvent {
    ImageStreamEvent(ImageEventView(payload))
  }

  public mutating func observe(_ payload: JSONValueView, event: EventContext, log: inout FindingLog) {
    if event.type.equals("message") {
      log.report(.imageEventNamed)
    } else if let type = payload.text(.type), !type.bytes.equals(event.type) {
      log.report(.imageEventName, "\(event.type.decodedUTF8) around \(type.string)")
    }
    let kind = ImageEventKind(payload, eventType: event.type)
    if kind != .other { observe(payload.member(.b64Json), log: &log) }
    switch kind {
    case .partial:
      if payload.member(.partialImageIndex)?.int != nextPartial { log.report(.imagePartialIndex) }
      nextPartial += 1
    case .completed:
      if payload.object(.usage) == nil { log.report(.imageUsage) }
      completedCount += 1
      nextPartial = 0
    case .other: break
    }
  }

  /// Each image is base64 on its own.
  private func observe(_ member: JSONValueView?, log: inout FindingLog) {
    guard let image = member?.bytes, image.byteCount > 0 else { return log.report(.imageBytes) }
    var decoder = Base64Decoder()
    var scratch: [UInt8] = []
    let findings = decoder.check(image, scratch: &scratch)
    if let offset = findings.invalidOffset {
      log.report(.imageBytes, "character \(offset) is none of base64")
    } else if findings.hasInnerPadding || decoder.pendingCount == 1 {
      log.report(.imageBytes, decoder.pendingCount == 1 ? "a character is missing" : "padding before the end")
    }
  }

  public func visitTexts(of payload: JSONValueView, _ visit: (TextIdentity, JSONValueView) -> Void) {}

  public mutating func finish(sawMarker: Bool, hasFailed: Bool, log: inout FindingLog) -> StreamVerdict {
    if completedCount > 0 && nextPartial == 0 { return .complete(.whole) }
    return .truncated(
      .init(missing: [completedCount == 0 ? "a completed image" : "completed image \(completedCount)"]))
  }
}

/// What an image payload is (IMG-1).
enum ImageEventKind {
  case partial, completed, other

  init(_ payload: JSONValueView, eventType: RawSpan) {
    var type = eventType
    if let told = payload.text(.type) { type = told.bytes }
    if type.equals("image_generation.partial_image") || type.equals("image_edit.partial_image") {
      self = .partial
    } else if type.equals("image_generation.completed") || type.equals("image_edit.completed") {
      self = .completed
    } else {
      self = .other
    }
  }
}
