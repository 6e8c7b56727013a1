import Foundation
import OpenAIStreams
import TestSupport
import Testing

/// Every recording ends as the table says: outcome, findings, collected response.
///
/// The table is made by `SSE_WRITE_OUTCOMES=FILE swift test --filter RecordedOutcomeTests`, and then read by a
/// person: each reason for an end that is not complete stands in its last column, explained at its head.
@Suite struct RecordedOutcomeTests {
  private static let file = ProjectFiles.root
    .appendingPathComponent("Tests/OpenAIStreamsTests/Recordings/outcomes.tsv")
  private static let rows = RecordedStream.rows(file)
  private static let expected = Dictionary(
    rows.compactMap(RecordedOutcome.init).map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
  /// Recordings beyond this size wait for a thorough run.
  private static let maximumSize = Effort.isThorough ? Int.max : 100_000
  private static let streams = RecordedStream.all.filter { $0.recording.size <= maximumSize }

  @Test(arguments: streams) func outcome(_ stream: RecordedStream) throws {
    let body = try stream.recording.body()
    let run = stream.run(body)
    #expect(RecordedOutcome(stream, run) == Self.expected[stream.path])
    #expect(run.errors == [])
    var cuttings = [Cutting.random(seed: UInt64(body.count))]
    if let cuts = try stream.recording.recordedCuts() { cuttings.append(cuts) }
    if body.count < 8192 || Effort.isThorough && body.count < 1 << 20 { cuttings.append(.bytewise) }
    for cutting in cuttings {
      let other = stream.run(body, cutting)
      if other != run { Issue.record("\(cutting): \(run.difference(from: other))") }
    }
  }

  /// Templates change nothing on what servers really send (TYP-72).
  @Test(arguments: streams.filter { $0.recording.size < 100_000 || Effort.isExhaustive })
  func templates(_ stream: RecordedStream) throws {
    let body = try stream.recording.body()
    switch stream.endpoint {
    case .chat: expectAlikeWithoutTemplates(ChatCompletionCollector.self, body)
    case .completions: expectAlikeWithoutTemplates(CompletionCollector.self, body)
    case .responses: expectAlikeWithoutTemplates(ResponseCollector.self, body)
    case .speech: expectAlikeWithoutTemplates(SpeechCollector.self, body)
    case .transcription: expectAlikeWithoutTemplates(TranscriptionCollector.self, body)
    case .image: expectAlikeWithoutTemplates(ImageCollector.self, body)
    }
  }

  /// Each line that is not complete has a reason, which the head of the table explains.
  @Test func everyEndIsExplained() {
    #expect(Self.expected.count >= 600)
    let explained = Set(
      Self.rows.compactMap { $0[0].hasPrefix("# ") && $0.count == 2 ? String($0[0].dropFirst(2)) : nil })
    for row in Self.rows where RecordedOutcome(row) != nil && !row[2].hasPrefix("complete") {
      #expect(row.count == 6 && explained.contains(row[5]), "\(row[0])")
    }
  }

  /// Writes the table, with the reasons of the table at hand, where `SSE_WRITE_OUTCOMES` says.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["SSE_WRITE_OUTCOMES"] != nil))
  func write() throws {
    let reasons = Dictionary(
      Self.rows.compactMap { $0.count > 5 ? ($0[0], $0[5]) : nil }, uniquingKeysWith: { first, _ in first })
    var lines = Self.rows.filter { $0[0].hasPrefix("#") }.map { $0.joined(separator: "\t") }
    for stream in RecordedStream.all {
      let outcome = RecordedOutcome(stream, stream.run(try stream.recording.body()))
      lines.append(outcome.row + (reasons[stream.path].map { "\t\($0)" } ?? ""))
    }
    let path = try #require(ProcessInfo.processInfo.environment["SSE_WRITE_OUTCOMES"])
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path))
  }
}
