import ServerSentEvents
import Testing
import TestSupport

/// Lines of every length about the widths of the vectors that look for their ends, with each terminator, and
/// filled with bytes that look like one.
@Suite struct LineLengthTests {
  static let fillings: [[UInt8]] = [
    [0x61], [0x0B], [0x09, 0x0C], [0x0E, 0x08, 0x0F], [0x8A, 0x8D], [0x00], [0xFF], [0x3A, 0x20],
  ]

  static func value(_ length: Int, _ filling: [UInt8]) -> [UInt8] {
    (0..<length).map { filling[$0 % filling.count] }
  }

  @Test(arguments: fillings, Terminator.allCases)
  func everyLength(filling: [UInt8], terminator end: Terminator) {
    let terminator = end.bytes
    let data = Array("data: ".utf8)
    let next = data + [0x78] + terminator + terminator
    var failures = Failures()
    for length in 0...150 {
      let value = Self.value(length, filling)
      let one = data + value + terminator + terminator
      let typed = Array("event: ".utf8) + value + terminator + next
      let id = Array("id:".utf8) + value + terminator + next
      for stream in [one + next, typed, id + one] {
        let oracle = Oracle.outcome(of: stream)
        var cuttings: [Cutting] = [.whole, .inTwo(at: length + 6), .inTwo(at: length + 7)]
        if Effort.isThorough { cuttings.append(.bytewise) }
        for cutting in cuttings where !failures.isFull {
          failures.add(disagreement(stream, cutting, oracle: oracle))
        }
      }
    }
    failures.report()
  }

  /// Nothing is read behind a piece, or before it: the memory there is forbidden.
  @Test(arguments: fillings, Terminator.allCases)
  func readsNothingBesideThePiece(filling: [UInt8], terminator end: Terminator) {
    let terminator = end.bytes
    let memory = GuardedMemory()
    for length in 0...150 {
      let stream =
        Array("event: ".utf8) + Self.value(length / 2, filling) + terminator + Array("data: ".utf8)
        + Self.value(length, filling) + terminator + terminator
      let oracle = Oracle.outcome(of: stream)
      for atEnd in [true, false] {
        for cut in [stream.count, stream.count - 1, stream.count / 2, length] {
          var run = EngineRun(recovery: .stop)
          var decoder = EventStreamDecoder()
          let pieces = Cutting.inTwo(at: cut).pieces(of: stream)
          for piece in pieces {
            memory.withBytes(piece, atEnd: atEnd) { bytes in
              run.feed(bytes, to: &decoder) { _ in .next }
            }
          }
          run.end(&decoder)
          #expect(run.outcome == expectedOutcome(oracle, pieces), "length \(length), cut \(cut)")
        }
      }
    }
  }

  @Test(arguments: 0..<(Effort.isThorough ? 20 : 4))
  func randomStreamsInGuardedMemory(batch: Int) {
    let memory = GuardedMemory(capacity: 1 << 16)
    for seed in UInt64(batch) * 100..<UInt64(batch + 1) * 100 {
      let stream = RandomStream.bytes(seed: seed)
      var configuration = RandomStreamTests.configuration(seed: seed)
      configuration.options.observed = []
      let pieces = Cutting.random(seed: seed).pieces(of: stream)
      var run = EngineRun(recovery: configuration.options.recovery)
      var decoder = EventStreamDecoder(lastEventID: configuration.lastEventID, options: configuration.options)
      for piece in pieces where !run.isStopped {
        memory.withBytes(piece, atEnd: seed % 4 != 0) { bytes in
          run.feed(bytes, to: &decoder) { _ in .next }
        }
      }
      run.end(&decoder)
      let expected = expectedOutcome(Oracle.outcome(of: stream, configuration), pieces)
      #expect(run.outcome == expected, "seed \(seed)")
    }
  }
}
