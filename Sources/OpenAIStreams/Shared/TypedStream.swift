import ServerSentEvents
import SpanJSON

/// The typed stream of one endpoint: events in, classified and parsed payloads out, with findings and the
/// outcome. The endpoint's own part is `Rules`; each endpoint's stream is this one under a name of its own,
/// such as ``ChatCompletionStream``, and adds a `next(_:)` that gives its own view.
///
/// The laws of this state machine:
/// 1. Every event is one of: marker, heartbeat, error, payload, or not understood; each is treated in `take`.
/// 2. After the marker nothing is delivered (TYP-23); after an error, and after a terminal event, what comes is.
/// 3. A finding that the policy throws is thrown at its event, which is used up (TYP-71).
/// 4. The outcome is known only in `finish` (TYP-50).
/// 5. Nothing depends on how the input was cut (TYP-72).
public struct TypedStream<Rules: StreamRules>: ~Copyable {
  var decoder: EventStreamDecoder
  var tape = JSONTape()
  var rules: Rules
  var log: FindingLog
  var joiner = SurrogateJoiner()
  var carried = Boxed<CarriedPayloads>.none
  var preview = BodyPreview()
  var sawMarker = false
  var inputHasEnded = false
  /// The event at hand lacks its blank line (TYP-52).
  var isAtTail = false
  let limits: FollowedLimits
  var templates: PayloadTemplates
  var failure = Boxed<APIError>.none
  var outcome = KeptOutcome.none
  /// Messages taken without an event stream around them.
  var messageCount = 0
  /// Payloads that were read by comparing them with one before.
  package internal(set) var repeatedCount = 0
  /// The last element that was made of a payload with a shape, and that shape.
  var lastElement = Boxed<Rules.Element>.none
  var lastElementShape = 0

  /// - Parameters:
  ///   - lastEventID: the last event ID of the connection that this one continues (REC-1).
  ///   - options: limits, and what becomes of findings.
  public init(lastEventID: String = "", options: TypedStreamOptions = TypedStreamOptions()) {
    decoder = EventStreamDecoder(
      lastEventID: lastEventID,
      options: EventStreamOptions(
        limits: options.limits.events, endOfInput: .dispatch, recovery: .skipEvent,
        observed: [.comments, .unknownFields]))
    rules = Rules(options: options)
    log = FindingLog(policy: options.policy, keeps: options.limits.maximumKeptFindings)
    limits = FollowedLimits(options.limits)
    templates = PayloadTemplates(isEnabled: options.usesTemplates)
  }

  /// Takes the next payload off the front of `input`; nil once `input` is used up.
  ///
  /// - Throws: ``TypedStreamError``: a limit of the event stream, or a finding that the policy throws. The
  ///   event is used up; the next call goes on behind it.
  @inline(__always)
  @_lifetime(&self, copy input)
  @_lifetime(input: copy input)
  public mutating func nextPayload(_ input: inout RawSpan) throws(TypedStreamError) -> PayloadView? {
    let count = followRepeatedEvent(input)
    if count > 0 { return takeRepeatedEvent(&input, byteCount: count) }
    return try nextGeneral(&input)
  }

  /// As `nextPayload`, where the input does not begin with an event like the one before.
  @inline(never)
  @_lifetime(&self, copy input)
  @_lifetime(input: copy input)
  private mutating func nextGeneral(_ input: inout RawSpan) throws(TypedStreamError) -> PayloadView? {
    let beginning = input
    while true {
      if var event = nextCarried() {
        if try take(&event) { return view(of: event) }
        continue
      }
      guard var event = try nextEvent(&input) else {
        if preview.isWanted { preview.append(beginning) }
        return nil
      }
      if takeRepeated(event) { return repeatedView(of: event) }
      if try take(&event) { return view(of: event) }
    }
  }

  /// The next event of the input; comments and fields that are not events are dealt with.
  @_lifetime(immortal)
  @_lifetime(input: copy input)
  private mutating func nextEvent(_ input: inout RawSpan) throws(TypedStreamError) -> UnboundEvent? {
    while true {
      switch try nextItem(&input) {
      case .nothing: return nil
      case .event(let event): return event
      case .errorField(let line): try takeErrorField(line)
      case .comment: preview.drop()
      case .other: break
      }
    }
  }

  private enum Item: ~Escapable {
    case nothing, comment, other
    case event(UnboundEvent)
    case errorField(UnboundEvent)
  }

  @_lifetime(immortal)
  @_lifetime(input: copy input)
  private mutating func nextItem(_ input: inout RawSpan) throws(TypedStreamError) -> Item {
    do throws(EventStreamError) {
      guard let item = try decoder.nextItem(&input) else { return .nothing }
      switch item {
      case .event(let view):
        return .event(UnboundEvent(view))
      case .comment:
        return .comment
      case .retry:
        return .other
      case .unknownField(let token):
        guard token.name.equals("error") else { return .other }
        return .errorField(UnboundEvent(data: token.value, offset: token.offset, index: 0))
      }
    } catch {
      throw TypedStreamError(error)
    }
  }

  /// The payload of `event`, which `take` has left in the tape.
  @_lifetime(&self)
  mutating func view(of event: UnboundEvent) -> PayloadView? {
    guard let json = unboundRoot(of: event) else { return nil }
    let findings = unsafe _overrideLifetime(log.current.span, copying: ())
    let view = view(
      of: event, JSONParsedText(json), findings: findings,
      textHole: PayloadView.textHole(ofIndex: rules.mainTextIndex), followedHole: -1, kind: 0, shape: 0)
    return unsafe _overrideLifetime(view, mutating: &self)
  }

  /// A view bound to no lifetime. Precondition: it is bound to the stream, all parts of which, and the input, stay as
  /// they are while it lives.
  @inline(__always)
  @_lifetime(immortal)
  mutating func view(
    of event: UnboundEvent, _ payload: consuming JSONParsedText, findings: Span<Finding>, textHole: Int,
    followedHole: Int, kind: Int, shape: Int
  ) -> PayloadView {
    let view = PayloadView(
      payload, eventType: event.type, offset: event.offset, index: event.index,
      findings: findings, id: decoder.unboundID(), retry: decoder.retry, textHole: textHole,
      followedHole: followedHole, kind: kind, shape: shape)
    return unsafe _overrideLifetime(view, copying: ())
  }

  /// What the tape holds of `event`, bound to no lifetime. Precondition: the tape holds that event's data, and
  /// does not change while the result lives.
  @_lifetime(immortal)
  func unboundRoot(of event: UnboundEvent) -> JSONValueView? {
    guard let json = tape.root(in: event.data) else { return nil }
    return unsafe _overrideLifetime(json, copying: ())
  }

  /// Whether `[DONE]` has come: reading can stop (TYP-22).
  public var isFinished: Bool { sawMarker || !outcome.isEmpty }
  /// The findings so far, a summary for each clause, in the order of their first ones (TYP-70).
  public var findings: [FindingSummary] { log.summaries }
  /// Every single finding so far, up to ``TypedStreamLimits/maximumKeptFindings``.
  public var keptFindings: [Finding] { log.kept }
  /// The error that the server has reported, if any (TYP-48).
  public var apiError: APIError? { failure.value }
  /// The last event ID, as of the last blank line (DSP-1).
  public var lastEventID: String { decoder.lastEventID }
  /// The reconnection time in milliseconds, if the stream has set one (PRC-7).
  public var retry: Int? { decoder.retry }
  /// Bytes of the stream consumed so far.
  public var offset: Int { decoder.offset }
}

/// An event whose parts are bound to no lifetime. Precondition of its making: what is made of them is bound to
/// the stream, and its decoder, its input and its carried bytes are not touched while that lives.
struct UnboundEvent: ~Escapable {
  var data: RawSpan
  var type: RawSpan
  var offset: Int
  var index: Int

  @_lifetime(immortal)
  init(_ view: EventView) {
    data = view.data.unbound()
    type = view.type.unbound()
    offset = view.offset
    index = view.index
  }

  @inline(__always)
  @_lifetime(immortal)
  init(data: RawSpan, type: RawSpan = RawSpan(immortal: "message"), offset: Int, index: Int) {
    self.data = data.unbound()
    self.type = type.unbound()
    self.offset = offset
    self.index = index
  }
}
