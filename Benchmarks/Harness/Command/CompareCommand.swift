extension SSEBenchmark.Command {
  static let compare = SSEBenchmark.Command(
    name: "compare", about: "shows what changed from one kept result to another",
    help: """
      sse-benchmark compare A.json B.json [--all]

      Prints each figure that moved: ratios to the Swift counter, allocations a pass, instructions a byte.
      --all prints those that did not move as well. The exit code is 0 whatever moved; `gate` judges.
      """
  ) { arguments, _ in
    let all = arguments.flag("--all")
    let files = try arguments.operands()
    guard files.count == 2 else { throw Failure.usage("compare takes two result files") }
    let before = try ResultFile.read(files[0])
    let after = try ResultFile.read(files[1])
    Terminal.line("\(before.date)  \(before.environment.processor), \(before.environment.key)")
    Terminal.line("\(after.date)  \(after.environment.processor), \(after.environment.key)")
    // Any movement is of interest here, beyond what the quartiles of a quiet machine scatter.
    let comparison = Comparison(before, after, margins: Margins(slower: 0.95, faster: 1.05))
    Terminal.line(comparison.table(all: all))
    return .success
  }
}

extension Comparison {
  /// The changes as a table, or a line that says there are none.
  func table(all: Bool) -> String {
    let shown = changes.filter { all || ($0.verdict != .same && !$0.isUncompared) }
    let uncompared = changes.filter(\.isUncompared)
    var text: String
    if shown.isEmpty {
      text = "Nothing moved: \(changes.count) figures are as before."
    } else {
      var table = TextTable(["benchmark", "quantity", "before", "after", "times", ""])
      for change in shown {
        table.add([
          change.benchmark, change.quantity.rawValue, Figure.short(change.before), Figure.short(change.after),
          Figure.short(change.factor), change.verdict.text,
        ])
      }
      text = table.text
    }
    if let first = uncompared.first, case .notCompared(let reason) = first.verdict {
      text += "\n\(uncompared.count) figures were not compared: \(reason)."
    }
    return text
  }
}

extension Change {
  var isUncompared: Bool {
    if case .notCompared = verdict { true } else { false }
  }
}

extension Change.Verdict {
  var text: String {
    switch self {
    case .same: "same"
    case .worse: "WORSE"
    case .better: "better"
    case .notCompared(let reason): reason
    }
  }
}
