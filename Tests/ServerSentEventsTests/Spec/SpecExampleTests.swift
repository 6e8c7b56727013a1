import Foundation
import ServerSentEvents
import Testing
import TestSupport

/// Every example of `Spec/event-stream.md`, for every way of cutting it.
@Suite struct SpecExampleTests {
  static let examples = SpecExample.examples("Spec/event-stream.md", kind: "event-stream")

  @Test func thePageIsThere() {
    #expect(Self.examples.count > 100)
    #expect(Set(Self.examples.map(\.clause)).count > 40)
  }

  @Test(arguments: examples)
  func oracleGivesWhatTheClauseSays(example: SpecExample) throws {
    let stream = try example.inputs().flatMap { $0 }
    let configuration = try example.configuration()
    let outcome = Oracle.outcome(of: stream, configuration)
    try example.expectStated(outcome)
  }

  @Test(arguments: examples)
  func engineGivesWhatTheClauseSays(example: SpecExample) throws {
    let outcome = engineOutcome(of: try example.inputs(), try example.configuration())
    try example.expectStated(outcome)
    #expect(outcome.violations.isEmpty)
  }

  @Test(arguments: examples, Pull.allCases)
  func engineEqualsOracleHoweverCut(example: SpecExample, pull: Pull) throws {
    let pieces = try example.inputs()
    let stream = pieces.flatMap { $0 }
    var configuration = try example.configuration()
    configuration.options.observed = [.comments, .unknownFields, .retry]
    if example.clause.hasPrefix("LIM") { configuration.options.observed = [.retry] }
    var borders: [Int] = []
    for piece in pieces.dropLast() { borders.append((borders.last ?? 0) + piece.count) }
    let random = (0..<20).map { Cutting.random(seed: UInt64(example.line) * 1000 + $0) }
    expectAgreement(
      stream, [.at(borders)] + Cutting.exhaustive(for: stream) + random, configuration, pull: pull)
  }
}

extension SpecExample {
  func configuration() throws -> Configuration {
    try values(of: "options").first.map {
      try SpecJSON.decode(SpecJSON.Options.self, $0).configuration()
    } ?? .standard
  }

  /// Compares with the lines `event`, `error`, `lastEventID` and `retry` of the example.
  func expectStated(_ outcome: Outcome) throws {
    var stated: [String] = []
    for (key, value) in fields where key == "event" || key == "error" {
      if key == "event" {
        let event = try SpecJSON.decode(SpecJSON.Event.self, value)
        stated.append("event \(event)")
      } else {
        let failure = try SpecJSON.decode(SpecJSON.Failure.self, value)
        stated.append("\(failure.code) at \(failure.offset)")
      }
    }
    let delivered = outcome.deliveries.map { delivery in
      switch delivery {
      case .event(let event):
        "event \(SpecJSON.Event(type: text(event.type), data: text(event.data), id: text(event.id)))"
      case .refusal(let refusal): "\(refusal.code) at \(refusal.offset)"
      default: "\(delivery)"
      }
    }
    // Compared as scalars: String's equality would take canonically equivalent texts for equal.
    #expect(
      delivered.map { Array($0.unicodeScalars) } == stated.map { Array($0.unicodeScalars) }, "\(outcome)")
    if let id = values(of: "lastEventID").first {
      #expect(outcome.lastEventID == Array(try SpecJSON.decode(String.self, id).utf8))
    }
    if let retry = values(of: "retry").first {
      #expect(outcome.retry == (try SpecJSON.decode(Int?.self, retry)))
    }
  }

  private func text(_ bytes: [UInt8]) -> String {
    String(decoding: UTF8Oracle.replacing(bytes), as: UTF8.self)
  }
}
