import Testing

@testable import BenchmarkHarness

/// Every benchmark is a test as well; here all of them are, on small streams.
@Suite("Jobs")
struct WorkTests {
  @Test(
    "Each job delivers on each shape, at each cut, what the stream holds", arguments: Work.all.map(\.name))
  func delivers(_ name: String) throws {
    let work = try #require(Work.all.first { $0.name == name })
    for shape in Shape.all where work.shapes.contains(shape.name) {
      for seed in [1, 2] as [UInt64] {
        let corpus = shape.make(30_000, seed)
        for cut in work.cuts(shape.name) + [.every(16_384), .every(1), .every(7), .drip, .event] {
          let pieces = try #require(cut.pieces(of: corpus))
          try work.proof?(corpus, pieces)
          let found = try work.pass(corpus, pieces)
          #expect(found == work.expected(corpus), "\(name)/\(shape.name)/\(cut.name), seed \(seed)")
        }
      }
    }
  }

  @Test("The proof of framing sees a single changed byte")
  func proof() throws {
    let corpus = Shape.chat.make(10_000, 1)
    var bytes = corpus.bytes
    let place = try #require(bytes.firstIndex(of: UInt8(ascii: "c")))
    bytes[place] = UInt8(ascii: "C")
    let changed = Corpus(
      shape: "chat", bytes: bytes, blockEnds: corpus.blockEnds, expected: corpus.expected,
      streamEnds: corpus.streamEnds)
    let pieces = Pieces(count: bytes.count, step: 1_400)
    #expect(throws: WrongResult.self) { try Work.frame.proof?(changed, pieces) }
    try Work.frame.proof?(corpus, pieces)
  }

  @Test("Names of jobs and shapes are their own, and each job names shapes that exist")
  func names() {
    #expect(Set(Work.all.map(\.name)).count == Work.all.count)
    #expect(Set(Shape.all.map(\.name)).count == Shape.all.count)
    let known = Set(Shape.all.map(\.name)).union([Recordings.shapeName])
    for work in Work.all { #expect(known.isSuperset(of: work.shapes), "\(work.name)") }
  }
}
