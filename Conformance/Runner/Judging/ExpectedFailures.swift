import Foundation

/// The failures that a project knows of: a list that may only shrink.
///
/// A line holds a case id and its verdict; `#` begins a comment. A listed case that passes, or is no case at all,
/// is *stale* and fails the run: the list has to tell the truth.
struct ExpectedFailures {
  private let verdicts: [String: Verdict]

  init(path: String) throws {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw HarnessError(message: "cannot read \(path)")
    }
    try self.init(text, name: path)
  }

  init(_ text: String, name: String) throws {
    var verdicts: [String: Verdict] = [:]
    for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      let words = line.prefix { $0 != "#" }.split { $0 == " " || $0 == "\t" || $0 == "\r" }
      guard let id = words.first else { continue }
      guard words.count == 2, let verdict = Verdict(rawValue: String(words[1])), verdict.isFailure else {
        throw HarnessError(message: "\(name):\(number + 1): not \"case-id verdict\"")
      }
      verdicts[String(id)] = verdict
    }
    self.verdicts = verdicts
  }

  /// Whether the outcome is the failure that is listed.
  func isExpected(_ outcome: CaseOutcome) -> Bool {
    outcome.verdict.isFailure && verdicts[outcome.id] == outcome.verdict
  }

  /// The listed cases that do not fail, and the listed names that no case has. Cases that were not run, or
  /// skipped, or lost to the harness, say nothing.
  func stale(_ outcomes: [CaseOutcome], known: Set<String>) -> [String] {
    let good = Set(outcomes.filter { [.pass, .deviates].contains($0.verdict) }.map(\.id))
    return verdicts.keys.filter { good.contains($0) || !known.contains($0) }.sorted()
  }

  /// A file that lists all failures of a run.
  static func text(_ run: SubjectRun, date: String) -> String {
    let failures = run.outcomes.filter(\.verdict.isFailure)
    let width = failures.map(\.id.count).max() ?? 0
    let lines = failures.map { outcome in
      let id = outcome.id.padding(toLength: width, withPad: " ", startingAt: 0)
      let why = outcome.summary.split(separator: "\n").joined(separator: " ")
      return "\(id)  \(outcome.verdict.rawValue)  # \(why.prefix(160))"
    }
    return
      ([
        "# Failures that \(run.subject.title) is known to have, as of \(date). Take a line out when it is mended."
      ]
      + lines + [""]).joined(separator: "\n")
  }
}
