import ServerSentEvents
import SpanJSON

// Differential decoding: the payloads of one stream are nearly the same bytes, so each is compared with one before.
// What matches needs neither parsing nor rules; whatever does not goes the general way, which is the oracle of this.

extension TypedStream {
  /// Whether `input` begins with a whole event that is like the one before but for its texts: how many bytes it has,
  /// or 0. The rules have then followed it, and it is to be taken by ``takeRepeatedEvent(_:byteCount:)``.
  @inline(__always)
  mutating func followRepeatedEvent(_ input: RawSpan) -> Int {
    let limit = decoder.wholeBlockLimit()
    let end = templates.matchEvent(input)
    let count = end &+ 2
    guard end > 0, count <= limit,
      follow(templates.hot.payload(in: templates.hot.data(in: input, end)))
    else { return 0 }
    return count
  }

  @inline(__always)
  @_lifetime(&self, copy input)
  @_lifetime(input: copy input)
  mutating func takeRepeatedEvent(_ input: inout RawSpan, byteCount: Int) -> PayloadView {
    let event = UnboundEvent(
      data: templates.hot.data(in: input, byteCount &- 2), type: templates.hot.type(in: input),
      offset: decoder.offset, index: decoder.eventCount)
    // No need to tell the log: what has findings cannot be repeated, so those before had none either.
    decoder.takeWholeBlock(&input, byteCount: byteCount)
    return repeatedView(of: event)
  }

  /// Takes an event whose payload is like one before but for its texts; false if it is not.
  mutating func takeRepeated(_ event: UnboundEvent) -> Bool {
    guard templates.isEnabled, templates.match(event.data, type: event.type),
      follow(templates.hot.payload(in: event.data))
    else {
      return false
    }
    log.begin(event: event.index, offset: event.offset)
    return true
  }

  /// Whether the rules have followed the payload that the hot template has matched.
  @inline(__always)
  private mutating func follow(_ payload: JSONParsedText) -> Bool {
    guard !templates.hot.hasReplacementCharacter,
      rules.observeRepeated(templates.hot.repetition, templates.hot.followed(of: payload))
    else { return false }
    repeatedCount &+= 1
    // While templates match nobody needs the tape, and a stream may be one of a million.
    if repeatedCount & 63 == 0 { tape.trim(toBytes: 0) }
    return true
  }

  /// The payload of an event that has been taken as a repeated one.
  @inline(__always)
  @_lifetime(&self)
  mutating func repeatedView(of event: UnboundEvent) -> PayloadView {
    let view = view(
      of: event, templates.hot.payload(in: event.data), findings: Span(),
      textHole: templates.hot.textHole, followedHole: templates.hot.followedHole,
      kind: templates.hot.repetition.kind, shape: templates.hot.shape)
    return unsafe _overrideLifetime(view, mutating: &self)
  }

  /// A payload has been observed: makes a template of it if it can be repeated.
  mutating func learn(_ payload: JSONValueView, _ event: UnboundEvent) {
    guard templates.isEnabled, log.current.isEmpty, failure.isEmpty, joiner.isEmpty,
      !tape.flags.hasDefects,
      tape.endOffset == event.data.byteCount,
      let repetition = rules.repetition(of: payload, event: EventContext(type: event.type)),
      // What the rules say of a member need not hold for others of its name.
      !payload.textRepeatsKeys
    else { return }
    // What may differ: the texts, the number that the rules follow, and what only pads. Where a name of these stands
    // elsewhere it is a value like any other.
    var volatile = ValueSet()
    rules.visitTexts(of: payload) { _, text in volatile.insert(text.index) }
    if repetition.numberIndex >= 0 { volatile.insert(repetition.numberIndex) }
    for key in Key.padding {
      if let padding = payload.memberOrNull(key) { volatile.insert(padding.index) }
    }
    templates.learn(tape, data: event.data, type: event.type, volatile: volatile, repetition)
  }
}
