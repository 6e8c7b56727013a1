/// How one figure of a benchmark moved from one result to another.
struct Change: Hashable, Sendable {
  enum Quantity: String, Sendable {
    case allocations, instructions
    case swiftRatio = "ratio to Swift"
    case memchrRatio = "ratio to memchr"
    case presence = "benchmark"
  }

  enum Verdict: Hashable, Sendable {
    case same
    case worse
    case better
    /// The figures cannot be held against each other.
    case notCompared(String)
  }

  let benchmark: String
  let quantity: Quantity
  let before: Double
  let after: Double
  let verdict: Verdict

  /// After, as a part of before.
  var factor: Double { before == 0 ? (after == 0 ? 1 : .infinity) : after / before }
}

/// How far figures may move without a verdict.
struct Margins: Sendable {
  /// A ratio below this part of the baseline's is worse. Halving the speed fails with room to spare, while a
  /// noisy neighbour, who slows yardstick and job alike, does not.
  var slower = 0.65
  /// The same where the baseline was recorded on another processor. Two of one architecture move ratios of the same
  /// code by 0.57 to 2.1, as measured between two generations; what stays exact there are the instructions.
  var slowerElsewhere = 0.4
  /// A ratio above this multiple is better.
  var faster = 1.6
  /// The same on another processor.
  var fasterElsewhere = 3.0
  /// Instructions a byte may differ by this part: the same code on other addresses.
  var instructions = 0.02
}

/// Holds a result against an earlier one.
struct Comparison: Sendable {
  let changes: [Change]

  /// - Parameters:
  ///   - before: the baseline.
  ///   - after: what is judged.
  init(_ before: ResultFile, _ after: ResultFile, margins: Margins = Margins()) {
    let isSameKind = before.environment.key == after.environment.key
    let isSameProcessor = before.environment.processor == after.environment.processor
    let isSameStream =
      before.settings.size == after.settings.size && before.settings.seed == after.settings.seed
    var changes: [Change] = []
    for old in before.measurements where old.subject == Measurement.engine {
      guard let new = after.measurement(old.name) else {
        changes.append(Change(benchmark: old.name, quantity: .presence, before: 1, after: 0, verdict: .worse))
        continue
      }
      changes.append(Self.ratio(old, new, margins, isSameProcessor: isSameProcessor))
      changes += Self.allocations(old, new, isComparable: isSameKind && isSameStream)
      changes += Self.instructions(old, new, margins, isComparable: isSameKind)
    }
    for new in after.measurements where new.subject == Measurement.engine {
      guard before.measurement(new.name) == nil else { continue }
      changes.append(Change(benchmark: new.name, quantity: .presence, before: 0, after: 1, verdict: .better))
    }
    self.changes = changes
  }

  private static func ratio(
    _ old: Measurement, _ new: Measurement, _ margins: Margins, isSameProcessor: Bool
  ) -> Change {
    let (before, after) = (old.swift.median, new.swift.median)
    let slower = isSameProcessor ? margins.slower : margins.slowerElsewhere
    let faster = isSameProcessor ? margins.faster : margins.fasterElsewhere
    let verdict: Change.Verdict =
      after < before * slower ? .worse : after > before * faster ? .better : .same
    return Change(
      benchmark: new.name, quantity: .swiftRatio, before: before, after: after, verdict: verdict)
  }

  private static func allocations(_ old: Measurement, _ new: Measurement, isComparable: Bool) -> [Change] {
    guard let before = old.heap?.allocations, let after = new.heap?.allocations else { return [] }
    let verdict: Change.Verdict =
      !isComparable
      ? .notCompared("another toolchain, C library or stream")
      : after > before ? .worse : after < before ? .better : .same
    return [
      Change(
        benchmark: new.name, quantity: .allocations, before: Double(before), after: Double(after),
        verdict: verdict)
    ]
  }

  private static func instructions(
    _ old: Measurement, _ new: Measurement, _ margins: Margins, isComparable: Bool
  ) -> [Change] {
    guard let before = old.instructions else { return [] }
    guard let after = new.instructions else {
      return [
        Change(
          benchmark: new.name, quantity: .instructions, before: before.perByte, after: 0,
          verdict: .notCompared("not counted"))
      ]
    }
    let verdict: Change.Verdict =
      !isComparable || before.source != after.source || before.bytes != after.bytes
      ? .notCompared("counted by another tool, toolchain or C library")
      : after.perByte > before.perByte * (1 + margins.instructions)
        ? .worse : after.perByte < before.perByte * (1 - margins.instructions) ? .better : .same
    return [
      Change(
        benchmark: new.name, quantity: .instructions, before: before.perByte, after: after.perByte,
        verdict: verdict)
    ]
  }

  /// 2 if anything is worse, 4 if nothing is and something is better, else 0.
  var status: EndStatus {
    if changes.contains(where: { $0.verdict == .worse }) { return .worse }
    return changes.contains { $0.verdict == .better } ? .better : .success
  }

  /// The benchmarks of which only the ratio is worse: the figures that a busy machine can spoil.
  var slower: [String] {
    changes.filter { $0.quantity == .swiftRatio && $0.verdict == .worse }.map(\.benchmark)
  }
}
