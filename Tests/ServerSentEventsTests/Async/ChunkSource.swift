/// An asynchronous sequence of given chunks that counts how many were taken, and may fail.
struct ChunkSource<Chunk>: AsyncSequence {
  typealias Element = Chunk

  final class Counter {
    var value = 0
  }

  let chunks: [Chunk]
  /// Thrown behind the last chunk, once.
  var fails = false
  let taken = Counter()

  struct AsyncIterator: AsyncIteratorProtocol {
    var rest: ArraySlice<Chunk>
    var fails: Bool
    let taken: Counter

    mutating func next() async throws -> Chunk? {
      await Task.yield()
      if let chunk = rest.popFirst() {
        taken.value += 1
        return chunk
      }
      if fails {
        fails = false
        throw SourceFailure()
      }
      return nil
    }
  }

  func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(rest: chunks[...], fails: fails, taken: taken)
  }
}

/// What a `ChunkSource` throws.
struct SourceFailure: Error {}
