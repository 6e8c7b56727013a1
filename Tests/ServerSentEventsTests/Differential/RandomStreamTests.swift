import ServerSentEvents
import Testing
import TestSupport

/// Random streams at random cuts agree with the oracle. A failure names its seed: `RandomStream.bytes(seed:)`.
@Suite struct RandomStreamTests {
  static let batches = Effort.isThorough ? 40 : 8
  static let batchSize = Effort.isThorough ? 1000 : 100

  static func seeds(_ batch: Int) -> Range<UInt64> {
    UInt64(batch * batchSize)..<UInt64((batch + 1) * batchSize)
  }

  @Test(arguments: 0..<batches)
  func agreesWithTheOracle(batch: Int) {
    var failures = Failures()
    for seed in Self.seeds(batch) where !failures.isFull {
      let stream = RandomStream.bytes(seed: seed)
      let configuration = Self.configuration(seed: seed)
      var cuttings: [Cutting] = [.whole, .bytewise, .bytewiseWithEmptyPieces]
      cuttings += (0..<5).map { .random(seed: seed &* 31 &+ $0) }
      var unobserved = configuration
      unobserved.options.observed = []
      let events = Oracle.outcome(of: stream, unobserved)
      let items = Oracle.outcome(of: stream, configuration)
      for pull in Pull.allCases {
        for cutting in cuttings {
          let failure = disagreement(
            stream, cutting, configuration, pull: pull, oracle: pull == .nextItem ? items : events)
          failures.add(failure.map { "seed \(seed)\n\($0)" })
        }
      }
    }
    failures.report()
  }

  /// Every option at random; limits near the lengths of the lines.
  static func configuration(seed: UInt64) -> Configuration {
    var generator = SeededGenerator(seed: seed ^ 0xC0FFEE)
    var options = EventStreamOptions()
    if generator.below(2) == 0 {
      let limits = [8, 16, 20, 64, 70, 300, Int.max]
      options.limits = EventStreamLimits(
        maximumLineLength: limits[generator.below(limits.count)],
        maximumEventSize: limits[generator.below(limits.count)],
        maximumLineCount: [1, 2, 3, Int.max][generator.below(4)])
    }
    options.recovery = generator.below(2) == 0 ? .stop : .skipEvent
    options.endOfInput = generator.below(2) == 0 ? .discard : .dispatch
    options.observed = EventStreamOptions.Observed(rawValue: UInt8(generator.below(8)))
    let ids = ["", "7", "fifteen bytes..", "sixteen bytes...", "a last event ID of many bytes"]
    return Configuration(lastEventID: ids[generator.below(ids.count)], options: options)
  }

  /// Asking now by `next`, now by `nextItem`, changes nothing but what is observed.
  @Test(arguments: 0..<batches)
  func alternatingPullsGiveTheSameEvents(batch: Int) {
    var failures = Failures()
    for seed in Self.seeds(batch) where !failures.isFull {
      let stream = RandomStream.bytes(seed: seed)
      var options = EventStreamOptions(observed: [.comments, .unknownFields, .retry])
      options.endOfInput = seed % 2 == 0 ? .discard : .dispatch
      let expected = Oracle.outcome(of: stream, Configuration(options: options))
      var generator = SeededGenerator(seed: seed)
      var run = EngineRun(recovery: .stop)
      var decoder = EventStreamDecoder(options: options)
      for piece in Cutting.random(seed: seed).pieces(of: stream) {
        run.feed(RawSpan(ofBytes: piece.span), to: &decoder) { _ in
          Pull.allCases[generator.below(Pull.allCases.count)]
        }
      }
      run.end(&decoder)
      var isSame = run.outcome.events == expected.events && run.outcome.violations.isEmpty
      isSame = isSame && run.outcome.tail == expected.tail && run.outcome.retry == expected.retry
      // What was observed besides is a part of what there is, in its order.
      var rest = expected.deliveries[...]
      for delivery in run.outcome.deliveries {
        guard let found = rest.firstIndex(of: delivery) else {
          isSame = false
          break
        }
        rest = rest[(found + 1)...]
      }
      if !isSame {
        failures.add("seed \(seed) \(Escaped(stream))\nexpected\n\(expected)\ngot\n\(run.outcome)")
      }
    }
    failures.report()
  }

  /// The standard decodes first and parses then; doing it the other way round gives the same texts (DEC-9).
  @Test(arguments: 0..<batches)
  func decodingBeforeParsingGivesTheSameTexts(batch: Int) {
    for seed in Self.seeds(batch) {
      let stream = RandomStream.bytes(seed: seed)
      // A removed mark must not come back as a second one: the decoder takes one away.
      let mark: [UInt8] = stream.starts(with: [0xEF, 0xBB, 0xBF]) ? [0xEF, 0xBB, 0xBF] : []
      let decoded = mark + UTF8Oracle.replacing(Array(stream.dropFirst(mark.count)))
      func texts(_ bytes: [UInt8]) -> [[[UInt8]]] {
        Oracle.outcome(of: bytes).events.map { event in
          [event.type, event.data, event.id].map(UTF8Oracle.replacing)
        }
      }
      #expect(texts(decoded) == texts(stream), "seed \(seed)")
    }
  }
}
