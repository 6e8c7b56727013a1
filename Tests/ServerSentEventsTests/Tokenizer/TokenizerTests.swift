import ServerSentEvents
import Testing
import TestSupport

/// The tokenizer: one token a line, with its parts and its place, whatever the cuts.
@Suite struct TokenizerTests {
  struct Example: Sendable, CustomStringConvertible {
    let line: String
    let kind: LineToken.Kind
    let name: String
    let value: String
    var description: String { "\(Escaped(Array(line.utf8)))" }
  }

  static let lines: [Example] = [
    Example(line: "", kind: .blank, name: "", value: ""),
    Example(line: ":", kind: .comment, name: "", value: ""),
    Example(line: ": keep-alive", kind: .comment, name: "", value: " keep-alive"),
    Example(line: "::x", kind: .comment, name: "", value: ":x"),
    Example(line: "data", kind: .data, name: "data", value: ""),
    Example(line: "data:", kind: .data, name: "data", value: ""),
    Example(line: "data: ", kind: .data, name: "data", value: ""),
    Example(line: "data:  two", kind: .data, name: "data", value: " two"),
    Example(line: "data:a:b", kind: .data, name: "data", value: "a:b"),
    Example(line: "data:\ttab", kind: .data, name: "data", value: "\ttab"),
    Example(line: "event: add", kind: .event, name: "event", value: "add"),
    Example(line: "id:7", kind: .id, name: "id", value: "7"),
    Example(line: "retry: 10", kind: .retry, name: "retry", value: "10"),
    Example(line: "retry:x", kind: .retry, name: "retry", value: "x"),
    Example(line: "Data: x", kind: .unknownField, name: "Data", value: "x"),
    Example(line: "data : x", kind: .unknownField, name: "data ", value: "x"),
    Example(line: " data: x", kind: .unknownField, name: " data", value: "x"),
    Example(line: "dat", kind: .unknownField, name: "dat", value: ""),
    Example(line: "database", kind: .unknownField, name: "database", value: ""),
    Example(line: "eventually: x", kind: .unknownField, name: "eventually", value: "x"),
    Example(line: "just some text", kind: .unknownField, name: "just some text", value: ""),
    Example(line: "data\0: x", kind: .unknownField, name: "data\0", value: "x"),
    Example(
      line: "data: line\u{2028}\u{0B}\u{85}s", kind: .data, name: "data", value: "line\u{2028}\u{0B}\u{85}s"),
  ]

  @Test(arguments: lines, Terminator.allCases)
  func oneTokenALine(example: Example, terminator: Terminator) {
    let before = Array(": before\n".utf8)
    let line = Array(example.line.utf8)
    let stream = before + line + terminator.bytes + Array(":".utf8)
    let token = OwnedToken(
      kind: example.kind, name: Array(example.name.utf8), value: Array(example.value.utf8),
      offset: before.count, terminatorOffset: before.count + line.count)
    for cutting in Cutting.exhaustive(for: stream) {
      let tokens = TokenRun(engine: cutting.pieces(of: stream)).deliveries.compactMap { delivery in
        if case .token(let token, _) = delivery { token } else { nil }
      }
      #expect(tokens.count == 2, "\(cutting)")
      #expect(tokens.last == token, "\(cutting)")
    }
  }

  @Test(arguments: SpecExampleTests.examples)
  func specExamplesHoweverCut(example: SpecExample) throws {
    let stream = try example.inputs().flatMap { $0 }
    var failures = Failures()
    for cutting in Cutting.exhaustive(for: stream) {
      failures.add(TokenRun.disagreement(stream, cutting))
      failures.add(TokenRun.disagreement(stream, cutting, maximumLineLength: 10))
    }
    failures.report()
  }

  @Test(arguments: 0..<(Effort.isThorough ? 20 : 2))
  func randomStreamsHoweverCut(batch: Int) {
    var failures = Failures()
    for seed in UInt64(batch * 100)..<UInt64(batch * 100 + 100) where !failures.isFull {
      let stream = RandomStream.bytes(seed: seed)
      for cutting in [.whole, .bytewise, .bytewiseWithEmptyPieces, Cutting.random(seed: seed)] {
        for limit in [0, 16, 64, Int.max] {
          failures.add(TokenRun.disagreement(stream, cutting, maximumLineLength: limit))
        }
      }
    }
    failures.report()
  }

  @Test(arguments: ExhaustiveTests.wide.indices)
  func exhaustive(first: Int) {
    ExhaustiveTests.check(ExhaustiveTests.wide, first: first, upTo: Effort.isThorough ? 5 : 3) { stream in
      for cutting in [Cutting.whole, .bytewise, .inTwo(at: stream.count / 2)] {
        for limit in [8, Int.max] {
          let failure = TokenRun.disagreement(stream, cutting, maximumLineLength: limit)
          if let failure { return failure }
        }
      }
      return nil
    }
  }
}
