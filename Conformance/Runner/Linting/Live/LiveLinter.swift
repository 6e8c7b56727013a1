import EventSourceClient
import Foundation

/// Sends an endpoint's scenarios to a server, keeps what it answers, and judges it.
struct LiveLinter: Sendable {
  let server: LiveServer
  let endpoint: String
  let recordings: LiveRecordings

  /// Judges one scenario; says on standard error which.
  ///
  /// - Throws: ``HarnessError`` where the server cannot be reached, or a recording not written.
  func judge(_ scenario: LiveScenario) async throws -> LintEntry {
    Terminal.error("\(endpoint) \(scenario.name)")
    let request = try server.request(scenario)
    let answer: LiveAnswer
    do {
      answer = try await LiveAnswer(to: request, leaves: scenario.kind == .leaves)
    } catch {
      guard case .timedOut = error.reason else {
        throw HarnessError(message: "\(request.url.absoluteString): \(error)")
      }
      return entry(
        scenario, LintedStream(findings: [Self.finding("PRO-22", "error", "\(scenario.name): \(error)")]), nil
      )
    }
    try recordings.keep(answer, of: request, scenario, endpoint: endpoint)
    switch scenario.kind {
    case .invalid: return judgeRefusal(answer, scenario)
    case .leaves: return try await judgeLeaving(answer, scenario)
    case .stream: return judgeStream(answer, scenario)
    }
  }

  private func judgeStream(_ answer: LiveAnswer, _ scenario: LiveScenario) -> LintEntry {
    switch answer.acceptance {
    case .status(let status):
      return entry(scenario, LintedStream(findings: []), "status \(status): \(answer.preview)")
    case .stop:
      return entry(scenario, LintedStream(findings: []), "status 204")
    case .contentType where !answer.looksLikeStream:
      return entry(
        scenario, LintedStream(findings: answer.findings(eventCount: 0)), "status 200, no event stream")
    case .eventStream, .undeclared, .contentType:
      var verdict = LintedStream(endpoint: endpoint, body: answer.body, facts: scenario.facts)
      verdict.findings = answer.findings(eventCount: verdict.eventCount) + verdict.findings
      if case .object(let outcome)? = verdict.outcome, outcome["kind"] == "failed", verdict.eventCount <= 1 {
        verdict.findings.append(
          Self.finding("PRO-21", "warning", "an error as the first event of a stream; answer with a status"))
      }
      return entry(scenario, verdict, nil)
    }
  }

  /// PRO-21: a request that makes no sense is refused with a status and a body that says why.
  private func judgeRefusal(_ answer: LiveAnswer, _ scenario: LiveScenario) -> LintEntry {
    guard case .status(let status) = answer.acceptance else {
      let how = answer.looksLikeStream ? "a stream" : "\(answer.preview)"
      return entry(
        scenario,
        LintedStream(findings: [
          Self.finding(
            "PRO-21", "warning", "a request that makes no sense gets status \(answer.status) and \(how)")
        ]), nil)
    }
    var findings: [ReportedFinding] = []
    if status >= 500 {
      findings.append(
        Self.finding(
          "PRO-21", "warning", "status \(status) for a mistake of the client's; 4xx says whose it is"))
    }
    if (try? JSONDecoder().decode(JSONValue.self, from: answer.body)) == nil {
      findings.append(Self.finding("PRO-21", "note", "status \(status) without a JSON body that says why"))
    }
    return entry(
      scenario, LintedStream(findings: findings), findings.isEmpty ? "status \(status), as it should" : nil)
  }

  /// PRO-27: after a client has left, the next one is served.
  private func judgeLeaving(_ answer: LiveAnswer, _ scenario: LiveScenario) async throws -> LintEntry {
    guard answer.wasLeft, answer.status == 200, let plain = LiveScenario.all(of: endpoint).first else {
      return entry(scenario, LintedStream(findings: []), "status \(answer.status): \(answer.preview)")
    }
    var findings: [ReportedFinding] = []
    do {
      let next = try await LiveAnswer(to: server.request(plain))
      if next.status != 200 {
        findings.append(Self.finding("PRO-27", "error", "the next request gets status \(next.status)"))
      } else if let failure = next.failure {
        findings.append(Self.finding("PRO-27", "error", "the next stream breaks off: \(failure)"))
      }
    } catch let error as EventSourceError {
      findings.append(Self.finding("PRO-27", "error", "the next request is not answered: \(error)"))
    }
    return entry(scenario, LintedStream(findings: findings), nil)
  }

  private func entry(_ scenario: LiveScenario, _ verdict: LintedStream, _ refusal: String?) -> LintEntry {
    LintEntry(name: "\(endpoint) \(scenario.name)", endpoint: endpoint, verdict: verdict, refusal: refusal)
  }

  private static func finding(_ clause: String, _ severity: String, _ message: String) -> ReportedFinding {
    ReportedFinding(clause: clause, severity: severity, event: 0, offset: 0, message: message)
  }
}

/// The folder that keeps what servers answered: a body, and beside it request, status, headers and times.
struct LiveRecordings: Sendable {
  let folder: String

  private struct Description: Encodable {
    let date: String
    let url: String
    let request: JSONValue?
    let status: Int
    let headers: [String: String]
    let end: String
    let headSeconds: Double
    let seconds: Double
    /// Milliseconds since the request, and bytes, of each piece as it was read.
    let reads: [[Int]]
  }

  func keep(
    _ answer: LiveAnswer, of request: EventSourceRequest, _ scenario: LiveScenario, endpoint: String
  ) throws {
    let name = "\(folder)/\(endpoint)-\(scenario.name)"
    let end =
      answer.wasLeft
      ? "client left" : answer.staysOpen ? "stays open" : answer.failure.map { "\($0)" } ?? "complete"
    // The request's own headers hold the key, the answer's may hold cookies: neither is kept.
    let description = Description(
      date: Date().formatted(.iso8601), url: request.url.absoluteString,
      request: try? JSONDecoder().decode(JSONValue.self, from: Data(request.body ?? [])),
      status: answer.status,
      headers: answer.headers.filter { $0.key.lowercased() != "set-cookie" }, end: end,
      headSeconds: answer.headSeconds, seconds: answer.endSeconds,
      reads: answer.reads.map { [Int($0.seconds * 1000), $0.byteCount] })
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    try ReportFile.write(answer.body, to: name + (answer.looksLikeStream ? ".sse" : ".body"))
    try ReportFile.write(encoder.encode(description), to: name + ".meta.json")
  }
}
