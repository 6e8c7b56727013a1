import Testing

@testable import BenchmarkHarness

@Suite("Comparing and judging")
struct ComparisonTests {
  static let baseline = Samples.result([Samples.measurement()])

  private func status(_ measurement: Measurement, environment: Environment = Samples.environment())
    -> EndStatus
  {
    Comparison(Self.baseline, Samples.result([measurement], environment: environment)).status
  }

  @Test("The same figures pass")
  func same() { #expect(status(Samples.measurement()) == .success) }

  @Test(
    "Halving the speed fails; noise of a third does not",
    arguments: [
      (0.5, EndStatus.worse), (0.6, .worse), (0.66, .success), (0.8, .success), (1.3, .success),
      (1.7, .better),
    ])
  func speed(_ factor: Double, _ expected: EndStatus) {
    #expect(status(Samples.measurement(swift: 0.5 * factor)) == expected)
  }

  @Test(
    "On another processor ratios must move further, and instructions are judged as ever",
    arguments: [
      (0.57, 1_000_000, EndStatus.success), (2.1, 1_000_000, .success), (0.35, 1_000_000, .worse),
      (3.5, 1_000_000, .better), (1, 1_030_000, .worse),
    ])
  func otherProcessor(_ factor: Double, _ instructions: Int, _ expected: EndStatus) {
    var environment = Samples.environment()
    environment.processor = "another"
    let measurement = Samples.measurement(swift: 0.5 * factor, instructions: instructions)
    #expect(status(measurement, environment: environment) == expected)
  }

  @Test("The ratio to memchr, which the processor's variant moves, is not judged")
  func memchr() { #expect(status(Samples.measurement(memchr: 0.1)) == .success) }

  @Test(
    "Allocations must be equal: one more is worse, one less is to be recorded",
    arguments: [
      (7, EndStatus.worse), (6, .success), (5, .better),
    ])
  func allocations(_ count: Int, _ expected: EndStatus) {
    #expect(status(Samples.measurement(allocations: count)) == expected)
  }

  @Test(
    "Instructions may differ by 2 %",
    arguments: [
      (1_030_000, EndStatus.worse), (1_015_000, .success), (985_000, .success), (960_000, .better),
    ])
  func instructions(_ count: Int, _ expected: EndStatus) {
    #expect(status(Samples.measurement(instructions: count)) == expected)
  }

  @Test("Exact figures of another toolchain or C library are not held against each other; ratios are")
  func otherKind() {
    for other in [Samples.environment(swift: "6.4"), Samples.environment(cLibrary: "musl")] {
      let hungry = Samples.measurement(allocations: 900, instructions: 9_000_000)
      #expect(status(hungry, environment: other) == .success)
      #expect(status(Samples.measurement(swift: 0.2), environment: other) == .worse)
      let changes = Comparison(Self.baseline, Samples.result([hungry], environment: other)).changes
      #expect(changes.filter(\.isUncompared).map(\.quantity) == [.allocations, .instructions])
    }
  }

  @Test("Allocations of another stream, and instructions counted otherwise or not at all, are not compared")
  func otherStream() {
    let longer = Samples.result([Samples.measurement(allocations: 900)], size: 2 << 20)
    #expect(Comparison(Self.baseline, longer).status == .success)
    #expect(status(Samples.measurement(instructions: 9_000_000, source: "kernel")) == .success)
    #expect(status(Samples.measurement(instructions: nil)) == .success)
  }

  @Test("A benchmark that is gone is worse, a new one is to be recorded, and worse outweighs better")
  func presence() {
    let two = Samples.result([Samples.measurement(), Samples.measurement("frame/edges/byte")])
    #expect(Comparison(two, Self.baseline).status == .worse)
    #expect(Comparison(Self.baseline, two).status == .better)
    let mixed = Samples.result([Samples.measurement(swift: 0.2), Samples.measurement("frame/edges/byte")])
    #expect(Comparison(Self.baseline, mixed).status == .worse)
    #expect(Comparison(Self.baseline, mixed).slower == ["frame/chat/16KiB"])
  }

  @Test("Peers are shown, not judged")
  func peers() {
    let peer = Samples.measurement("chat-text/chat/16KiB@x", subject: "x 1.0", swift: 0.4)
    let slow = Samples.measurement("chat-text/chat/16KiB@x", subject: "x 1.0", swift: 0.01)
    let before = Samples.result([Samples.measurement(), peer])
    #expect(Comparison(before, Samples.result([Samples.measurement(), slow])).status == .success)
    #expect(Comparison(before, Self.baseline).status == .success)
  }

  @Test("The table names what moved and how far")
  func table() {
    let comparison = Comparison(
      Self.baseline, Samples.result([Samples.measurement(swift: 0.25, allocations: 7)]))
    let text = comparison.table(all: false)
    #expect(text.contains("frame/chat/16KiB") && text.contains("ratio to Swift") && text.contains("WORSE"))
    #expect(text.contains("0.500") && text.contains("0.250"))
    #expect(!text.contains("instructions"))
    #expect(comparison.table(all: true).contains("instructions"))
    #expect(Comparison(Self.baseline, Self.baseline).table(all: false).contains("Nothing moved"))
  }
}
