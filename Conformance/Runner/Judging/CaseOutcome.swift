import Foundation

/// A piece that was fed and what came back, in words: results themselves may be big, and are not kept.
struct TranscriptStep: Codable, Equatable {
  /// Where the piece begins and ends; nil for the end of input.
  let from: Int?
  let to: Int?
  let sent: String
  let received: String

  init(_ step: Observation.Step, of input: [UInt8]) {
    from = step.piece?.lowerBound
    to = step.piece?.upperBound
    sent = step.written ?? step.piece.map { Excerpt.of(input[$0]) } ?? "(end of input)"
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let text = (try? encoder.encode(step.reply.shortened)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    received = text
  }
}

/// A case as it went with one subject: the verdict, and what is needed to understand it.
struct CaseOutcome {
  let id: String
  var verdict: Verdict
  /// In a sentence, where there is something to say.
  var reason: String?
  var differences: [Difference] = []
  /// The cut that shows it.
  var cut: Cut?
  /// What came, piece by piece, with that cut.
  var steps: [TranscriptStep] = []
  /// How many cuts were tried, and with how many of them the result was not accepted.
  var cutsTried = 0
  var cutsFailed = 0
  var seconds = 0.0

  /// One line for a terminal or a file.
  var summary: String {
    var parts: [String] = []
    if let reason { parts.append(reason) }
    if let first = differences.first {
      parts.append("\(first.part): expected \(first.expected), got \(first.got)")
    }
    if let cut, verdict.isFailure, cut != .whole { parts.append("cut \(cut)") }
    return parts.joined(separator: "; ")
  }
}
