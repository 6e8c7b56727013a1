/// The pieces of one of the streams of which a corpus is made: a typed decoder reads one answer, then ends.
struct StreamCuts {
  private let pieces: Pieces
  private var index: Int
  private var start: Int
  private let first: Int
  private let last: Int

  fileprivate init(_ pieces: Pieces, index: Int, _ range: Range<Int>) {
    self.pieces = pieces
    self.index = index
    start = range.lowerBound
    first = range.lowerBound
    last = range.upperBound
  }

  /// The next piece of `stream`; nil at its end.
  @inline(__always)
  @_lifetime(copy stream)
  mutating func next(of stream: RawSpan) -> RawSpan? {
    guard start < last else { return nil }
    let end = min(pieces.end(after: start, &index), last)
    defer { start = end }
    return stream.extracting(start &- first..<end &- first)
  }

  fileprivate var nextIndex: Int { index }
}

extension Corpus {
  /// Calls `body` for each of the corpus's streams, with its bytes and its pieces, which never reach into the
  /// next stream.
  @inline(__always)
  func eachStream(_ pieces: Pieces, _ body: (RawSpan, inout StreamCuts) throws -> Void) rethrows {
    var start = 0
    var index = 0
    for end in streamEnds {
      var cuts = StreamCuts(pieces, index: index, start..<end)
      try body(bytes.span.bytes.extracting(start..<end), &cuts)
      index = cuts.nextIndex
      start = end
    }
  }
}
