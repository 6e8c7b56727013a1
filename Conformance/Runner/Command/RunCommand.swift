import Foundation

/// `run`: judge one or more subjects.
struct RunCommand: Command {
  static let name = "run"
  static let summary =
    "Run the cases against a parser: our own engine, or any program that speaks the subject protocol."
  static let usage = "[--subject COMMAND]... [options]"
  static let details = """
    Subjects (our own engine in this process if none is named):
      --subject COMMAND        a program that speaks the line protocol; may be given several times
      --engine                 our own engine as well
      --one-shot               COMMAND reads a stream from standard input to its end, and prints a JSON object a line
      --profile NAME=VALUE     declare a choice for the subject, such as eof=dispatch or id=perEvent
      --capability NAME        declare a capability of a one-shot subject, such as comments or retry
      --timeout SECONDS        for one answer (10)
      --case-timeout SECONDS   for all cuts of one case (60)

    Cases:
      --filter GLOB            ids or clauses, such as "parse.bom.*" or "LIN-*"; may be given several times
      --kind KIND              parse, encode, typed, lint or connect; may be given several times
      --root DIR               the checkout that holds Conformance/Cases and Spec
      --seed N                 for the random cuts; the seed of a run is printed
      --strict                 what deviates where a clause leaves a choice fails as well

    Reports:
      --expected-failures FILE        failures listed there fail nothing; listed cases that do not fail do
      --write-expected-failures FILE  write such a list and succeed
      --jsonl FILE                    one JSON object a line
      --junit FILE                    JUnit XML
      --html DIR                      a matrix of subjects and clauses, with the transcript behind each cell
      --markdown FILE                 the matrix as a table
      --quiet                         only the last line
    """

  private let commands: [String]
  private let usesEngine: Bool
  private let isOneShot: Bool
  private let profiles: [String: String]
  private let capabilities: Set<String>
  private let seconds: Double
  private let secondsPerCase: Double
  private let filters: [String]
  private let kinds: [ConformanceCase.Kind]
  private let root: String?
  private let seed: UInt64
  private let isStrict: Bool
  private let isQuiet: Bool
  private let expectedFailures: String?
  private let newExpectedFailures: String?
  private let jsonl: String?
  private let junit: String?
  private let html: String?
  private let markdown: String?

  init(_ arguments: inout Arguments) throws {
    commands = try arguments.values("--subject")
    usesEngine = arguments.flag("--engine")
    isOneShot = arguments.flag("--one-shot")
    capabilities = Set(try arguments.values("--capability"))
    var profiles: [String: String] = [:]
    for pair in try arguments.values("--profile") {
      let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { throw UsageError(message: "--profile needs NAME=VALUE, not \"\(pair)\"") }
      profiles[parts[0]] = parts[1]
    }
    self.profiles = profiles
    seconds = try arguments.number("--timeout") ?? 10
    secondsPerCase = try arguments.number("--case-timeout") ?? 60
    guard seconds > 0 && secondsPerCase > 0 else {
      throw UsageError(message: "a timeout is more than 0 seconds")
    }
    filters = try arguments.values("--filter")
    kinds = try arguments.values("--kind").map { name in
      guard let kind = ConformanceCase.Kind(rawValue: name) else {
        throw UsageError(message: "no kind \"\(name)\"")
      }
      return kind
    }
    root = try arguments.value("--root")
    seed = try arguments.number("--seed") ?? UInt64.random(in: 0...UInt64(UInt32.max))
    isStrict = arguments.flag("--strict")
    isQuiet = arguments.flag("--quiet")
    expectedFailures = try arguments.value("--expected-failures")
    newExpectedFailures = try arguments.value("--write-expected-failures")
    jsonl = try arguments.value("--jsonl")
    junit = try arguments.value("--junit")
    html = try arguments.value("--html")
    markdown = try arguments.value("--markdown")
    _ = try arguments.positional(0...0)
    if isOneShot && commands.isEmpty { throw UsageError(message: "--one-shot needs --subject") }
    if commands.count + (usesEngine ? 1 : 0) > 1 && (expectedFailures ?? newExpectedFailures) != nil {
      throw UsageError(message: "a list of expected failures belongs to one subject")
    }
  }

  func run() throws -> CommandStatus {
    let checkout = try Checkout(path: root)
    let library = try CaseLibrary(checkout)
    let cases = library.selection(filters: filters, kinds: kinds)
    guard !cases.isEmpty else { throw UsageError(message: "no case is selected") }
    let expectations = try expectedFailures.map { try ExpectedFailures(path: $0) }
    var runs: [SubjectRun] = []
    if usesEngine || commands.isEmpty { runs.append(try judge(EngineSubject(), cases)) }
    for command in commands { runs.append(try judge(try subject(command), cases)) }
    let report = RunReport(
      cases: cases, runs: runs, seed: seed, date: Date(), specification: try? Specification(checkout))
    try write(report, expectations)
    return status(report, expectations, known: Set(library.cases.map(\.id)))
  }

  private func subject(_ command: String) throws -> any Subject {
    if isOneShot {
      return OneShotSubject(
        command: command, seconds: seconds, capabilities: capabilities, profiles: profiles)
    }
    return try ProcessSubject(command: command, seconds: seconds, profiles: profiles)
  }

  private func judge(_ subject: any Subject, _ cases: [ConformanceCase]) throws -> SubjectRun {
    let judge = CaseJudge(
      subject: subject, plan: CutPlan(seed: seed), secondsPerCase: secondsPerCase, isStrict: isStrict)
    return SubjectRun(subject, cases, judge: judge)
  }

  private func write(_ report: RunReport, _ expectations: ExpectedFailures?) throws {
    if !isQuiet { TerminalReport(report: report, expectations: expectations).write() }
    if let jsonl { try JSONLinesReport(report: report).write(to: jsonl) }
    if let junit { try JUnitReport(report: report, expectations: expectations).write(to: junit) }
    if let html { try HTMLReport(report: report).write(to: html) }
    if let markdown { try ReportFile.write(MarkdownReport(report: report).text, to: markdown) }
    if let newExpectedFailures {
      try ReportFile.write(
        ExpectedFailures.text(report.runs[0], date: report.dateText), to: newExpectedFailures)
    }
  }

  private func status(_ report: RunReport, _ expectations: ExpectedFailures?, known: Set<String>)
    -> CommandStatus
  {
    let outcomes = report.runs.flatMap(\.outcomes)
    let unexpected = outcomes.filter { $0.verdict.isFailure && expectations?.isExpected($0) != true }
    let stale = expectations?.stale(outcomes, known: known) ?? []
    let errors = outcomes.count { $0.verdict == .harnessError }
    for id in stale { print("expected to fail, but does not: \(id)") }
    var parts = ["\(unexpected.count) unexpected failures"]
    if errors > 0 { parts.append("\(errors) harness errors") }
    if !stale.isEmpty { parts.append("\(stale.count) stale expected failures") }
    print("\(Tally(outcomes).summary): \(parts.joined(separator: ", "))")
    if errors > 0 { return .harnessError }
    if newExpectedFailures != nil { return .success }
    if !unexpected.isEmpty { return .failures }
    return stale.isEmpty ? .success : .staleExpectations
  }
}
