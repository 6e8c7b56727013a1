import Foundation

/// `lint`: judges producers by what they sent.
struct LintCommand: Command {
  static let name = "lint"
  static let summary = "Judge recorded streams: framing first, then the endpoint's rules."
  static let usage = "ENDPOINT [FILE]... [options]"
  static var details: String {
    """
    ENDPOINT is one of \((["framing"] + TypedEndpoint.all.map(\.name)).joined(separator: ", ")); FILE a recorded body,
    - or none the standard input. Of each clause that is broken: severity, how often, where first, and what to do.

      --all            every finding, not one for each clause
      --json           one JSON object a finding, and one for each stream's outcome
      --fail-on SEVERITY   the least severity that makes the exit status 1: note, warning, or error (the default)
      --root DIR       the checkout that holds Spec, whose clauses are named

    Exit status: 0 nothing of that severity, 1 something, 2 wrong usage, 3 a file that cannot be read.
    """
  }

  private let endpoint: String
  private let files: [String]
  private let showsAll: Bool
  private let isJSON: Bool
  private let failing: Set<String>
  private let root: String?

  init(_ arguments: inout Arguments) throws {
    showsAll = arguments.flag("--all")
    isJSON = arguments.flag("--json")
    root = try arguments.value("--root")
    let least = try arguments.value("--fail-on") ?? "error"
    let severities = ["note", "warning", "error"]
    guard let start = severities.firstIndex(of: least) else {
      throw UsageError(message: "--fail-on is note, warning or error, not \"\(least)\"")
    }
    failing = Set(severities[start...])
    let positional = try arguments.positional(1...10_000)
    endpoint = positional[0]
    guard endpoint == "framing" || TypedEndpoint.named(endpoint) != nil else {
      throw UsageError(message: "no endpoint \"\(endpoint)\"")
    }
    files = positional.count > 1 ? Array(positional[1...]) : ["-"]
  }

  func run() throws -> CommandStatus {
    let specification = try? Specification(Checkout(path: root))
    var status = CommandStatus.success
    for file in files {
      let verdict = try LintedStream(endpoint: endpoint, body: Self.body(of: file))
      if isJSON {
        for finding in verdict.findings { Self.printJSON(finding, file: file) }
        Self.printJSON(LintSummary(file: file, endpoint: endpoint, outcome: verdict.outcome))
      } else {
        report(verdict, of: file, specification)
      }
      if verdict.findings.contains(where: { failing.contains($0.severity ?? "error") }) { status = .failures }
    }
    return status
  }

  private static func body(of file: String) throws -> Data {
    if file == "-" { return FileHandle.standardInput.readDataToEndOfFile() }
    do {
      return try Data(contentsOf: URL(fileURLWithPath: file))
    } catch {
      throw HarnessError(message: "\(file): cannot be read")
    }
  }

  private func report(_ verdict: LintedStream, of file: String, _ specification: Specification?) {
    if files.count > 1 { print(Terminal.styled(file, .bold)) }
    for group in verdict.byClause {
      let first = group[0]
      let title = specification?.clause(first.clause)?.title ?? ""
      let times = group.count > 1 ? ", \(group.count) times" : ""
      print("\(Terminal.styled("\(first.severity ?? "") \(first.clause)", .bold)) \(title)\(times)")
      for finding in showsAll ? group : [first] {
        print("  byte \(finding.offset ?? 0), event \(finding.event ?? 0): \(finding.message ?? "")")
      }
    }
    if let outcome = verdict.outcome { print("outcome: \(outcome.summary)") }
    let count = verdict.findings.count
    print(count == 0 ? "clean" : "\(count) findings of \(verdict.byClause.count) clauses")
  }

  private struct FindingLine: Encodable {
    let file: String
    let finding: ReportedFinding
  }

  private struct LintSummary: Encodable {
    let file: String
    let endpoint: String
    let outcome: JSONValue?
  }

  private static func printJSON(_ finding: ReportedFinding, file: String) {
    printJSON(FindingLine(file: file, finding: finding))
  }

  private static func printJSON(_ value: some Encodable) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if let line = try? encoder.encode(value) { print(String(decoding: line, as: UTF8.self)) }
  }
}

/// One stream and what a linter says of it.
struct LintedStream {
  private(set) var findings: [ReportedFinding]
  /// How the stream ended; nil where only the framing was judged.
  private(set) var outcome: JSONValue?

  /// - Parameter endpoint: `framing`, or that of a ``TypedEndpoint``.
  init(endpoint: String, body: Data) {
    var framing = FramingLinter()
    framing.feed(Array(body))
    findings = framing.finish()
    guard let typed = TypedEndpoint.named(endpoint) else { return }
    let session = typed.session(
      OpenRequest(id: "lint", kind: .lint, endpoint: typed.name, options: .init()))
    let fed = session.feed(Array(body))
    let end = session.endOfInput()
    findings += (fed.findings ?? []) + (end.findings ?? [])
    outcome = end.outcome
  }

  /// The findings of each clause, gravest first.
  var byClause: [[ReportedFinding]] {
    let order = ["error": 0, "warning": 1, "note": 2]
    return Dictionary(grouping: findings, by: \.clause).values.sorted {
      let (a, b) = (order[$0[0].severity ?? ""] ?? 3, order[$1[0].severity ?? ""] ?? 3)
      return a == b ? $0[0].clause < $1[0].clause : a < b
    }
  }
}

extension JSONValue {
  /// An outcome in one line.
  var summary: String {
    guard case .object(let members) = self, case .string(let kind)? = members["kind"] else { return "" }
    let rest = members.filter { $0.key != "kind" }.sorted { $0.key < $1.key }.map {
      "\($0.key) \(Excerpt.of($0.value))"
    }
    return rest.isEmpty ? kind : "\(kind) (\(rest.joined(separator: ", ")))"
  }
}
