import ServerSentEvents
import Testing
import TestSupport

/// All streams up to a length over symbols chosen for trouble agree with the oracle, whole, bytewise and cut
/// at every place in two.
///
/// A debug build goes as far as it can in seconds, a release build all the way, in minutes:
/// `swift test -c release --filter Exhaustive`. `EXHAUSTIVE=1` adds a symbol of length to the wide alphabet.
@Suite struct ExhaustiveTests {
  /// Ten symbols, up to seven of them: 11 million streams.
  static let core: [[UInt8]] = [
    Array("data".utf8), Array("id".utf8), [0x3A], [0x20], [0x0A], [0x0D], [0x00], [0xEF, 0xBB, 0xBF], [0xEF],
    [0xFF],
  ]
  /// More symbols, fewer of them.
  static let wide: [[UInt8]] =
    core + [[0x64], Array("event".utf8), Array("retry".utf8), [0x37], [0xBB], Array("data:".utf8)]

  static let coreLength = Effort.isThorough ? 7 : 4
  static let wideLength = Effort.isThorough ? (Effort.isExhaustive ? 6 : 5) : 3
  static let limitedLength = wideLength

  @Test(arguments: core.indices)
  func coreAlphabet(first: Int) {
    Self.check(Self.core, first: first, upTo: Self.coreLength) { stream in
      allCuts(of: stream, .standard)
    }
  }

  @Test(arguments: wide.indices)
  func wideAlphabet(first: Int) {
    Self.check(Self.wide, first: first, upTo: Self.wideLength) { stream in
      allCuts(of: stream, .standard)
    }
  }

  /// The unterminated event is delivered, and everything that can be observed is.
  @Test(arguments: core.indices)
  func coreAlphabetObservedAndDispatchedAtTheEnd(first: Int) {
    let configuration = Configuration(
      lastEventID: "seed",
      options: EventStreamOptions(endOfInput: .dispatch, observed: [.comments, .unknownFields, .retry]))
    Self.check(Self.core, first: first, upTo: Self.coreLength - 1) { stream in
      allCuts(of: stream, configuration, pull: .nextItem)
    }
  }

  static let tight = [
    EventStreamLimits(maximumLineLength: 8, maximumEventSize: 2, maximumLineCount: 2),
    EventStreamLimits(maximumLineLength: 8, maximumEventSize: .max, maximumLineCount: .max),
    // Here both limits meet at the end of a line.
    EventStreamLimits(maximumLineLength: 8, maximumEventSize: 3, maximumLineCount: .max),
    EventStreamLimits(maximumLineLength: .max, maximumEventSize: 3, maximumLineCount: .max),
    EventStreamLimits(maximumLineLength: .max, maximumEventSize: .max, maximumLineCount: 1),
    EventStreamLimits(maximumLineLength: .min, maximumEventSize: -1, maximumLineCount: 0),
  ]

  /// Limits that nearly every event hits; with ends that matter.
  @Test(arguments: wide.indices, tight)
  func wideAlphabetWithTightLimits(first: Int, limits: EventStreamLimits) {
    let length = Self.limitedLength - (limits == Self.tight[0] ? 0 : 1)
    let stop = Configuration(limits)
    let skip = Configuration(limits, recovery: .skipEvent, endOfInput: .dispatch)
    let items = Configuration(
      limits, recovery: .skipEvent, observed: [.comments, .unknownFields, .retry])
    Self.check(Self.wide, first: first, upTo: length) { stream in
      allCuts(of: stream, stop) ?? allCuts(of: stream, skip) ?? allCuts(of: stream, items, pull: .nextItem)
    }
  }

  /// Calls `disagreement` with every string of 1 to `length` symbols that begins with `symbols[first]`.
  static func check(
    _ symbols: [[UInt8]], first: Int, upTo length: Int, _ disagreement: ([UInt8]) -> String?
  ) {
    var failures = Failures()
    func extend(_ stream: [UInt8], _ rest: Int) {
      failures.add(disagreement(stream))
      if rest == 0 || failures.isFull { return }
      for symbol in symbols { extend(stream + symbol, rest - 1) }
    }
    extend(symbols[first], length - 1)
    failures.report()
  }
}

/// The first disagreement among whole, bytewise and every cut in two.
private func allCuts(of stream: [UInt8], _ configuration: Configuration, pull: Pull = .next) -> String? {
  let oracle = Oracle.outcome(of: stream, configuration)
  func at(_ cutting: Cutting) -> String? {
    disagreement(stream, cutting, configuration, pull: pull, oracle: oracle)
  }
  if let failure = at(.whole) ?? at(.bytewise) { return failure }
  guard stream.count > 2 else { return nil }
  for position in 1..<stream.count {
    if let failure = at(.inTwo(at: position)) { return failure }
  }
  return nil
}
