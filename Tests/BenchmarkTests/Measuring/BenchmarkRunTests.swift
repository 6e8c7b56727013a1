import Foundation
import Testing

@testable import BenchmarkHarness

@Suite("Running benchmarks")
struct BenchmarkRunTests {
  static let plan = Plan(size: 20_000, rounds: 3, minimumNanoseconds: 1)

  @Test("A run measures each job at each of its cuts, and says what it delivered")
  func run() throws {
    var plan = Self.plan
    plan.filters = ["frame/chat/", "chat-text/chat"]
    let groups = plan.groups(recordings: Recordings(root: nil))
    let group = try #require(groups.first)
    #expect(groups.count == 1)
    var named: Set<String> = []
    let measured = try Benchmark(plan: plan, heap: nil).run(group) { name in
      named.insert(name.split(separator: " ").first.map(String.init) ?? "")
    }
    #expect(measured.map(\.name) == group.jobs.map(\.name))
    #expect(named == Set(group.jobs.map(\.name)))
    let corpus = Shape.chat.make(plan.size, plan.seed)
    for measurement in measured {
      let work = try #require(Work.all.first { $0.name == measurement.work })
      #expect(measurement.items == work.expected(corpus).items)
      #expect(measurement.bytes == corpus.bytes.count)
      #expect(measurement.nanoseconds.count == 3)
      #expect(measurement.nanoseconds.minimum > 0)
      #expect(measurement.memchr.median > 0 && measurement.swift.median > 0)
      #expect(measurement.heap == nil)
    }
  }

  @Test("A job that delivers something else than the stream holds ends the run")
  func wrong() throws {
    let honest = Work.frame
    let work = Work(
      name: "frame", about: "one event too many", shapes: ["chat"], cuts: { _ in [.every(1_400)] },
      expected: { WorkCount(items: honest.expected($0).items + 1, bytes: honest.expected($0).bytes) },
      pass: honest.pass)
    let group = try #require(Self.plan.groups(works: [work], recordings: Recordings(root: nil)).first)
    #expect(throws: WrongResult.self) { try Benchmark(plan: Self.plan, heap: nil).run(group) { _ in } }
  }

  @Test("What a pass asks of the heap is the difference of the counts, the peak above where it began")
  func heap() throws {
    let state = Counter()
    let probe = HeapProbe(
      read: {
        HeapProbe.Counts(
          allocations: state.allocations, allocatedBytes: state.allocations * 10, liveBytes: 500,
          peakLiveBytes: 700)
      }, resetPeak: { state.resets += 1 })
    let use = probe.use { state.allocations += 3 }
    #expect(use == HeapUse(allocations: 3, allocatedBytes: 30, peakBytes: 200))
    #expect(state.resets == 1)
  }

  @Test("A counter that counts nothing is not trusted")
  func untrusted() {
    let silent = HeapProbe(
      read: { HeapProbe.Counts(allocations: 0, allocatedBytes: 0, liveBytes: 0, peakLiveBytes: 0) },
      resetPeak: {})
    #expect(!silent.isTrustworthy())
    let context = SSEBenchmark.Context(heap: silent, root: nil)
    let words = ["run", "--parts", "throughput", "--filter", "frame/edges/event", "--size", "1000"]
    #expect(SSEBenchmark.status(of: words, context) == .unavailable)
  }

  private final class Counter: @unchecked Sendable {
    var allocations = 40
    var resets = 0
  }

  @Test("The filter takes parts of names; an empty one takes all")
  func filter() {
    var plan = Plan()
    #expect(plan.wants("frame/chat/16KiB"))
    plan.filters = ["edges", "json"]
    #expect(plan.wants("json-read/chat/16KiB"))
    #expect(plan.wants("frame/edges/byte"))
    #expect(!plan.wants("frame/chat/byte"))
  }
}
