import Testing

@testable import BenchmarkHarness

@Suite("Cuts")
struct CutTests {
  @Test(
    "The pieces cover the stream without gaps, at every cut",
    arguments: [
      Cut.every(16_384), .every(1_400), .every(1), .event, .drip,
    ])
  func cover(_ cut: Cut) throws {
    let corpus = Shape.edges.make(5_000, 9)
    let pieces = try #require(cut.pieces(of: corpus))
    var start = 0
    var index = 0
    var count = 0
    while start < corpus.bytes.count {
      let end = pieces.end(after: start, &index)
      #expect(end > start && end <= corpus.bytes.count)
      if case .every(let step) = cut { #expect(end - start <= step) }
      if case .drip = cut { #expect(end - start <= 7) }
      if end <= start { break }
      start = end
      count += 1
    }
    #expect(count == pieces.pieceCount)
  }

  @Test("A listed cut that ends early is completed, so that no byte is left out")
  func tail() {
    let pieces = Pieces(count: 10, ends: [4, 8])
    var index = 0
    #expect(
      [pieces.end(after: 0, &index), pieces.end(after: 4, &index), pieces.end(after: 8, &index)] == [
        4, 8, 10,
      ])
    #expect(pieces.pieceCount == 3)
  }

  @Test("Pieces of one answer never reach into the next")
  func streams() {
    let corpus = Shape.chat.make(200_000, 2)
    var seen = 0
    var sizes: [Int] = []
    corpus.eachStream(Pieces(count: corpus.bytes.count, step: 16_384)) { stream, cuts in
      var covered = 0
      while let piece = cuts.next(of: stream) { covered += piece.byteCount }
      sizes.append(covered)
      seen += covered
    }
    let starts = [0] + corpus.streamEnds.dropLast()
    #expect(sizes == zip(starts, corpus.streamEnds).map { $1 - $0 })
    #expect(seen == corpus.bytes.count)
  }

  @Test("Recorded cuts are asked for in vain of a generated stream")
  func recorded() {
    #expect(Cut.recorded.pieces(of: Shape.chat.make(1_000, 1)) == nil)
  }
}
