import Testing

@testable import ConformanceRunner

/// Our own engine against all cases, as `sse-conformance run` does it.
@Suite struct EngineTests {
  /// Cases whose input is big are fed whole here, for the time that they take in debug builds; the command line
  /// tool runs them with all cuts.
  private static let bigInput = 4096

  @Test(arguments: Fixtures.library.cases.filter { ($0.input?.count ?? 0) < bigInput })
  func passes(_ entry: ConformanceCase) {
    let outcome = CaseJudge.of(EngineSubject()).judge(entry)
    #expect(outcome.verdict == .pass, "\(entry.id): \(outcome.summary)")
  }

  /// Whatever bytes come: the engine's events are those of the plain reader, which shares nothing with it.
  @Test(arguments: 0..<200)
  func agreesWithThePlainReader(_ seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed), name: "plain reader")
    let parts = [
      "data", "data:", "data: ", "event:", "id:", "id", "retry:", "12", ":", " ", "\n", "\n", "\r", "\r\n",
      "x", "\0",
      "\u{FEFF}", "é", "datas:",
    ]
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 1...60, using: &generator) {
      let part = parts.randomElement(using: &generator) ?? ""
      let isWhole = Int.random(in: 0..<20, using: &generator) > 0
      bytes += isWhole ? Array(part.utf8) : Array(part.utf8.dropLast())
    }
    let subject = EngineSubject()
    _ = try subject.open(OpenRequest(id: "", kind: .parse, endpoint: nil, options: .init()))
    let reply = try subject.feed(bytes[...])
    let end = try subject.endOfInput()
    let plain = PlainReader(bytes)
    #expect(reply.events ?? [] == plain.events, "seed \(seed): \(EscapedText.text(bytes))")
    #expect(end.lastEventID == plain.lastEventID, "seed \(seed)")
    #expect(end.retry == (plain.retry.map { .value(JSONNumber($0)) } ?? .null), "seed \(seed)")
  }
}

extension ConformanceCase: CustomTestStringConvertible {
  public var testDescription: String { id }
}
