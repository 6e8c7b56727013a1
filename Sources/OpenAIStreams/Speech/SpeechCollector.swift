import ServerSentEvents
import SpanJSON

/// The speech of a stream, as far as it came.
public struct Speech: Sendable, Hashable, JSONWritable {
  /// The sound, decoded.
  public internal(set) var audio = CollectedBytes()
  public internal(set) var usage: TokenUsage?

  /// The sound is written in base64.
  public func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key(Key.audio.wireName)
    let text = audio.bytes.base64
    writer.string(utf8: RawSpan(ofBytes: text.span))
    writer.member(.usage, usage)
    writer.endObject()
  }
}

/// Collects the events of one speech stream: decodes the sound as it comes, across deltas.
public struct SpeechCollector: StreamCollector {
  public typealias Rules = SpeechRules

  private var room: Int
  private var speech = Speech()
  private var decoder = SpeechAudioDecoder()
  /// Memory for the bytes of one event.
  private var latest: [UInt8] = []

  public init(limits: TypedStreamLimits) { room = limits.maximumCollectedSize }

  public mutating func add(_ payload: PayloadView) {
    var bytes: [UInt8] = []
    swap(&bytes, &latest)
    bytes.removeAll(keepingCapacity: true)
    append(payload, to: &bytes)
    let count = min(bytes.count, room)
    room -= count
    speech.audio.append(RawSpan(ofBytes: bytes.span).slice(unchecked: 0, count))
    swap(&bytes, &latest)
  }

  /// Adds a borrowed event.
  public mutating func add(_ event: SpeechEventView) { add(event.payload) }

  /// Adds a borrowed event whose sound is not kept: its bytes are appended to `bytes`, as far as they are whole.
  /// For those who play or store the sound as it comes; at the end of the stream comes ``flush(to:)``.
  public mutating func add(_ payload: PayloadView, appendingTo bytes: inout [UInt8]) {
    append(payload, to: &bytes)
  }

  /// Appends what a last quantum without padding stands for (SPC-14).
  public mutating func flush(to bytes: inout [UInt8]) { decoder.flush(to: &bytes) }

  private mutating func append(_ payload: PayloadView, to bytes: inout [UInt8]) {
    switch SpeechEventKind(payload.json, eventType: payload.eventType) {
    case .delta, .untyped:
      guard let audio = payload.json.speechAudio, let text = payload.json.value(at: audio.text).bytes else {
        return
      }
      _ = decoder.decode(text, to: &bytes)
    case .done:
      if let usage = payload.json.object(.usage) {
        speech.usage = TokenUsage(jsonValue: JSONValue(ofPayload: usage))
      }
    case .other: break
    }
  }

  public var snapshot: Speech {
    var snapshot = speech
    var decoder = decoder
    var rest: [UInt8] = []
    decoder.flush(to: &rest)
    snapshot.audio.append(RawSpan(ofBytes: rest.span))
    return snapshot
  }

  /// A speech has no text.
  public var text: String { "" }
}
