import ServerSentEvents

/// The typed elements of an asynchronous sequence of byte chunks, pulled one by one: nothing is read ahead, and
/// nothing is kept beyond the event at hand and the rest of its chunk.
///
/// It ends without an error only if the stream is complete; otherwise its last call throws a
/// ``TypedStreamError`` that holds the outcome. It ends at `[DONE]`, without waiting for the connection (TYP-22).
public struct AsyncTypedElements<Base: AsyncSequence, Rules: StreamRules>: AsyncSequence
where Base.Element: Collection<UInt8> {
  public typealias Element = Rules.Element

  let base: Base
  let options: TypedStreamOptions

  init(_ base: Base, options: TypedStreamOptions) {
    self.base = base
    self.options = options
  }

  public struct AsyncIterator: AsyncIteratorProtocol {
    var base: Base.AsyncIterator
    let reader: TypedStreamReader<Rules>
    var chunk: [UInt8] = []
    var position = 0
    var inputHasEnded = false

    /// The next element; nil at the end of a complete stream.
    ///
    /// - Throws: what the base sequence throws, or ``TypedStreamError``.
    public mutating func next() async throws -> Rules.Element? {
      while !inputHasEnded {
        if let element = try reader.next(chunk, from: &position) { return element }
        guard !reader.isFinished, let next = try await base.next() else {
          inputHasEnded = true
          break
        }
        chunk = Array(next)
        position = 0
      }
      chunk = []
      if let element = try reader.endOfInput() { return element }
      if let error = TypedStreamError(reader.finish(), offset: reader.offset) { throw error }
      return nil
    }
  }

  public func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(base: base.makeAsyncIterator(), reader: TypedStreamReader(options: options))
  }
}

extension AsyncTypedElements: Sendable where Base: Sendable {}

@available(*, unavailable)
extension AsyncTypedElements.AsyncIterator: Sendable {}
