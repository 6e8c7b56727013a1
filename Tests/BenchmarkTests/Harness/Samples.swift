import TestSupport

@testable import BenchmarkHarness

/// Results made by hand, to be doctored.
enum Samples {
  static func environment(swift: String = "6.3.1", cLibrary: String = "glibc 2.36") -> Environment {
    Environment(
      processor: "a processor", processors: 2, system: "Linux", architecture: "x86_64", swift: swift,
      compiler: "1", cLibrary: cLibrary, load: 0.5)
  }

  static func measurement(
    _ name: String = "frame/chat/16KiB", subject: String = Measurement.engine, memchr: Double = 0.72,
    swift: Double = 0.5, allocations: Int? = 6, instructions: Int? = 1_000_000, source: String = "callgrind"
  ) -> Measurement {
    let parts = name.split(separator: "/").map(String.init)
    return Measurement(
      name: name, subject: subject, work: parts[0], shape: parts[1], cut: parts[2], bytes: 1 << 20,
      items: 3_000, nanoseconds: Statistics([70_000, 71_000, 72_000]), memchr: Statistics([memchr]),
      swift: Statistics([swift]),
      heap: allocations.map { HeapUse(allocations: $0, allocatedBytes: 600, peakBytes: 300) },
      instructions: instructions.map { InstructionCount(source: source, count: $0, bytes: 1 << 20) })
  }

  static func result(
    _ measurements: [Measurement], environment: Environment = environment(), size: Int = 1 << 20
  ) -> ResultFile {
    var plan = Plan()
    plan.size = size
    var result = ResultFile(plan: plan, environment: environment)
    result.measurements = measurements
    return result
  }

  /// A context as the program has one, in this checkout; the heap is not counted in tests.
  static let context = SSEBenchmark.Context(heap: nil, root: ProjectFiles.root)
}
