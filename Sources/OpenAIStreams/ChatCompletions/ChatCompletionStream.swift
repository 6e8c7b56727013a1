import ServerSentEvents
import SpanJSON

/// The stream of `/v1/chat/completions`: event stream in, chunks out, and at the end the outcome.
///
/// ```swift
/// var stream = ChatCompletionStream()
/// var collector = ChatCompletionCollector()
/// for try await part in body {
///   var input = part.span.bytes
///   while let chunk = try stream.next(&input) { collector.add(chunk) }
/// }
/// while let chunk = try stream.endOfInput() { collector.add(chunk) }
/// let outcome = stream.finish()
/// ```
public typealias ChatCompletionStream = TypedStream<ChatCompletionRules>

extension TypedStream where Rules == ChatCompletionRules {
  /// Takes the next chunk off the front of `input`; nil once `input` is used up.
  ///
  /// - Throws: as ``nextPayload(_:)``.
  @_lifetime(&self, copy input)
  @_lifetime(input: copy input)
  public mutating func next(_ input: inout RawSpan) throws(TypedStreamError) -> ChatCompletionChunkView? {
    guard let payload = try nextPayload(&input) else { return nil }
    return ChatCompletionChunkView(payload)
  }

  /// As `next(_:)`, but gives a value of its own.
  @_lifetime(input: copy input)
  public mutating func nextElement(_ input: inout RawSpan) throws(TypedStreamError) -> ChatCompletionChunk? {
    try takeElement(&input)
  }

  /// As `next(_:)`, for a span of bytes.
  @_lifetime(&self, copy input)
  @_lifetime(input: copy input)
  public mutating func next(_ input: inout Span<UInt8>) throws(TypedStreamError) -> ChatCompletionChunkView? {
    guard let payload = try nextPayload(&input) else { return nil }
    return ChatCompletionChunkView(payload)
  }

  /// The unterminated last chunk, if it is whole (TYP-52); call it at the end of input until it gives nil.
  ///
  /// - Throws: as ``nextPayload(_:)``.
  @_lifetime(&self)
  public mutating func endOfInput() throws(TypedStreamError) -> ChatCompletionChunkView? {
    guard let payload = try payloadAtEndOfInput() else { return nil }
    return ChatCompletionChunkView(payload)
  }
}

extension AsyncSequence where Element: Collection<UInt8> {
  /// The chunks of a chat completion whose body comes as byte chunks. Ends without an error only if the answer
  /// is complete.
  public func chatCompletionChunks(
    options: TypedStreamOptions = TypedStreamOptions()
  ) -> AsyncTypedElements<Self, ChatCompletionRules> {
    AsyncTypedElements(self, options: options)
  }
}

extension AsyncSequence where Element == UInt8 {
  /// The chunks of a chat completion whose body comes byte by byte, such as `URLSession.AsyncBytes`.
  public func chatCompletionChunks(
    options: TypedStreamOptions = TypedStreamOptions()
  ) -> AsyncTypedElements<AsyncMapSequence<Self, CollectionOfOne<UInt8>>, ChatCompletionRules> {
    map { CollectionOfOne($0) }.chatCompletionChunks(options: options)
  }
}
