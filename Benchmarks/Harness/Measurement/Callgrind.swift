import BenchmarkSystem
import Foundation

/// Counting under Valgrind's callgrind: this program starts itself there, with the command `count`, and reads
/// the dumps, one a job.
struct Callgrind {
  let plan: Plan

  /// Why it cannot be done here; nil if it can.
  static var refusal: String? {
    if !bench_knows_valgrind() { return "this build was made without Valgrind's headers" }
    return tool == nil ? "valgrind is not installed" : nil
  }

  private static var tool: URL? { program("valgrind") }

  private static func program(_ name: String) -> URL? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .map { URL(fileURLWithPath: String($0)).appendingPathComponent(name) }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }

  func count() throws -> [String: InstructionCount] {
    if let refusal = Self.refusal { throw Failure.unavailable(refusal) }
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("sse-benchmark-\(ProcessInfo.processInfo.processIdentifier)", isDirectory: true)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let process = Process()
    process.executableURL = Self.tool
    process.arguments =
      ["--tool=callgrind", "--instr-atstart=no", "--quiet"]
      + [
        "--callgrind-out-file=\(folder.path)/counts", try stripped(in: folder), "count", "--seed",
        String(plan.seed),
      ]
      + plan.filters.flatMap { ["--filter", $0] }
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure.unavailable("callgrind ended with status \(process.terminationStatus)")
    }
    var counts: [String: InstructionCount] = [:]
    for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
      guard let text = try? String(contentsOf: file, encoding: .utf8), let dump = Dump(text) else { continue }
      counts[dump.name] = InstructionCount(source: "callgrind", count: dump.count, bytes: dump.bytes)
    }
    return counts
  }

  /// A copy of this program without debugging information, which older releases of Valgrind cannot read; the
  /// program itself where no tool can make one.
  private func stripped(in folder: URL) throws -> String {
    let own =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
      ?? CommandLine.arguments[0]
    guard let strip = Self.program("strip") ?? Self.program("llvm-strip") else { return own }
    let copy = folder.appendingPathComponent("sse-benchmark").path
    let process = Process()
    process.executableURL = strip
    process.arguments = ["-g", "-o", copy, own]
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? copy : own
  }

  /// What a dump is asked to be called, so that it tells the job and the size of its stream.
  static func label(_ name: String, bytes: Int) -> String { "\(name) \(bytes)" }

  /// One dump file: its label and its total.
  struct Dump: Equatable {
    let name: String
    let bytes: Int
    let count: Int

    init?(_ text: String) {
      var label: [Substring]?
      var total: Int?
      for line in text.split(separator: "\n") {
        if let range = line.range(of: "Trigger: Client Request: ") {
          label = line[range.upperBound...].split(separator: " ")
        } else if line.hasPrefix("totals:") || line.hasPrefix("summary:") {
          total = line.split(separator: " ").dropFirst().first.flatMap { Int($0) }
        }
      }
      guard let label, label.count == 2, let bytes = Int(label[1]), let total else { return nil }
      name = String(label[0])
      self.bytes = bytes
      count = total
    }
  }
}
