import BenchmarkSystem
import Foundation

/// Where and with what a result was made.
struct Environment: Codable, Hashable, Sendable {
  var processor: String
  var processors: Int
  var system: String
  var architecture: String
  /// The Swift compiler, as "6.3.1".
  var swift: String
  /// The revision of the compiler's common part, which tells toolchains apart.
  var compiler: String
  var cLibrary: String
  /// How busy the machine was when the run began: runnable processes, averaged over a minute.
  var load: Double

  /// What exact figures depend on: allocations and instructions are compared only where this is the same.
  var key: String {
    "\(architecture) swift-\(swift) \(cLibrary)".replacingOccurrences(of: " ", with: "-")
  }

  /// The processor, for a file's name: ratios of the same code differ between processors.
  var processorKey: String { processor.lowercased().replacingOccurrences(of: " ", with: "-") }

  static func current() -> Environment {
    var name = utsname()
    uname(&name)
    var loads = [0.0]
    getloadavg(&loads, 1)
    return Environment(
      processor: processorName(), processors: ProcessInfo.processInfo.processorCount,
      system: "\(text(of: name.sysname)) \(text(of: name.release))", architecture: text(of: name.machine),
      swift: swiftVersion, compiler: String(cString: bench_compiler_revision()),
      cLibrary: String(cString: bench_c_library()), load: loads[0])
  }

  /// The compiler tells its version only by comparison.
  static var swiftVersion: String {
    #if compiler(>=6.5)
    "6.5-or-later"
    #elseif compiler(>=6.4)
    "6.4"
    #elseif compiler(>=6.3.3)
    "6.3.3-or-later"
    #elseif compiler(>=6.3.2)
    "6.3.2"
    #elseif compiler(>=6.3.1)
    "6.3.1"
    #elseif compiler(>=6.3)
    "6.3"
    #else
    "6.2"
    #endif
  }

  private static func text<Tuple>(of tuple: Tuple) -> String {
    withUnsafeBytes(of: tuple) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }

  private static func processorName() -> String {
    guard let text = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8) else { return "unknown" }
    var fields: [String: String] = [:]
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { continue }
      let key = parts[0].trimmingCharacters(in: .whitespaces)
      if fields[key] == nil { fields[key] = parts[1].trimmingCharacters(in: .whitespaces) }
    }
    let model = fields["model name"] ?? fields["CPU part"] ?? "unknown"
    let family = fields["cpu family"].map { " family \($0)" } ?? ""
    return "\(model)\(family)\(fields["flags"]?.contains("avx512bw") == true ? " AVX-512" : "")"
  }
}
