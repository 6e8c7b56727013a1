import ServerSentEvents
import SpanJSON

/// What distinguishes one endpoint's stream from another's: which rules its payloads follow, what an element of
/// it is, and what proves that it is complete. ``TypedStream`` does the rest.
///
/// One value follows one stream. The same findings are what strict streams throw, what lenient ones record,
/// and what the linter prints.
public protocol StreamRules: Sendable {
  /// The owned form of a payload.
  associatedtype Element: Sendable

  init(options: TypedStreamOptions)

  /// A payload as a value of its own.
  static func element(of payload: PayloadView) -> Element

  /// Makes an element, which is that of a payload of the same shape, that of this payload; false if it must be made
  /// anew.
  static func update(_ element: inout Element, to payload: PayloadView) -> Bool

  /// Whether `[DONE]` is due at the end (TYP-54).
  static var expectsMarker: Bool { get }
  /// Whether a payload that tells an error is a typed event of its own, to be delivered.
  static var deliversErrors: Bool { get }

  /// The error that a payload is or carries, in the shapes of this endpoint.
  func error(in payload: JSONValueView, isNamedError: Bool) -> ErrorReport?

  /// Whether a payload carries something besides an error.
  func hasContent(_ payload: JSONValueView) -> Bool

  /// Whether a payload that is no error belongs behind one (TYP-48, TYP-49).
  func isExpectedAfterError(_ payload: JSONValueView) -> Bool

  /// Whether an event of this type is a heartbeat (TYP-16).
  func isHeartbeat(named type: RawSpan) -> Bool

  /// Whether a payload is a heartbeat (TYP-16).
  func isHeartbeat(_ payload: JSONValueView) -> Bool

  /// Whether a payload was seen before, in the stream that this one resumes (TYP-81).
  mutating func isReplayed(_ payload: JSONValueView) -> Bool

  /// Where a dialect of the endpoint sends data that is no JSON object: the object that is to be taken in its place.
  mutating func rewritten(_ data: RawSpan, log: inout FindingLog) -> [UInt8]?

  /// Whether data that the end of input cut off is to be taken though it is no JSON object.
  func takesTail(_ data: RawSpan) -> Bool

  /// Follows the stream by one payload.
  mutating func observe(_ payload: JSONValueView, event: EventContext, log: inout FindingLog)

  /// The index of the main text in the payload observed last, for the endpoint's view; -1 if it has none, -2 if nobody
  /// knows.
  var mainTextIndex: Int { get }

  /// Whether a payload like the one just observed, with other texts, would again cause no finding and change no
  /// more than ``observeRepeated(_:_:)`` does. What it answers must hold until a payload is observed for which it
  /// answers nil.
  func repetition(of payload: JSONValueView, event: EventContext) -> Repetition?

  /// Follows the stream by a payload that differs from one that could be repeated in its texts only; false if it
  /// must be observed after all, and nothing has changed.
  mutating func observeRepeated(_ repetition: Repetition, _ payload: RepeatedPayload) -> Bool

  /// The texts of a payload that go on from delta to delta, with what identifies each (TYP-31). They are also what
  /// may differ between payloads that are otherwise the same.
  func visitTexts(of payload: JSONValueView, _ visit: (TextIdentity, JSONValueView) -> Void)

  /// The stream has ended: records what is known only now, and judges whether it is complete. Where the
  /// server has reported a failure the verdict does not count.
  mutating func finish(sawMarker: Bool, hasFailed: Bool, log: inout FindingLog) -> StreamVerdict
}

/// What the rules may know of the event around a payload.
public struct EventContext: ~Escapable {
  /// The event's type; `message` if the stream named none.
  public let type: RawSpan

  @_lifetime(copy type)
  init(type: RawSpan) { self.type = type }
}

/// What rules keep of a payload that can be repeated. An index is that of a value of the payload, -1 for none.
///
/// Each number lies between -1 and `Int32.max`; they are kept small, since a stream has a few of these.
public struct Repetition: Sendable {
  private let numbers: (first: Int32, second: Int32, kind: Int32)
  private let indices: (text: Int32, followed: Int32, number: Int32)

  /// Numbers whose meaning is the rules' own.
  public var first: Int { Int(numbers.first) }
  public var second: Int { Int(numbers.second) }
  /// What kind of payload it is, for the endpoint's view; 0 says nothing.
  public var kind: Int { Int(numbers.kind) }
  /// The main text's index.
  public var textIndex: Int { Int(indices.text) }
  /// The index of the text that the rules follow, one of those that ``StreamRules/visitTexts(of:_:)`` visits.
  public var followedIndex: Int { Int(indices.followed) }
  /// The index of the sequence number, if the rules follow it.
  public var numberIndex: Int { Int(indices.number) }

  public init(
    first: Int = 0, second: Int = 0, kind: Int = 0, textIndex: Int, followedIndex: Int = -1,
    numberIndex: Int = -1
  ) {
    numbers = (Int32(clamping: first), Int32(clamping: second), Int32(clamping: kind))
    indices = (Int32(clamping: textIndex), Int32(clamping: followedIndex), Int32(clamping: numberIndex))
  }
}

/// A payload that differs in its texts only from one that the rules have observed: what they follow of it.
public struct RepeatedPayload: ~Escapable {
  /// The text at ``Repetition/followedIndex``; empty if there is none.
  public let text: RawSpan
  /// The whole number at ``Repetition/numberIndex``; nil if there is none, or if it is no such number.
  public let number: Int?

  @_lifetime(copy text)
  @inline(__always)
  init(text: RawSpan, number: Int?) {
    self.text = text
    self.number = number
  }
}

/// Whether a stream that did not fail is complete.
public enum StreamVerdict: Sendable {
  case complete(StreamOutcome.Completion)
  case truncated(StreamOutcome.Truncation)
  /// The server gave up without an error of its own (CHAT-91).
  case failed(APIError)
}

/// Which text a delta goes on: the same name and numbers mean the same text.
public struct TextIdentity: Hashable, Sendable {
  /// The number of the text's member in the key table.
  public var key: JSONKeyID
  /// The choice, or the output item.
  public var first: Int
  /// The tool call, or the content part.
  public var second: Int

  public init(key: JSONKeyID, first: Int = 0, second: Int = 0) {
    self.key = key
    self.first = first
    self.second = second
  }
}

extension StreamRules {
  public static func update(_ element: inout Element, to payload: PayloadView) -> Bool { false }

  public var mainTextIndex: Int { -2 }
  public static var expectsMarker: Bool { false }
  public static var deliversErrors: Bool { false }

  public func error(in payload: JSONValueView, isNamedError: Bool) -> ErrorReport? {
    ErrorReport(payload, isNamedError: isNamedError)
  }

  public func hasContent(_ payload: JSONValueView) -> Bool { false }

  public func isExpectedAfterError(_ payload: JSONValueView) -> Bool { false }

  public func isHeartbeat(named type: RawSpan) -> Bool { Heartbeat.isName(type) }

  public func isHeartbeat(_ payload: JSONValueView) -> Bool {
    guard let type = payload.text(.type) else { return false }
    return Heartbeat.isName(type.bytes)
  }

  public mutating func isReplayed(_ payload: JSONValueView) -> Bool { false }

  public func repetition(of payload: JSONValueView, event: EventContext) -> Repetition? { nil }

  public mutating func observeRepeated(_ repetition: Repetition, _ payload: RepeatedPayload) -> Bool { false }

  public mutating func rewritten(_ data: RawSpan, log: inout FindingLog) -> [UInt8]? { nil }

  public func takesTail(_ data: RawSpan) -> Bool { false }
}

/// Names of events that only keep a connection alive (TYP-16).
enum Heartbeat {
  static func isName(_ name: RawSpan) -> Bool {
    switch name.byteCount {
    case 4: name.equals("ping")
    case 9: name.equals("heartbeat") || name.equals("keepalive")
    case 10: name.equals("keep-alive")
    default: false
    }
  }
}
