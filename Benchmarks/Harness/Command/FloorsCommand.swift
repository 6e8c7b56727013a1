extension SSEBenchmark.Command {
  static let floors = SSEBenchmark.Command(
    name: "floors", about: "prints what the engine promises beside what it does; fails if below",
    help: """
      sse-benchmark floors [--size SIZE] [--rounds N] [--seed N] [--json FILE]

      Measures the benchmarks that have a floor or a target and prints both. Exit code 2 if a floor does not
      hold; targets are told, not judged. What is below its floor is measured up to twice more, and the best
      counts: a busy machine is no slow engine.
      """
  ) { arguments, context in
    var plan = try Plan(&arguments)
    let file = try arguments.value("--json")
    try arguments.finish()
    let promises = Floor.all.filter { plan.wants($0.benchmark) }
    guard !promises.isEmpty else { throw Failure.usage("no floor's benchmark holds what --filter asks for") }
    plan.filters = Array(Set(promises.map(\.benchmark))).sorted()
    let session = Session(plan: plan, context: context)
    var result = try session.run([.throughput])
    for _ in 0..<2 {
      let failing = promises.filter { floor in
        floor.level == .floor && floor.holds(in: result) == false
      }.map(\.benchmark)
      if failing.isEmpty { break }
      try session.measureAgain(Array(Set(failing)), into: &result) { $0.memchr.median > $1.memchr.median }
    }
    var status = EndStatus.success
    var table = TextTable(["benchmark", "kind", "promised", "measured", ""])
    for promise in promises {
      let holds = promise.holds(in: result)
      if holds != true && promise.level == .floor && !(holds == nil && context.heap == nil) {
        status = .worse
      }
      table.add([
        promise.benchmark, promise.level.rawValue, promise.boundText,
        promise.found(in: result).map(Figure.short) ?? "not measured",
        holds.map { $0 ? "holds" : "BELOW" } ?? "–",
      ])
    }
    Terminal.line()
    Terminal.line(table.text)
    if let file { try result.write(file) }
    return status
  }
}

extension Session {
  /// Measures some benchmarks once more; `isBetter` tells whether the new figures replace the old.
  func measureAgain(
    _ names: [String], into result: inout ResultFile,
    _ isBetter: (_ new: Measurement, _ old: Measurement) -> Bool
  ) throws {
    var again = plan
    again.filters = names
    Terminal.note("Measuring again: \(names.joined(separator: ", "))")
    for new in try Session(plan: again, context: context).throughput() {
      guard let index = result.measurements.firstIndex(where: { $0.name == new.name }) else { continue }
      let old = result.measurements[index]
      guard names.contains(new.name), isBetter(new, old) else { continue }
      result.measurements[index] = new
      result.measurements[index].instructions = old.instructions
    }
  }
}
