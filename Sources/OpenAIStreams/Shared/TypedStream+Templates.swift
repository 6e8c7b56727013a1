import ServerSentEvents
import SpanJSON

// Differential decoding: the payloads of one stream are nearly the same bytes, so each is compared with one before.
// What matches needs neither parsing nor rules; whatever does not goes the general way, which is the oracle of this.

extension TypedStream {
  /// Whether the event's payload is like one before but for its texts; its value then lies in that one's template.
  @inline(__always)
  mutating func takeRepeated(_ event: UnboundEvent) -> Bool {
    guard templates.match(event.data, type: event.type) else { return false }
    return followRepeated(event)
  }

  private mutating func followRepeated(_ event: UnboundEvent) -> Bool {
    let repetition = templates.matchedRepetition
    let root = templates.matchedRoot(in: event.data)
    if templates.matchedHasReplacementCharacter(in: root) { return false }
    guard rules.observeRepeated(repetition, root) else { return false }
    log.begin(event: event.index, offset: event.offset)
    repeatedCount &+= 1
    return true
  }

  /// The payload of an event that `takeRepeated` has taken.
  @_lifetime(&self)
  mutating func repeatedView(of event: UnboundEvent) -> PayloadView? {
    let findings = unsafe _overrideLifetime(log.current.span, copying: ())
    let view = PayloadView(
      json: templates.matchedRoot(in: event.data), eventType: event.type, offset: event.offset,
      index: event.index, findings: findings, id: decoder.unboundID(), retry: decoder.retry,
      textIndex: templates.matchedRepetition.textIndex)
    // All parts belong to the stream or to the input, neither of which changes while the view lives.
    return unsafe _overrideLifetime(view, mutating: &self)
  }

  /// A payload has been observed: makes a template of it if it can be repeated.
  mutating func learn(_ payload: JSONValueView, _ event: UnboundEvent) {
    guard templates.isEnabled, log.current.isEmpty, failure == nil, joiner.isEmpty, !tape.flags.hasDefects,
      tape.endOffset == event.data.byteCount,
      let repetition = rules.repetition(of: payload, event: EventContext(type: event.type))
    else { return }
    var texts: UInt64 = 0
    rules.visitTexts(of: payload) { _, text in
      if text.index < 64 { texts |= 1 << UInt64(text.index) }
    }
    templates.learn(tape, data: event.data, type: event.type, texts: texts, repetition)
  }
}
