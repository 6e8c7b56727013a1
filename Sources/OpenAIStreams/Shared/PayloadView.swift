import ServerSentEvents
import SpanJSON

/// One payload of a typed stream, borrowed from the stream and its input, with its place.
///
/// While it lives the stream cannot be touched, so all that is wanted beside a payload is on it.
public struct PayloadView: ~Escapable {
  let parsed: JSONParsedText
  /// The event's type; `message` if the stream named none (DSP-4).
  public let eventType: RawSpan
  /// Where the event's first field line begins, in bytes from the start of the stream.
  public let offset: Int
  /// The event's number in the stream, from 0.
  public let index: Int
  /// What was found in this event, in order.
  public let findings: Span<Finding>
  let id: LastEventIDView
  /// Which hole of the template that has matched holds the main text; -1 if there is no text, -2 if nobody knows. Where
  /// no template has matched, -3 and less stand for the text's index, from 0.
  let textHole: Int16
  /// Which one holds the text that the rules follow; -1 if there is none.
  let followedHole: Int16
  /// What the rules say of the payload's kind; 0 says nothing.
  let kind: Int32
  /// Payloads of one stream with the same number differ in their texts only; 0 says nothing.
  package let shape: Int
  private let retryOrMinusOne: Int

  @_lifetime(copy parsed, copy eventType, copy findings, copy id)
  @inline(__always)
  init(
    _ parsed: consuming JSONParsedText, eventType: RawSpan, offset: Int, index: Int, findings: Span<Finding>,
    id: consuming LastEventIDView, retry: Int?, textHole: Int,
    followedHole: Int, kind: Int, shape: Int
  ) {
    self.parsed = parsed
    self.eventType = eventType
    self.offset = offset
    self.index = index
    self.findings = findings
    self.id = id
    retryOrMinusOne = retry ?? -1
    self.textHole = Int16(truncatingIfNeeded: textHole)
    self.followedHole = Int16(truncatingIfNeeded: followedHole)
    self.kind = Int32(truncatingIfNeeded: kind)
    self.shape = shape
  }

  /// The payload: a JSON object. Where it is like one before, its values' places are worked out the first time.
  public var json: JSONValueView { @_lifetime(copy self) get { parsed.root } }

  /// Padding that a template has found, which is there if the payload has any.
  var padding: RawSpan? {
    @_lifetime(copy self)
    get {
      guard let hole = parsed.hole(ofKey: Key.obfuscation.rawValue) else { return nil }
      return parsed.bytes(ofHole: hole)
    }
  }

  /// The sequence number that a template has found, which is there if the payload has one.
  var sequenceNumber: Int? {
    guard let hole = parsed.hole(ofKey: Key.sequenceNumber.rawValue) else { return nil }
    return parsed.int(ofHole: hole)
  }

  /// The hole of the template that has matched which holds the string at `index`; nil if there is none.
  func hole(ofStringAt index: Int) -> Int? { parsed.hole(ofStringAt: index) }

  /// The text in a hole. Precondition: it is one of a template that has matched, and holds a string.
  @inline(__always)
  @_lifetime(copy self)
  func text(ofHole hole: Int) -> RawSpan { parsed.bytes(ofHole: hole) }

  /// Whether whoever read the payload knows that it has a main text, and where.
  @inline(__always)
  var hasMainText: Bool { textHole >= 0 }

  /// That text. Precondition: ``hasMainText``.
  @inline(__always)
  var mainText: BorrowedText {
    @_lifetime(copy self)
    get { BorrowedText(whole: parsed.bytes(ofHole: Int(textHole))) }
  }

  /// What stands for the index of the main text; -1 and -2 as for a hole.
  @inline(__always)
  static func textHole(ofIndex index: Int) -> Int {
    index < 0 ? index : index < 32_000 ? -3 &- index : -2
  }

  /// The main text whose index is known. Precondition: ``textHole`` is less than -2.
  @inline(__always)
  var textAtIndex: BorrowedText {
    @_lifetime(copy self)
    get {
      guard let text = BorrowedText(json.value(at: -3 &- Int(textHole))) else { return BorrowedText() }
      return text
    }
  }

  /// The reconnection time in force, in milliseconds, if the stream has set one (PRC-7).
  public var retry: Int? { retryOrMinusOne < 0 ? nil : retryOrMinusOne }
  /// The last event ID when the event was dispatched (DSP-1, DSP-5). No allocation up to 15 bytes.
  public var lastEventID: String { id.text }
}
