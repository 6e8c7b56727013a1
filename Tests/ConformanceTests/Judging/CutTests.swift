import Testing

@testable import ConformanceRunner

/// Cuts cover the input, all of them, in order; random ones can be made again.
@Suite struct CutTests {
  private static let all: [Cut] = [
    .whole, .bytewise, .emptyPieces, .pair(3), .pair(10), .named([0, 0, 4, 4, 10]), .blocks(3), .blocks(100),
    .random(1, offsets: [0, 5, 5, 10]),
  ]

  @Test(arguments: all)
  func piecesAreTheInput(_ cut: Cut) {
    let input = Array(0..<10)
    let pieces = cut.pieces(length: input.count)
    #expect(pieces.flatMap { input[$0] } == input)
    for (left, right) in zip(pieces, pieces.dropFirst()) { #expect(left.upperBound == right.lowerBound) }
  }

  @Test func cutsAreWhatTheyAreCalled() {
    #expect(Cut.whole.pieces(length: 3) == [0..<3])
    #expect(Cut.bytewise.pieces(length: 3) == [0..<1, 1..<2, 2..<3])
    #expect(Cut.pair(1).pieces(length: 3) == [0..<1, 1..<3])
    #expect(Cut.named([0, 2, 2]).pieces(length: 3) == [0..<0, 0..<2, 2..<2, 2..<3])
    #expect(Cut.emptyPieces.pieces(length: 2) == [0..<0, 0..<1, 1..<1, 1..<2, 2..<2])
    #expect(Cut.whole.pieces(length: 0) == [0..<0])
    #expect(Cut.bytewise.pieces(length: 0) == [0..<0])
  }

  @Test func shortInputsAreCutEverywhere() throws {
    let entry = try Fixtures.plainCase()
    let cuts = CutPlan(seed: 1).cuts(for: entry, length: 9)
    #expect(cuts.first == .whole)
    #expect(cuts.contains(.bytewise) && cuts.contains(.emptyPieces))
    for offset in 1..<9 { #expect(cuts.contains(.pair(offset))) }
    #expect(Set(cuts).count == cuts.count)
  }

  @Test func namedCutsAndMarksAreTried() throws {
    let entry = try Fixtures.plainCase(
      extra: #", "cuts": [[2, 2, 7]], "visibleAfter": [{"bytes": 9, "events": 1}]"#)
    let cuts = CutPlan(seed: 1).cuts(for: entry, length: 9)
    #expect(cuts.contains(.named([2, 2, 7])) && cuts.contains(.pair(9)))
  }

  @Test func bigInputsAreNotCutByteByByte() throws {
    let cuts = CutPlan(seed: 1).cuts(for: try Fixtures.plainCase(), length: 64 << 20)
    #expect(cuts.contains(.blocks(16384)) && !cuts.contains(.bytewise) && cuts.count < 6)
  }

  @Test func aSeedMakesTheSameCutsAgain() throws {
    let entry = try Fixtures.plainCase()
    #expect(CutPlan(seed: 5).cuts(for: entry, length: 50) == CutPlan(seed: 5).cuts(for: entry, length: 50))
    #expect(CutPlan(seed: 5).cuts(for: entry, length: 50) != CutPlan(seed: 6).cuts(for: entry, length: 50))
  }
}
