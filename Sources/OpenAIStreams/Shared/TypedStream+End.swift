import ServerSentEvents
import SpanJSON

// The end of a stream (TYP-50 to TYP-55, OUT-1 to OUT-4).

extension TypedStream {
  /// Tells the stream that input has ended; call it until it gives nil. It gives the last payload if that
  /// lacks only its blank line (TYP-52).
  ///
  /// - Throws: as ``nextPayload(_:)``.
  @_lifetime(&self)
  public mutating func payloadAtEndOfInput() throws(TypedStreamError) -> PayloadView? {
    while true {
      if var event = nextCarried() {
        if try take(&event) { return view(of: event) }
        continue
      }
      guard !inputHasEnded else { return nil }
      inputHasEnded = true
      guard var event = try unterminatedEvent() else { return nil }
      if try takeTail(&event) { return view(of: event) }
    }
  }

  @_lifetime(immortal)
  private mutating func unterminatedEvent() throws(TypedStreamError) -> UnboundEvent? {
    do throws(EventStreamError) {
      guard let view = try decoder.endOfInput() else { return nil }
      return UnboundEvent(view)
    } catch {
      throw TypedStreamError(error)
    }
  }

  /// Treats an event that the end of input cut off: it counts if it is whole (TYP-52), else not (TYP-53).
  private mutating func takeTail(_ event: inout UnboundEvent) throws(TypedStreamError) -> Bool {
    if sawMarker { return try take(&event) }
    if event.data.equals("[DONE]") || isWholeObject(event.data) || rules.takesTail(event.data) {
      isAtTail = true
      return try take(&event)
    }
    preview.drop()
    log.begin(event: event.index, offset: event.offset)
    log.report(.cutEvent, event.data.excerpt)
    try throwFinding()
    return false
  }

  private mutating func isWholeObject(_ data: RawSpan) -> Bool {
    Payload(data) == .object && parse(data)
  }

  /// Ends the stream and judges it. A payload that is still there is judged too, but not delivered any more:
  /// call ``payloadAtEndOfInput()`` first. Calling again gives the same.
  public mutating func finish() -> StreamOutcome {
    if let outcome = outcome.value { return outcome }
    drain()
    let end = decoder.finish()
    log.begin(event: end.eventCount + messageCount, offset: end.byteCount)
    joiner.finish(log: &log)
    let verdict = rules.finish(sawMarker: sawMarker, hasFailed: !failure.isEmpty, log: &log)
    let outcome = judge(verdict)
    _ = log.takeThrown()
    self.outcome = KeptOutcome(outcome)
    return outcome
  }

  private mutating func drain() {
    while true {
      do throws(TypedStreamError) {
        guard try payloadAtEndOfInput() != nil else { return }
      } catch {
        // Findings are recorded; a limit that was hit leaves the rest unread.
      }
    }
  }

  private mutating func judge(_ verdict: StreamVerdict) -> StreamOutcome {
    if let failure = failure.value { return .failed(failure) }
    if messageCount == 0, let text = preview.ofOtherBody {
      log.report(.notAnEventStream)
      return .notAnEventStream(preview: text)
    }
    switch verdict {
    case .failed(let error):
      failure = Boxed(error)
      return .failed(error)
    case .truncated(let truncation):
      log.report(.truncated, truncation.missing.joined(separator: ", "))
      return .truncated(truncation)
    case .complete(let completion):
      if Rules.expectsMarker && !sawMarker { log.report(.missingMarker) }
      return .complete(completion)
    }
  }
}
