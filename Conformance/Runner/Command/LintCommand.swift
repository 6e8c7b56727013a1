import Foundation

/// `lint`: judges producers by what they sent, or send now.
struct LintCommand: Command {
  static let name = "lint"
  static let summary =
    "Judge producers: recorded streams, or a live server. Framing first, then the endpoint's rules."
  static let usage = "ENDPOINT [FILE | URL]... [options]"
  static var details: String {
    """
    ENDPOINT is one of \((["framing"] + TypedEndpoint.all.map(\.name)).joined(separator: ", ")); FILE a recorded body,
    - or none the standard input. Of each clause that is broken: severity, how often, where first, and what to do.

    URL is the base of a live server that speaks OpenAI's API, such as http://127.0.0.1:8080/v1. It is sent a small
    set of requests, which may cost: plain, n = 2, tools, usage, logprobs, stop, length, one that is invalid, and one
    that is left. What it answers is kept in a folder and judged.

      --all            every finding, not one for each clause
      --json           one JSON object a finding, and one for each stream's outcome
      --junit FILE     the verdicts as JUnit XML too
      --fail-on SEVERITY   the least severity that makes the exit status 1: note, warning, or error (the default)
      --root DIR       the checkout that holds Spec, whose clauses are named

    For a live server:
      --model NAME     the model to ask for; the first one that the server lists otherwise
      --only NAME      this request only; may be given several times
      --record DIR     where answers are kept; a new folder beside you otherwise
      --key-variable NAME  the environment variable that holds the key (OPENAI_API_KEY); a key is neither printed
                       nor kept
      --timeout SECONDS    for the head of an answer, and for silence within its body (60)

    Exit status: 0 nothing of that severity, 1 something, 2 wrong usage, 3 a file that cannot be read, or a server that
    cannot be reached or refuses even the plain request.
    """
  }

  private let endpoint: String
  private let targets: [String]
  private let showsAll: Bool
  private let isJSON: Bool
  private let junit: String?
  private let failing: Set<String>
  private let root: String?
  private let live: LiveOptions

  /// What only a live server needs.
  private struct LiveOptions {
    let model: String?
    let only: [String]
    let folder: String?
    let keyVariable: String
    let timeout: Double
  }

  init(_ arguments: inout Arguments) throws {
    showsAll = arguments.flag("--all")
    isJSON = arguments.flag("--json")
    junit = try arguments.value("--junit")
    root = try arguments.value("--root")
    live = try LiveOptions(
      model: arguments.value("--model"), only: arguments.values("--only"),
      folder: arguments.value("--record"),
      keyVariable: arguments.value("--key-variable") ?? "OPENAI_API_KEY",
      timeout: arguments.number("--timeout") ?? 60)
    let least = try arguments.value("--fail-on") ?? "error"
    let severities = ["note", "warning", "error"]
    guard let start = severities.firstIndex(of: least) else {
      throw UsageError(message: "--fail-on is note, warning or error, not \"\(least)\"")
    }
    failing = Set(severities[start...])
    let positional = try arguments.positional(1...10_000)
    guard positional[0] == "framing" || TypedEndpoint.named(positional[0]) != nil else {
      throw UsageError(message: "no endpoint \"\(positional[0])\"")
    }
    endpoint = TypedEndpoint.named(positional[0])?.name ?? positional[0]
    targets = positional.count > 1 ? Array(positional[1...]) : ["-"]
    let known = LiveScenario.all(of: endpoint).map(\.name)
    if let unknown = live.only.first(where: { !known.contains($0) }) {
      throw UsageError(
        message: "no request \"\(unknown)\" of \(endpoint); there are \(known.joined(separator: ", "))")
    }
    if endpoint == "framing", targets.contains(where: Self.isURL) {
      throw UsageError(message: "a live server is asked for an endpoint, not for framing alone")
    }
  }

  func run() throws -> CommandStatus {
    var entries: [LintEntry] = []
    for target in targets {
      if Self.isURL(target) {
        entries += try Self.wait { try await judge(server: target) }
      } else {
        let verdict = try LintedStream(endpoint: endpoint, body: Self.body(of: target))
        entries.append(LintEntry(name: target, endpoint: endpoint, verdict: verdict))
      }
    }
    let report = LintReport(
      entries: entries, failing: failing, specification: try? Specification(Checkout(path: root)))
    if isJSON { report.printJSON() } else { report.print(showsAll: showsAll) }
    if let junit { try ReportFile.write(report.junit, to: junit) }
    if let plain = entries.first(where: { $0.name.hasSuffix(" plain") && $0.refusal != nil }) {
      throw HarnessError(message: "\(plain.name) is refused; is --model right? \(plain.refusal ?? "")")
    }
    return report.fails ? .failures : .success
  }

  private static func isURL(_ target: String) -> Bool {
    target.hasPrefix("http://") || target.hasPrefix("https://")
  }

  private static func body(of file: String) throws -> Data {
    if file == "-" { return FileHandle.standardInput.readDataToEndOfFile() }
    do {
      return try Data(contentsOf: URL(fileURLWithPath: file))
    } catch {
      throw HarnessError(message: "\(file): cannot be read")
    }
  }

  private func judge(server text: String) async throws -> [LintEntry] {
    guard let base = URL(string: text), base.host != nil else {
      throw HarnessError(message: "\(text): no URL")
    }
    let key = ProcessInfo.processInfo.environment[live.keyVariable].flatMap { $0.isEmpty ? nil : $0 }
    var model = live.model
    if model == nil { model = await LiveServer.firstModel(of: base, key: key, timeout: live.timeout) }
    guard let model else {
      throw HarnessError(
        message: "\(text) does not list its models, or cannot be reached; name one with --model")
    }
    let folder = live.folder ?? "recordings-\(base.host ?? "server")-\(Int(Date().timeIntervalSince1970))"
    Terminal.error("model \(model); recordings in \(folder)")
    let linter = LiveLinter(
      server: LiveServer(base: base, model: model, key: key, timeout: live.timeout), endpoint: endpoint,
      recordings: LiveRecordings(folder: folder))
    var entries: [LintEntry] = []
    for scenario in LiveScenario.all(of: endpoint)
    where live.only.isEmpty || live.only.contains(scenario.name) {
      entries.append(try await linter.judge(scenario))
    }
    return entries
  }

  /// Waits for asynchronous work from the command's own thread.
  private static func wait<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) throws
    -> Value
  {
    let done = DispatchSemaphore(value: 0)
    let result = ResultBox<Value>()
    Task.detached {
      do { result.value = .success(try await work()) } catch { result.value = .failure(error) }
      done.signal()
    }
    done.wait()
    guard let value = result.value else { throw HarnessError(message: "no result") }
    return try value.get()
  }

  /// Written before the semaphore is signalled, read after.
  private final class ResultBox<Value: Sendable>: @unchecked Sendable {
    var value: Result<Value, any Error>?
  }
}
