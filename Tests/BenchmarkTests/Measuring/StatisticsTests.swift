import Testing

@testable import BenchmarkHarness

@Suite("Statistics")
struct StatisticsTests {
  @Test(
    "Median and quartiles of rows whose figures are known",
    arguments: [
      ([1.0], 1.0, 1.0, 1.0),
      ([3.0, 1.0, 2.0], 2.0, 1.5, 2.5),
      ([4.0, 1.0, 3.0, 2.0], 2.5, 1.75, 3.25),
      ([10.0, 20.0, 30.0, 40.0, 50.0], 30.0, 20.0, 40.0),
      ([5.0, 5.0, 5.0, 500.0], 5.0, 5.0, 128.75),
    ])
  func known(_ values: [Double], _ median: Double, _ lower: Double, _ upper: Double) {
    let statistics = Statistics(values)
    #expect(statistics.median == median)
    #expect(statistics.lowerQuartile == lower)
    #expect(statistics.upperQuartile == upper)
    #expect(statistics.count == values.count)
    #expect(statistics.minimum == values.min())
    #expect(statistics.maximum == values.max())
  }

  @Test("The order of the figures does not matter", arguments: [1, 2, 3] as [UInt64])
  func order(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let values = (0..<37).map { _ in Double(random.below(1_000)) }
    #expect(Statistics(values) == Statistics(values.shuffled(using: &random)), "seed \(seed)")
  }

  @Test("One noisy round moves the median little, and the spread tells scatter")
  func robust() {
    let quiet = Statistics([100, 101, 102, 103, 104])
    let disturbed = Statistics([100, 101, 102, 103, 900])
    #expect(quiet.median == disturbed.median)
    #expect(quiet.spread < 0.02)
    #expect(Statistics([50, 100, 150]).spread == 0.25)
  }

  @Test("Quantiles of a row of a thousand are where they should be")
  func quantiles() {
    let sorted = (0...1_000).map(Double.init)
    #expect(Statistics.quantile(sorted, 0.5) == 500)
    #expect(Statistics.quantile(sorted, 0.999) == 999)
    #expect(Statistics.quantile(sorted, 1) == 1_000)
  }
}
