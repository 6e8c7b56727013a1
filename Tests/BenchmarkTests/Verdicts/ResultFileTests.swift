import Foundation
import Testing

@testable import BenchmarkHarness

@Suite("Kept results")
struct ResultFileTests {
  private func temporary(_ name: String) -> String {
    FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString)-\(name)").path
  }

  @Test("What is written reads back the same")
  func roundTrip() throws {
    var result = Samples.result([
      Samples.measurement(), Samples.measurement("frame/edges/byte", allocations: nil),
    ])
    result.curves = [
      Curve(name: "length", series: "chat", xLabel: "x", yLabel: "y", points: [Curve.Point(x: 1, y: 2.5)])
    ]
    result.latencies = [Latency(name: "l", p50: 1, p99: 2, p999: 3, maximum: 4, count: 5, clock: 0.5)]
    result.absentPeers = ["x": "not installed"]
    let path = temporary("result.json")
    defer { try? FileManager.default.removeItem(atPath: path) }
    try result.write(path)
    let read = try ResultFile.read(path)
    #expect(read.measurements == result.measurements)
    #expect(read.curves == result.curves)
    #expect(read.latencies == result.latencies)
    #expect(read.absentPeers == result.absentPeers)
    #expect(read.environment == result.environment)
    #expect(read.settings == result.settings)
    #expect(read.date == result.date)
  }

  @Test(
    "Files of another layout, and files that are none, are refused with what they are",
    arguments: [
      "{\"layout\": 99}", "[]", "", "{\"layout\": 1}",
    ])
  func refused(_ text: String) throws {
    let path = temporary("bad.json")
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    #expect { try ResultFile.read(path) } throws: { ($0 as? Failure)?.status == .badInput }
  }

  @Test("A file that is not there is said to be missing")
  func missing() {
    #expect { try ResultFile.read("/nowhere/at/all.json") } throws: { ($0 as? Failure)?.status == .noInput }
  }

  @Test("The key tells kinds of machines apart and names a file")
  func key() {
    #expect(Samples.environment().key == "x86_64-swift-6.3.1-glibc-2.36")
    #expect(Environment.current().key.contains("swift-6."))
    #expect(Environment.current().processors > 0)
  }

  @Test("A dump of callgrind gives the job, the size of its stream and the total; others are passed over")
  func dump() {
    let text = """
      version: 1
      desc: Trigger: Client Request: frame/chat/16KiB 1048888
      events: Ir
      summary: 45563434
      0 86
      totals: 45563434
      """
    let dump = Callgrind.Dump(text)
    #expect(dump?.name == "frame/chat/16KiB")
    #expect(dump?.bytes == 1_048_888)
    #expect(dump?.count == 45_563_434)
    #expect(Callgrind.Dump("desc: Trigger: Program termination\ntotals: 11") == nil)
    #expect(
      Callgrind.Dump("desc: Trigger: Client Request: \(Callgrind.label("a/b/c", bytes: 7))\ntotals: x") == nil
    )
  }
}
