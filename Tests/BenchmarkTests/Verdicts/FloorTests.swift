import Testing

@testable import BenchmarkHarness

@Suite("Floors")
struct FloorTests {
  @Test(
    "A ratio at its floor holds, one below does not", arguments: [(0.7, true), (0.72, true), (0.699, false)])
  func memchr(_ ratio: Double, _ holds: Bool) {
    let floor = Floor(benchmark: "frame/chat/16KiB", bound: .memchr(0.7), level: .floor)
    #expect(floor.holds(Samples.measurement(memchr: ratio)) == holds)
    #expect(floor.found(Samples.measurement(memchr: ratio)) == ratio)
  }

  @Test(
    "No allocation an event: buffers may settle once, one allocation for every hundredth event may not be")
  func allocations() {
    let floor = Floor(benchmark: "frame/chat/16KiB", bound: .allocations(0), level: .floor)
    #expect(floor.holds(Samples.measurement(allocations: 0)) == true)
    #expect(floor.holds(Samples.measurement(allocations: Floor.settling)) == true)
    #expect(floor.holds(Samples.measurement(allocations: 30)) == false)
    #expect(floor.holds(Samples.measurement(allocations: nil)) == nil)
  }

  @Test("Every floor and target is of a benchmark that exists")
  func exist() {
    let names = Set(
      Plan().groups(recordings: Recordings(root: nil)).flatMap { $0.jobs.map(\.name) })
    for floor in Floor.all { #expect(names.contains(floor.benchmark), "\(floor.benchmark)") }
    #expect(Floor.all.contains { $0.level == .floor })
  }
}
