import ServerSentEvents

/// How the engine's events are asked for.
enum Pull: CaseIterable, Sendable {
  case next, nextOfSpan, nextItem
}

/// What the engine makes of a stream that comes in `pieces`, each in memory of its own.
func engineOutcome(
  of pieces: [[UInt8]], _ configuration: Configuration = .standard, pull: Pull = .next
) -> Outcome {
  var run = EngineRun(recovery: configuration.options.recovery)
  var decoder = EventStreamDecoder(
    lastEventID: configuration.lastEventID, options: configuration.options)
  for piece in pieces where !run.isStopped {
    run.feed(piece, to: &decoder, pull)
  }
  run.end(&decoder)
  return run.outcome
}

/// One stream's way through a decoder, with the laws that must hold at each step.
struct EngineRun {
  let recovery: EventStreamOptions.Recovery
  var outcome = Outcome()
  var fed: [UInt8] = []
  /// The error that stopped the decoder.
  var failure: EventStreamError?
  var isStopped: Bool { failure != nil }

  init(recovery: EventStreamOptions.Recovery) { self.recovery = recovery }

  /// Feeds one piece, in an array of its own, and takes all that comes of it.
  mutating func feed(_ piece: [UInt8], to decoder: inout EventStreamDecoder, _ pull: Pull) {
    feed(RawSpan(ofBytes: piece.span), to: &decoder) { _ in pull }
  }

  /// Feeds one piece; `pull` says how the next thing is asked for.
  mutating func feed(
    _ piece: RawSpan, to decoder: inout EventStreamDecoder, pull: (_ delivered: Int) -> Pull
  ) {
    fed += piece.copiedBytes
    var input = piece
    while !isStopped {
      let pull = pull(outcome.deliveries.count)
      do throws(EventStreamError) {
        guard let delivery = try decoder.pullOwned(&input, pull, &outcome.violations) else { break }
        outcome.deliver(delivery, at: fed.count)
      } catch {
        outcome.deliver(.refusal(Refusal(error)), at: fed.count)
        if recovery == .stop { failure = error }
        checkPosition(after: error, consumed: fed.count - input.byteCount)
      }
      check(decoder.offset == fed.count - input.byteCount, "offset counts what was consumed")
      if isStopped { checkRepeats(&decoder, input, pull) }
    }
    if !isStopped { check(input.byteCount == 0, "nil means that the input is used up") }
  }

  /// Feeds one piece to a decoder that has been fed otherwise, so that offsets tell nothing.
  mutating func feedIgnoringLaws(_ piece: [UInt8], to decoder: inout EventStreamDecoder) {
    feed(piece, to: &decoder, .next)
    outcome.violations = []
  }

  /// The input has ended.
  mutating func end(_ decoder: inout EventStreamDecoder) {
    if isStopped {
      checkRepeats(&decoder, nil, .next)
    }
    while !isStopped {
      do throws(EventStreamError) {
        guard let delivery = try decoder.endOfInputOwned(&outcome.violations) else { break }
        outcome.deliver(delivery, at: Outcome.atEnd)
      } catch {
        outcome.deliver(.refusal(Refusal(error)), at: Outcome.atEnd)
        if recovery == .stop { failure = error }
      }
      check(decoder.offset == fed.count, "endOfInput() consumes nothing")
    }
    let end = decoder.finish()
    outcome.lastEventID = Array(end.lastEventID.utf8)
    outcome.retry = end.retry
    outcome.tail = end.tail
    outcome.eventCount = end.eventCount
    outcome.byteCount = isStopped ? nil : end.byteCount
    check(decoder.finish() == end, "finish() says the same again (EOI-4)")
  }

  mutating func check(_ condition: Bool, _ law: @autoclosure () -> String) {
    if !condition { outcome.violations.append(law()) }
  }

  /// `input` stands just behind the byte at which the error was known, or behind the LF of a CR LF.
  private mutating func checkPosition(after error: EventStreamError, consumed: Int) {
    guard error.code != .tooManyLines else { return }
    let isBehind =
      consumed == error.offset + 1
      || (consumed == error.offset + 2 && fed[error.offset] == 0x0D && fed[error.offset + 1] == 0x0A)
    check(isBehind, "input stands at \(consumed), the error is known at byte \(error.offset)")
  }

  /// A stopped decoder throws the same error again, whatever it is given (LIM-7).
  private mutating func checkRepeats(_ decoder: inout EventStreamDecoder, _ rest: RawSpan?, _ pull: Pull) {
    var ignored: [String] = []
    do throws(EventStreamError) {
      var delivery: Delivery?
      if var input = rest {
        delivery = try decoder.pullOwned(&input, pull, &ignored)
      } else {
        delivery = try decoder.endOfInputOwned(&ignored)
      }
      check(false, "a stopped decoder throws again, it gave \(delivery.map { "\($0)" } ?? "nil")")
    } catch {
      check(error == failure, "a stopped decoder throws the same error again, it threw \(error)")
    }
  }
}

extension Refusal {
  init(_ error: EventStreamError) {
    self.init(code: "\(error.code)", offset: error.offset, limit: error.limit)
  }
}
