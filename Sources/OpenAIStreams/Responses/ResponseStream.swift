import ServerSentEvents
import SpanJSON

/// The stream of `/v1/responses`: event stream in, events out, and at the end the outcome.
///
/// ```swift
/// var stream = ResponseStream()
/// var collector = ResponseCollector()
/// for try await part in body {
///   var input = part.span.bytes
///   while let event = try stream.next(&input) { collector.add(event) }
/// }
/// while let event = try stream.endOfInput() { collector.add(event) }
/// let outcome = stream.finish()
/// ```
public typealias ResponseStream = TypedStream<ResponseRules>

extension TypedStream where Rules == ResponseRules {
  /// A stream that goes on with a response, of which the events up to a sequence number have been seen: these are
  /// dropped where they come again (RSP-71).
  public init(resumingAfter sequenceNumber: Int, options: TypedStreamOptions = TypedStreamOptions()) {
    self.init(options: options)
    rules.resume(after: sequenceNumber)
  }

  /// Takes the next event off the front of `input`; nil once `input` is used up.
  ///
  /// - Throws: as ``nextPayload(_:)``.
  @_lifetime(&self, copy input)
  @_lifetime(input: copy input)
  public mutating func next(_ input: inout RawSpan) throws(TypedStreamError) -> ResponseStreamEventView? {
    guard let payload = try nextPayload(&input) else { return nil }
    return ResponseStreamEventView(payload)
  }

  /// As `next(_:)`, but gives a value of its own.
  @_lifetime(input: copy input)
  public mutating func nextElement(_ input: inout RawSpan) throws(TypedStreamError) -> ResponseStreamEvent? {
    try takeElement(&input)
  }

  /// As `next(_:)`, for a span of bytes.
  @_lifetime(&self, copy input)
  @_lifetime(input: copy input)
  public mutating func next(_ input: inout Span<UInt8>) throws(TypedStreamError) -> ResponseStreamEventView? {
    guard let payload = try nextPayload(&input) else { return nil }
    return ResponseStreamEventView(payload)
  }

  /// Takes a message of a WebSocket, which is an event without SSE around it (RSP-16, RSP-80); nil once the message is
  /// used up. Messages of different lanes need a stream each (RSP-81).
  ///
  /// - Throws: as ``nextPayload(message:)``.
  @_lifetime(&self, copy message)
  @_lifetime(message: copy message)
  public mutating func next(message: inout RawSpan) throws(TypedStreamError) -> ResponseStreamEventView? {
    guard let payload = try nextPayload(message: &message) else { return nil }
    return ResponseStreamEventView(payload)
  }

  /// The lane that a message of a WebSocket belongs to (RSP-81); nil if it names none. Parses the message.
  public static func lane(of message: RawSpan) -> String? {
    var tape = JSONTape()
    do throws(JSONError) {
      return try tape.parse(message, keys: Key.table, maximumDepth: 128).text(.streamId)?.string
    } catch {
      return nil
    }
  }

  /// The unterminated last event, if it is whole (TYP-52); call it at the end of input until it gives nil.
  ///
  /// - Throws: as ``nextPayload(_:)``.
  @_lifetime(&self)
  public mutating func endOfInput() throws(TypedStreamError) -> ResponseStreamEventView? {
    guard let payload = try payloadAtEndOfInput() else { return nil }
    return ResponseStreamEventView(payload)
  }

  /// The highest sequence number seen so far, with that of ``init(resumingAfter:options:)``; nil if there was none.
  /// With ``responseID`` it is all that resuming needs (RSP-72).
  public var lastSequenceNumber: Int? { rules.lastSequenceNumber }

  /// The id of the response, the last one told (RSP-35).
  public var responseID: String? { rules.responseID }
}

extension AsyncSequence where Element: Collection<UInt8> {
  /// The events of a response whose body comes as byte chunks. Ends without an error only if the response is
  /// complete.
  public func responseEvents(
    options: TypedStreamOptions = TypedStreamOptions()
  ) -> AsyncTypedElements<Self, ResponseRules> {
    AsyncTypedElements(self, options: options)
  }
}

extension AsyncSequence where Element == UInt8 {
  /// The events of a response whose body comes byte by byte, such as `URLSession.AsyncBytes`.
  public func responseEvents(
    options: TypedStreamOptions = TypedStreamOptions()
  ) -> AsyncTypedElements<AsyncMapSequence<Self, CollectionOfOne<UInt8>>, ResponseRules> {
    map { CollectionOfOne($0) }.responseEvents(options: options)
  }
}
