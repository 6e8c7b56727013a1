import Foundation
import Testing

@testable import BenchmarkHarness

@Suite("Command line")
struct CommandTests {
  private func status(_ words: String...) -> EndStatus { SSEBenchmark.status(of: words, Samples.context) }

  private func file(_ result: ResultFile) throws -> String {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).json").path
    try result.write(path)
    return path
  }

  @Test("Mistakes end with 64, help and version with 0")
  func usage() {
    #expect(status() == .usage)
    #expect(status("fly") == .usage)
    #expect(status("run", "--wings") == .usage)
    #expect(status("run", "--size", "big") == .usage)
    #expect(status("run", "--rounds", "0") == .usage)
    #expect(status("run", "--parts", "all-of-it") == .usage)
    #expect(status("compare", "one.json") == .usage)
    #expect(status("report") == .usage)
    #expect(status("run", "--filter", "no-such-benchmark", "--quick") == .usage)
    #expect(status("--version") == .success)
    #expect(status("--help") == .success)
    for command in SSEBenchmark.commands { #expect(status(command.name, "--help") == .success) }
  }

  @Test(
    "Sizes",
    arguments: [
      ("1400", 1_400), ("64KiB", 65_536), ("64MiB", 64 << 20), ("1GiB", 1 << 30), ("0", nil), ("-1", nil),
      ("KiB", nil), ("12MB", nil), ("99999999GiB", nil),
    ] as [(String, Int?)])
  func sizes(_ text: String, _ expected: Int?) { #expect(Arguments.size(text) == expected) }

  @Test("A small run keeps a result that compare reads, and a gate on it passes or fails as it should")
  func roundTrip() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).json").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let filter = ["--filter", "frame/edges/event", "--size", "20000", "--rounds", "1"]
    #expect(
      SSEBenchmark.status(
        of: ["run", "--parts", "throughput", "--json", path] + filter, Samples.context) == .success)
    var result = try ResultFile.read(path)
    #expect(result.measurements.map(\.name) == ["frame/edges/event"])
    #expect(status("compare", path, path) == .success)
    // A baseline that promises speeds out of reach, or within anybody's: the verdict does not hang on time.
    result.measurements = result.measurements.map {
      Samples.measurement($0.name, swift: 1_000, allocations: nil, instructions: nil)
    }
    let proud = try file(result)
    #expect(
      status("gate", "--baseline", proud, "--filter", "frame/edges/event", "--no-instructions") == .worse)
    result.measurements = result.measurements.map {
      Samples.measurement($0.name, swift: 0.000_01, allocations: nil, instructions: nil)
    }
    let humble = try file(result)
    #expect(
      status("gate", "--baseline", humble, "--filter", "frame/edges/event", "--no-instructions") == .better)
    for path in [proud, humble] { try? FileManager.default.removeItem(atPath: path) }
  }

  @Test("Files that are missing end with 66, others with 65")
  func files() throws {
    #expect(status("compare", "/nowhere/a.json", "/nowhere/b.json") == .noInput)
    #expect(status("gate", "--baseline", "/nowhere/a.json") == .noInput)
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: path) }
    try Data("{}".utf8).write(to: path)
    #expect(status("report", "--html", "/nowhere", path.path) == .badInput)
  }
}
