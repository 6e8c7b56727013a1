import Foundation

extension SSEBenchmark.Command {
  static let gate = SSEBenchmark.Command(
    name: "gate", about: "fails if the engine became slower or hungrier than a baseline",
    help: """
      sse-benchmark gate [--baseline FILE] [--filter TEXT] [--no-instructions] [--json FILE]
      sse-benchmark gate --record [FILE] [--size SIZE] [--rounds N] [--filter TEXT]

      Measures what the baseline holds, as it was measured there, and compares:
        allocations a pass     equal
        instructions a byte    within 2 %, where both were counted in the same way
        ratio to Swift         the plain Swift counter in the same rounds; worse below 0.65 of the baseline's,
                               better above 1.6; below 0.4 and above 3 on another processor than its
      Allocations and instructions only where architecture, Swift version and C library are the baseline's.
      What is worse by its ratio alone is measured up to twice more, and the best counts.

      Without --baseline: of the files in Benchmarks/Baselines the one named after this architecture, Swift
      version, C library and processor, else one of another processor, else any, of which then only the
      ratios count.

      Exit codes: 0 as before, 2 worse, 4 better or a new benchmark: record the baseline anew.
      --record measures (16 MiB, 7 rounds) with instructions and writes the baseline.
      """
  ) { arguments, context in
    if arguments.flag("--record") { return try record(&arguments, context) }
    let path = try arguments.value("--baseline")
    let filters = try arguments.values("--filter")
    let countsInstructions = !arguments.flag("--no-instructions")
    let file = try arguments.value("--json")
    try arguments.finish()

    let baselinePath = try path ?? Baselines(context.root).choose()
    var baseline = try ResultFile.read(baselinePath)
    Terminal.note("Baseline: \(baselinePath), of \(baseline.date)")
    var plan = Plan()
    plan.size = baseline.settings.size
    plan.rounds = baseline.settings.rounds
    plan.seed = baseline.settings.seed
    plan.filters = filters
    baseline.measurements.removeAll { !plan.wants($0.name) }

    let session = Session(plan: plan, context: context)
    var result = try session.run([.throughput])
    if countsInstructions, let source = baseline.instructionSource {
      do {
        for (name, count) in try session.instructions(by: source) { result.set(count, of: name) }
      } catch let failure as Failure where failure.status == .unavailable {
        Terminal.note("Instructions are not counted: \(failure).")
      }
    }
    var comparison = Comparison(baseline, result)
    for _ in 0..<2 where !comparison.slower.isEmpty {
      try session.measureAgain(comparison.slower, into: &result) { $0.swift.median > $1.swift.median }
      comparison = Comparison(baseline, result)
    }
    if let file { try result.write(file) }
    Terminal.line()
    Terminal.line(comparison.table(all: false))
    switch comparison.status {
    case .worse: Terminal.line("Worse than the baseline.")
    case .better: Terminal.line("Better than the baseline: record it anew with --record.")
    default: Terminal.line("As before.")
    }
    return comparison.status
  }

  private static func record(
    _ arguments: inout Arguments, _ context: SSEBenchmark.Context
  ) throws -> EndStatus {
    let plan = try Plan(&arguments, default: Plan(size: 16 << 20, rounds: 7))
    let operands = try arguments.operands()
    guard operands.count <= 1 else { throw Failure.usage("--record takes one file") }
    let session = Session(plan: plan, context: context)
    var result = try session.run([.throughput])
    do {
      for (name, count) in try session.instructions() { result.set(count, of: name) }
    } catch let failure as Failure where failure.status == .unavailable {
      Terminal.note("The baseline holds no instructions: \(failure).")
    }
    let path = try operands.first ?? Baselines(context.root).path(for: result.environment)
    try result.write(path)
    Terminal.note("Recorded in \(path).")
    return .success
  }
}

/// The baselines of the checkout, one a kind of machine and processor.
struct Baselines {
  private let folder: URL?

  init(_ root: URL?) { folder = root?.appendingPathComponent("Benchmarks/Baselines", isDirectory: true) }

  func path(for environment: Environment) throws -> String {
    guard let folder else {
      throw Failure.usage("outside a checkout the baseline's file must be named")
    }
    return folder.appendingPathComponent("\(environment.key)-\(environment.processorKey).json").path
  }

  /// The one for this kind of machine and processor, else for this kind of machine, else any.
  func choose(for environment: Environment = .current()) throws -> String {
    let own = try path(for: environment)
    if FileManager.default.fileExists(atPath: own) { return own }
    let all = (try? FileManager.default.contentsOfDirectory(atPath: folder?.path ?? "")) ?? []
    let names = all.filter { $0.hasSuffix(".json") }.sorted()
    guard let other = names.last(where: { $0.hasPrefix(environment.key + "-") }) ?? names.last, let folder
    else {
      throw Failure.unavailable("no baseline in Benchmarks/Baselines: record one with gate --record")
    }
    return folder.appendingPathComponent(other).path
  }
}

extension ResultFile {
  /// Who counted the instructions; nil if nobody did.
  var instructionSource: String? { measurements.lazy.compactMap(\.instructions?.source).first }

  mutating func set(_ count: InstructionCount, of name: String) {
    guard let index = measurements.firstIndex(where: { $0.name == name }) else { return }
    measurements[index].instructions = count
  }
}
