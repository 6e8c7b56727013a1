#if !hasFeature(Embedded)
/// The events of an asynchronous sequence of byte chunks, pulled one by one: nothing is read ahead, and
/// nothing is kept beyond the event at hand and the rest of its chunk.
///
/// ```swift
/// for try await event in body.serverSentEvents() { print(event.data) }
/// ```
public struct AsyncServerSentEvents<Base: AsyncSequence>: AsyncSequence
where Base.Element: Collection<UInt8> {
  public typealias Element = ServerSentEvent

  let base: Base
  let lastEventID: String
  let options: EventStreamOptions

  public struct AsyncIterator: AsyncIteratorProtocol {
    var base: Base.AsyncIterator
    let reader: EventStreamReader
    var chunk: [UInt8] = []
    var position = 0
    var inputHasEnded = false

    /// The next event; nil at the end of the stream.
    ///
    /// - Throws: what the base sequence throws, or ``EventStreamError``.
    public mutating func next() async throws -> ServerSentEvent? {
      while !inputHasEnded {
        if let event = try reader.next(chunk, from: &position) { return event }
        guard let next = try await base.next() else {
          inputHasEnded = true
          chunk = []
          break
        }
        chunk = Array(next)
        position = 0
      }
      return try reader.endOfInput()
    }
  }

  public func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(
      base: base.makeAsyncIterator(),
      reader: EventStreamReader(lastEventID: lastEventID, options: options))
  }
}

extension AsyncServerSentEvents: Sendable where Base: Sendable {}

@available(*, unavailable)
extension AsyncServerSentEvents.AsyncIterator: Sendable {}

extension AsyncSequence where Element: Collection<UInt8> {
  /// The server-sent events of this sequence of byte chunks.
  ///
  /// - Parameters: as those of ``EventStreamDecoder/init(lastEventID:options:)``.
  public func serverSentEvents(
    lastEventID: String = "", options: EventStreamOptions = EventStreamOptions()
  ) -> AsyncServerSentEvents<Self> {
    AsyncServerSentEvents(base: self, lastEventID: lastEventID, options: options)
  }
}

extension AsyncSequence where Element == UInt8 {
  /// The server-sent events of this sequence of single bytes, such as `URLSession.AsyncBytes`.
  ///
  /// - Parameters: as those of ``EventStreamDecoder/init(lastEventID:options:)``.
  public func serverSentEvents(
    lastEventID: String = "", options: EventStreamOptions = EventStreamOptions()
  ) -> AsyncServerSentEvents<AsyncMapSequence<Self, CollectionOfOne<UInt8>>> {
    map { CollectionOfOne($0) }.serverSentEvents(lastEventID: lastEventID, options: options)
  }
}
#endif
