import Foundation

/// The run as JSON lines: one `run`, and for each subject one `subject`, one `case` a case, one `summary`.
struct JSONLinesReport {
  let report: RunReport

  private struct RunRecord: Encodable {
    let record = "run"
    let suite: String
    let date: String
    let seed: UInt64
    let cases: Int
  }

  private struct SubjectRecord: Encodable {
    let record = "subject"
    let subject: SubjectDescription
  }

  private struct CaseRecord: Encodable {
    let record = "case"
    let subject: String
    let id: String
    let clauses: [String]
    let level: ConformanceCase.Level
    let verdict: Verdict
    let reason: String?
    let differences: [Difference]?
    let cut: String?
    let cutsTried: Int
    let cutsFailed: Int
    let transcript: [TranscriptStep]?
    let seconds: Double
  }

  private struct SummaryRecord: Encodable {
    let record = "summary"
    let subject: String
    let verdicts: [String: Int]
    let seconds: Double
  }

  func write(to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var lines: [Data] = []
    lines.append(
      try encoder.encode(
        RunRecord(
          suite: SSEConformance.version, date: report.date.formatted(.iso8601), seed: report.seed,
          cases: report.cases.count)))
    for run in report.runs {
      lines.append(try encoder.encode(SubjectRecord(subject: run.subject)))
      for (entry, outcome) in zip(report.cases, run.outcomes) {
        let isPlain = outcome.verdict == .pass
        lines.append(
          try encoder.encode(
            CaseRecord(
              subject: run.subject.title, id: entry.id, clauses: entry.clauses, level: entry.level,
              verdict: outcome.verdict, reason: outcome.reason,
              differences: outcome.differences.isEmpty ? nil : outcome.differences,
              cut: isPlain ? nil : outcome.cut?.description, cutsTried: outcome.cutsTried,
              cutsFailed: outcome.cutsFailed, transcript: isPlain ? nil : outcome.steps,
              seconds: outcome.seconds)))
      }
      let verdicts = Dictionary(
        uniqueKeysWithValues: Tally(run.outcomes).parts.map { ($0.verdict.rawValue, $0.count) })
      lines.append(
        try encoder.encode(
          SummaryRecord(subject: run.subject.title, verdicts: verdicts, seconds: run.seconds)))
    }
    try ReportFile.write(lines.reduce(into: Data()) { $0 += $1 + [0x0A] }, to: path)
  }
}

/// Files that reports go to.
enum ReportFile {
  static func write(_ data: Data, to path: String) throws {
    let url = URL(fileURLWithPath: path)
    do {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try data.write(to: url)
    } catch {
      throw HarnessError(message: "cannot write \(path): \(error.localizedDescription)")
    }
  }

  static func write(_ text: String, to path: String) throws { try write(Data(text.utf8), to: path) }
}
