import Testing

@testable import BenchmarkHarness

@Suite("Yardsticks")
struct YardstickTests {
  @Test(
    "Both count what a plain loop counts, at all lengths about their widths", arguments: Yardstick.allCases)
  func counts(_ yardstick: Yardstick) {
    var random = SeededGenerator(seed: 11)
    for length in Array(0...70) + [4_079, 4_080, 4_081, 16_383, 16_384, 16_385, 40_000] {
      for density in [0, 1, 50, 100] {
        let bytes = (0..<length).map { _ in
          random.chance(density) ? 0x0A : UInt8(truncatingIfNeeded: random.next() | 0x10)
        }
        let expected = bytes.reduce(0) { $0 + ($1 == 0x0A ? 1 : 0) }
        #expect(yardstick.pass(bytes) == expected, "length \(length), density \(density), seed 11")
      }
    }
  }
}
