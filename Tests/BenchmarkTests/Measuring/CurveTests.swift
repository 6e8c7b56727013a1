import Testing

@testable import BenchmarkHarness

@Suite("Curves, latency, idle streams")
struct CurveTests {
  static let plan = Plan(size: 1 << 16, rounds: 1, minimumNanoseconds: 1)

  @Test("Growth curves count their events right and give a time for each point")
  func growth() throws {
    var names: Set<String> = []
    let curves = try GrowthCurves(plan: Self.plan).all { names.insert($0) }
    #expect(curves.map(\.name) == ["length", "event-size", "event-size", "streams"])
    for curve in curves {
      #expect(curve.points.count >= 3, "\(curve.name)")
      #expect(curve.points.allSatisfy { $0.x > 0 && $0.y > 0 })
      #expect(zip(curve.points, curve.points.dropFirst()).allSatisfy { $0.x < $1.x })
    }
    #expect(names.contains("streams/100"))
  }

  @Test("Each latency is of events that came at their last byte")
  func latency() throws {
    let latencies = try LatencyProbe(plan: Self.plan).all { _ in }
    let chat = Shape.chat.make(Self.plan.size, Self.plan.seed)
    #expect(latencies.count == 5)
    #expect(latencies.first?.count == chat.expected.events)
    for latency in latencies {
      #expect(latency.p50 <= latency.p99 && latency.p99 <= latency.p999 && latency.p999 <= latency.maximum)
      #expect(latency.clock >= 0)
    }
  }

  @Test("Idle streams are made, brought into their state, and given back")
  func idle() throws {
    let live = Live()
    let state = IdleMemory.State<Member>(
      name: "a member", make: { Member(live) }, bring: { $0.wasBrought = true })
    let probe = HeapProbe(
      read: {
        HeapProbe.Counts(allocations: 0, allocatedBytes: 0, liveBytes: live.count * 24, peakLiveBytes: 0)
      }, resetPeak: {})
    let curve = try IdleMemory(heap: probe, limit: 100).curve(state) { _ in }
    #expect(curve.points == [Curve.Point(x: 1, y: 24), Curve.Point(x: 100, y: 24)])
    #expect(live.count == 0)
    #expect(try IdleMemory(heap: nil, limit: 100).all { _ in }.count >= 4)
  }

  private final class Live: @unchecked Sendable {
    var count = 0
  }

  private struct Member: ~Copyable {
    let live: Live
    var wasBrought = false

    init(_ live: Live) {
      self.live = live
      live.count += 1
    }

    deinit { live.count -= 1 }
  }
}
