import Foundation
import OpenAIStreams
import ServerSentEvents
import SpanJSON

/// All that a typed stream and its collector tell of one body; two runs over the same bytes are equal however
/// these were cut (TYP-72).
struct TypedRun: Equatable {
  /// Each payload: place, event type, JSON text, clauses.
  var payloads: [String] = []
  var text = ""
  var outcome = StreamOutcome.complete(.whole)
  /// Each clause once, sorted.
  var clauses: [String] = []
  var findings: [FindingSummary] = []
  /// The snapshot's JSON.
  var collected = ""
  /// What was thrown, in order.
  var errors: [String] = []

  /// Runs a stream and its collector over a body in pieces.
  init<Collector: StreamCollector>(
    _: Collector.Type, _ pieces: [[UInt8]], options: TypedStreamOptions = TypedStreamOptions()
  ) {
    var stream = TypedStream<Collector.Rules>(options: options)
    var collector = Collector(limits: options.limits)
    for piece in pieces {
      var input = RawSpan(ofBytes: piece.span)
      repeat {
        do throws(TypedStreamError) {
          while let payload = try stream.nextPayload(&input) { take(payload, &collector) }
        } catch { errors.append("\(error)") }
      } while input.byteCount > 0
    }
    var isAtEnd = false
    while !isAtEnd {
      do throws(TypedStreamError) {
        while let payload = try stream.payloadAtEndOfInput() { take(payload, &collector) }
        isAtEnd = true
      } catch { errors.append("\(error)") }
    }
    outcome = stream.finish()
    findings = stream.findings
    clauses = Set(findings.map(\.clause.id)).sorted()
    text = collector.text
    collected = String(decoding: collector.snapshot.jsonText, as: UTF8.self)
  }

  private mutating func take<Collector: StreamCollector>(_ payload: PayloadView, _ collector: inout Collector)
  {
    var clauses: [String] = []
    for i in 0..<payload.findings.count { clauses.append(payload.findings[i].clause.id) }
    let type = payload.eventType.decodedUTF8
    let id = payload.lastEventID
    let json = payload.json.raw.decodedUTF8
    payloads.append("\(payload.index)@\(payload.offset) \(type) \(id) \(json) \(clauses)")
    collector.add(payload)
  }

  /// The API's error, if the outcome is one.
  var apiError: APIError? {
    if case .failed(let error) = outcome { error } else { nil }
  }
}
