import ServerSentEvents

extension Work {
  /// Framing, and each event written again, as proxies do. What comes out is what went in, to the byte.
  static let encode = Work(
    name: "encode", about: "events, each written again into a buffer",
    shapes: ["chat", "responses", "speech"], cuts: { _ in [.every(16_384)] },
    expected: { WorkCount(items: $0.expected.events, bytes: $0.bytes.count) },
    pass: { corpus, pieces in
      let (result, _) = try written(corpus, pieces, keepsAll: false)
      return result
    },
    proof: { corpus, pieces in
      let (_, output) = try written(corpus, pieces, keepsAll: true)
      guard output == corpus.bytes else {
        throw WrongResult("encode/\(corpus.shape)", expected: "the same bytes", found: "others")
      }
    })

  private static func written(
    _ corpus: Corpus, _ pieces: Pieces, keepsAll: Bool
  ) throws -> (WorkCount, [UInt8]) {
    let stream = corpus.bytes.span.bytes
    let encoder = EventStreamEncoder()
    var decoder = EventStreamDecoder()
    var output: [UInt8] = []
    var result = WorkCount()
    var start = 0
    var index = 0
    while start < stream.byteCount {
      let end = pieces.end(after: start, &index)
      var input = stream.extracting(start..<end)
      while let event = try decoder.next(&input) {
        let before = output.count
        try encoder.encode(data: event.data, type: event.typeText, into: &output)
        result.items &+= 1
        result.bytes &+= output.count - before
      }
      if !keepsAll { output.removeAll(keepingCapacity: true) }
      start = end
    }
    return (result, output)
  }
}
