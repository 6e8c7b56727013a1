import ServerSentEvents
import SpanJSON

// Differential decoding: the payloads of one stream are nearly the same bytes, so each is compared with one before.
// What matches needs neither parsing nor rules; whatever does not goes the general way, which is the oracle of this.

extension TypedStream {
  /// Takes a whole event off the front of `input` if it is like the one before but for its texts.
  @inline(__always)
  @_lifetime(&self, copy input)
  @_lifetime(input: copy input)
  mutating func takeRepeatedEvent(_ input: inout RawSpan) -> PayloadView? {
    let limit = decoder.wholeBlockLimit()
    let data = templates.matchEvent(input)
    let count = data.upperBound &+ 2
    guard data.upperBound > 0, count <= limit else { return nil }
    let type = templates.hot.type(in: input)
    let event = UnboundEvent(
      data: input.slice(unchecked: data.lowerBound, data.upperBound), type: type,
      offset: decoder.offset, index: decoder.eventCount)
    guard followRepeated(event) else { return nil }
    decoder.takeWholeBlock(&input, byteCount: count)
    return repeatedView(of: event)
  }

  /// Whether the event's payload is like one before but for its texts; its value then lies in that one's template.
  mutating func takeRepeated(_ event: UnboundEvent) -> Bool {
    templates.match(event.data, type: event.type) && followRepeated(event)
  }

  @inline(__always)
  private mutating func followRepeated(_ event: UnboundEvent) -> Bool {
    let root = templates.hot.root(in: event.data)
    guard !templates.hot.hasReplacementCharacter(in: root),
      rules.observeRepeated(templates.hot.repetition, root)
    else { return false }
    log.begin(event: event.index, offset: event.offset)
    repeatedCount &+= 1
    return true
  }

  /// The payload of an event that has been taken as a repeated one.
  @inline(__always)
  @_lifetime(&self)
  mutating func repeatedView(of event: UnboundEvent) -> PayloadView? {
    let findings = unsafe _overrideLifetime(log.current.span, copying: ())
    let view = PayloadView(
      json: templates.hot.root(in: event.data), eventType: event.type, offset: event.offset,
      index: event.index, findings: findings, id: decoder.unboundID(), retry: decoder.retry,
      textIndex: templates.hot.repetition.textIndex)
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
