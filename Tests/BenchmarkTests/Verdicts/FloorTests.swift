import Testing

@testable import BenchmarkHarness

@Suite("Floors")
struct FloorTests {
  @Test(
    "A ratio at its floor holds, one below does not", arguments: [(0.7, true), (0.72, true), (0.699, false)])
  func memchr(_ ratio: Double, _ holds: Bool) {
    let floor = Floor(benchmark: "frame/chat/16KiB", bound: .memchr(0.7), level: .floor)
    #expect(floor.holds(in: Samples.result([Samples.measurement(memchr: ratio)])) == holds)
    #expect(floor.found(in: Samples.result([Samples.measurement(memchr: ratio)])) == ratio)
  }

  @Test(
    "No allocation an event: buffers may settle once, one allocation for every hundredth event may not be")
  func allocations() {
    let floor = Floor(benchmark: "frame/chat/16KiB", bound: .allocations(0), level: .floor)
    #expect(floor.holds(in: Samples.result([Samples.measurement(allocations: 0)])) == true)
    #expect(floor.holds(in: Samples.result([Samples.measurement(allocations: Floor.settling)])) == true)
    #expect(floor.holds(in: Samples.result([Samples.measurement(allocations: 30)])) == false)
    #expect(floor.holds(in: Samples.result([Samples.measurement(allocations: nil)])) == nil)
  }

  @Test("A speed promised as a part of another job's is held against that job")
  func relative() {
    let floor = Floor(
      benchmark: "chat-collect/chat/16KiB", bound: .speed(of: "chat-text/chat/16KiB", 0.77), level: .target)
    let collect = Samples.measurement("chat-collect/chat/16KiB", memchr: 0.25)
    let text = Samples.measurement("chat-text/chat/16KiB", memchr: 0.3125)
    #expect(floor.found(in: Samples.result([collect, text])) == 0.8)
    #expect(floor.holds(in: Samples.result([collect, text])) == true)
    let slow = Samples.measurement("chat-collect/chat/16KiB", memchr: 0.15)
    #expect(floor.holds(in: Samples.result([slow, text])) == false)
    #expect(floor.holds(in: Samples.result([collect])) == nil)
  }

  @Test("Every floor and target is of a benchmark that exists")
  func exist() {
    let names = Set(
      Plan().groups(recordings: Recordings(root: nil)).flatMap { $0.jobs.map(\.name) })
    for floor in Floor.all { #expect(names.contains(floor.benchmark), "\(floor.benchmark)") }
    #expect(Floor.all.contains { $0.level == .floor })
  }
}
