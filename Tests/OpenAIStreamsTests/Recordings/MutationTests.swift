import Foundation
import OpenAIStreams
import TestSupport
import Testing

/// Dropping, doubling or swapping any one event shows: in the outcome, in how often each clause was found, or in the
/// collected response. Where it does not, the event adds nothing, or the order is all the same.
@Suite struct MutationTests {
  /// What must differ.
  private struct Told: Equatable {
    let outcome: StreamOutcome
    let counts: [String: Int]
    let collected: String

    init(_ events: [RecordedEvent], _ endpoint: RecordedStream.Endpoint) {
      let run = endpoint.run([events.flatMap(\.bytes)])
      outcome = run.outcome
      counts = Dictionary(run.findings.map { ($0.clause.id, $0.count) }, uniquingKeysWith: +)
      collected = run.collected
    }
  }

  @Test(arguments: CommittedStream.all) func committed(_ stream: CommittedStream) throws {
    Self.mutate(try stream.body(), stream.endpoint)
  }

  @Test(
    .enabled(if: Effort.isExhaustive),
    arguments: RecordedStream.all.filter { $0.recording.size < 50_000 })
  func recorded(_ stream: RecordedStream) throws {
    Self.mutate(try stream.recording.body(), stream.endpoint)
  }

  private static func mutate(
    _ body: [UInt8], _ endpoint: RecordedStream.Endpoint, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let events = RecordedEvent.events(of: body)
    #expect(events.flatMap(\.bytes) == body)
    let told = Told(events, endpoint)
    func expect(_ mutated: [RecordedEvent], _ what: String, isExcused: Bool) {
      if isExcused || Told(mutated, endpoint) != told { return }
      Issue.record("\(what) does not show", sourceLocation: sourceLocation)
    }
    // A body that is no event stream has no events.
    if case .notAnEventStream = told.outcome { return }
    let hasOwnEnd = events.contains(where: \.isTyped) || events.contains { $0.isTranscriptionChunk }
    for i in events.indices {
      let event = events[i]
      var mutated = events
      mutated.remove(at: i)
      // Nobody misses the end marker of an answer that has not ended (TYP-54), or that has an end of its own.
      let isSpareMarker = event.isMarker && (!told.outcome.isComplete || hasOwnEnd)
      // How many partial images come before the completed one is the server's choice.
      let isLastPartial = event.isPartialImage && !(i + 1 < events.count && events[i + 1].isPartialImage)
      expect(
        mutated, "dropping event \(i)", isExcused: event.addsNothing || isSpareMarker || isLastPartial)
      mutated = events
      mutated.insert(event, at: i)
      // An error that is told again is the same error (TYP-48); an event without its blank line runs into the next.
      expect(mutated, "doubling event \(i)", isExcused: event.addsNothing || event.isError)
      guard i + 1 < events.count else { continue }
      mutated = events
      mutated.swapAt(i, i + 1)
      expect(
        mutated, "swapping events \(i) and \(i + 1)",
        isExcused: event.commutes(
          with: events[i + 1],
          // Where usage comes in a transcription is not judged.
          usageCame: endpoint == .transcription || events[..<i].contains(where: \.hasUsage)))
    }
  }

  /// The excuses are few: most events of a stream are missed.
  @Test func mostMutationsAreNotExcused() throws {
    var events = 0
    var excused = 0
    for stream in CommittedStream.all {
      for event in RecordedEvent.events(of: try stream.body()) {
        events += 1
        if event.addsNothing { excused += 1 }
      }
    }
    #expect(events > 500)
    #expect(excused * 5 < events)
  }
}
