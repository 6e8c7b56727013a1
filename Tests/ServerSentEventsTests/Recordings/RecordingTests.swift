import Foundation
import ServerSentEvents
import Testing
import TestSupport

/// Streams recorded from real servers decode without a trap, to what the oracle says, however they are cut.
@Suite struct RecordingTests {
  /// What a debug build leaves to release builds.
  static let largest = Effort.isThorough ? Int.max : 1 << 16
  static let largestBytewise = Effort.isThorough ? 1 << 20 : 1 << 12
  static let largestCutEverywhere = Effort.isThorough ? 1 << 11 : 1 << 8
  static let randomCuts: UInt64 = Effort.isThorough ? 4 : 1

  static let chosen = Recording.all.filter { $0.size <= largest }
  /// The recordings in groups, so that they spread over the cores.
  static let groups = 16

  @Test(
    .enabled(if: ProjectFiles.recordings != nil, "no recordings beside the checkout: set SSE_RECORDINGS"),
    arguments: 0..<groups)
  func decodesAsTheOracleSays(group: Int) throws {
    var failures = Failures()
    for (index, recording) in Self.chosen.enumerated() where index % Self.groups == group {
      let body = try recording.body()
      let oracle = Oracle.outcome(of: body)
      for cutting in try Self.cuttings(of: recording) where !failures.isFull {
        let failure = disagreement(body, cutting, oracle: oracle)
        failures.add(failure.map { "\(recording)\n\($0)" })
      }
    }
    failures.report()
  }

  static func cuttings(of recording: Recording) throws -> [Cutting] {
    var cuttings: [Cutting] = [.whole]
    cuttings += (0..<randomCuts).map { .random(seed: UInt64(recording.size) &+ $0) }
    if let recorded = try recording.recordedCuts() { cuttings.append(recorded) }
    if recording.size <= largestBytewise { cuttings.append(.bytewise) }
    if recording.size <= largestCutEverywhere {
      cuttings += (0...recording.size).map { .inTwo(at: $0) }
    }
    return cuttings
  }

  /// With everything observed, and the tail delivered, nothing is lost or invented either.
  @Test(
    .enabled(if: ProjectFiles.recordings != nil, "no recordings beside the checkout: set SSE_RECORDINGS"),
    arguments: 0..<groups)
  func observedAndDispatched(group: Int) throws {
    let options = EventStreamOptions(endOfInput: .dispatch, observed: [.comments, .unknownFields, .retry])
    let configuration = Configuration(options: options)
    var failures = Failures()
    for (index, recording) in Self.chosen.enumerated() where index % Self.groups == group {
      let body = try recording.body()
      let failure = disagreement(
        body, .random(seed: UInt64(index)), configuration, pull: .nextItem,
        oracle: Oracle.outcome(of: body, configuration))
      failures.add(failure.map { "\(recording)\n\($0)" })
    }
    failures.report()
  }

  /// A folder that was given by name and holds nothing is a mistake of whoever gave it.
  @Test(.enabled(if: ProjectFiles.recordings != nil, "no recordings beside the checkout: set SSE_RECORDINGS"))
  func thereAreRecordings() throws {
    let own = Recording.all.filter { $0.url.path.contains("/own/") }
    #expect(!Recording.all.isEmpty)
    let withCuts = try own.filter { try $0.recordedCuts() != nil }
    #expect(own.isEmpty || !withCuts.isEmpty)
  }
}
