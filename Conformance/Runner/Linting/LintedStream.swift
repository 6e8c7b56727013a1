import Foundation
import OpenAIStreams

/// One stream and what a linter says of it.
struct LintedStream {
  var findings: [ReportedFinding]
  /// How the stream ended; nil where only the framing was judged.
  private(set) var outcome: JSONValue?
  private(set) var eventCount = 0

  /// - Parameters:
  ///   - endpoint: `framing`, or that of a ``TypedEndpoint``.
  ///   - facts: what the request asked for, where that is known.
  init(endpoint: String, body: Data, facts: RequestFacts = RequestFacts()) {
    var framing = FramingLinter()
    framing.feed(Array(body))
    findings = framing.finish()
    eventCount = framing.eventCount
    guard let typed = TypedEndpoint.named(endpoint) else { return }
    let session = typed.session(
      OpenRequest(id: "lint", kind: .lint, endpoint: typed.name, options: .init()), facts)
    let fed = session.feed(Array(body))
    let end = session.endOfInput()
    findings += (fed.findings ?? []) + (end.findings ?? [])
    outcome = end.outcome
  }

  /// What is said of an answer that holds no stream.
  init(findings: [ReportedFinding]) {
    self.findings = findings
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
