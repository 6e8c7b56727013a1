import ServerSentEvents
import SpanJSON

/// The rules of a response's stream: `Spec/responses.md`.
public struct ResponseRules: StreamRules {
  public typealias Element = ResponseStreamEvent

  let limits: TypedStreamLimits
  var keys: ResponseItemKeys
  /// By position in `keys`.
  var items: [ResponseItemRules] = []
  var terminal: Terminal?
  private var eventCount = 0
  private var previousNumber: Int?
  private var resumedAfter: Int?
  private(set) var lastSequenceNumber: Int?
  private(set) var responseID: String?
  private var hasCreated = false
  private var hasProgressed = false
  private var sawErrorEvent = false
  private var sawFailure = false
  /// Another response came before on the same WebSocket.
  private var isSequel = false

  /// How the response ended.
  struct Terminal: Sendable {
    var type: ResponseEventType
    var reason: String?
  }

  public init(options: TypedStreamOptions) {
    limits = options.limits
    keys = ResponseItemKeys(maximumIndex: limits.maximumIndex)
  }

  /// Events up to that number have been seen (RSP-71).
  mutating func resume(after number: Int) {
    resumedAfter = number
    previousNumber = number
    lastSequenceNumber = number
  }

  var isResumed: Bool { resumedAfter != nil }

  public static var deliversErrors: Bool { true }

  public static func element(of payload: PayloadView) -> ResponseStreamEvent {
    ResponseStreamEvent(ResponseStreamEventView(payload))
  }

  public static func update(_ event: inout ResponseStreamEvent, to payload: PayloadView) -> Bool {
    guard payload.hasMainText else { return false }
    event.delta = payload.mainText.string
    if let number = payload.sequenceNumber { event.sequenceNumber = number }
    if let padding = payload.padding { event.obfuscation = padding.decodedUTF8 }
    return true
  }

  // MARK: Errors and heartbeats

  public func error(in payload: JSONValueView, isNamedError: Bool) -> ErrorReport? {
    switch payload.responseType {
    case .failed:
      if let error = payload.object(.response)?.member(.error), error.isSubstantial {
        return ErrorReport(error: APIError(error, in: payload), clause: nil)
      }
      let error = APIError(message: "the response failed", raw: payload.raw.copiedBytes)
      return ErrorReport(error: error, clause: nil)
    case .error:
      guard let report = ErrorReport(payload, isNamedError: true) else { return nil }
      // The flat shape is the documented one (RSP-60).
      return report.clause == .errorShape ? report.told(in: nil) : report
    case .steerFailed, .injectFailed:
      return nil
    case .other:
      return ErrorReport(payload, isNamedError: isNamedError)
    default:
      return ErrorReport(payload, isNamedError: false)
    }
  }

  public func hasContent(_ payload: JSONValueView) -> Bool {
    switch payload.responseType {
    case .error, .failed, .other: false
    default: true
    }
  }

  public func isExpectedAfterError(_ payload: JSONValueView) -> Bool {
    payload.responseType == .failed || payload.responseType == .keepalive
  }

  /// `keepalive` is an event here (RSP-15).
  public func isHeartbeat(named type: RawSpan) -> Bool { !type.equals("keepalive") && Heartbeat.isName(type) }

  public func isHeartbeat(_ payload: JSONValueView) -> Bool {
    guard let type = payload.text(.type) else { return false }
    return isHeartbeat(named: type.bytes)
  }

  public mutating func isReplayed(_ payload: JSONValueView) -> Bool {
    guard let resumedAfter, let number = payload.member(.sequenceNumber)?.int else { return false }
    return number <= resumedAfter
  }

  // MARK: Events

  public mutating func observe(_ payload: JSONValueView, event: EventContext, log: inout FindingLog) {
    // An error in an envelope of a gateway's own is no event of the response.
    if payload.text(.type) == nil,
      event.type.equals("error") || payload.member(.error)?.isSubstantial ?? false
    {
      return
    }
    let type = ResponseEventType(payload, name: event.type)
    beginAgain(type, event)
    observe(nameOf: payload, event: event.type, log: &log)
    observe(numberOf: payload, log: &log)
    let isFirst = eventCount == 0
    eventCount &+= 1
    if isFirst && !isResumed && type != .created && type != .queued && type != .error {
      log.report(.createdFirst, payload.text(.type)?.string)
    }
    if terminal != nil { log.report(type.isTerminal ? .oneTerminalEvent : .afterTerminalEvent) }
    if type == .error { sawErrorEvent = true }
    switch type.role {
    case .lifeCycle: observe(lifeCycle: type, payload, log: &log)
    case .none, .audio, .transcript: break
    case let role: observe(role, payload, log: &log)
    }
  }

  /// After a response was steered another one begins on the same WebSocket (RSP-82).
  private mutating func beginAgain(_ type: ResponseEventType, _ event: EventContext) {
    guard event.type.byteCount == 0, type == .created, terminal?.reason == "steered" else { return }
    keys = ResponseItemKeys(maximumIndex: limits.maximumIndex)
    items = []
    terminal = nil
    hasCreated = false
    hasProgressed = false
    responseID = nil
    previousNumber = nil
    isSequel = true
  }

  private func observe(nameOf payload: JSONValueView, event name: RawSpan, log: inout FindingLog) {
    let isNamed = name.byteCount > 0 && !name.equals("message")
    guard let type = payload.text(.type) else { return log.report(.responseEventType) }
    if isNamed {
      if !type.bytes.equals(name) { log.report(.responseEventName, name.decodedUTF8) }
    } else if name.byteCount > 0 {
      log.report(.responseEventUnnamed)
    }
    if ResponseEventType(name: type.bytes) == .other && !type.bytes.hasExtensionPrefix {
      log.report(.responseExtension, type.string)
    }
  }

  private mutating func observe(numberOf payload: JSONValueView, log: inout FindingLog) {
    guard let number = payload.member(.sequenceNumber)?.int else {
      if payload.memberOrNull(.sequenceNumber)?.isNull ?? true {
        log.report(.sequenceNumber)
      } else {
        log.report(.unexpectedType, "sequence_number")
      }
      return
    }
    if let previousNumber {
      if number <= previousNumber {
        log.report(.sequenceIncreases, "\(number) after \(previousNumber)")
      } else if number &- 1 != previousNumber {
        log.report(.sequenceGap, "\(number) after \(previousNumber)")
      }
    } else if number != 0 && !isSequel {
      log.report(.sequenceBegins, "\(number)")
    }
    follow(number)
  }

  private mutating func follow(_ number: Int) {
    previousNumber = number
    lastSequenceNumber = max(number, lastSequenceNumber ?? number)
  }

  private mutating func observe(
    lifeCycle type: ResponseEventType, _ payload: JSONValueView, log: inout FindingLog
  ) {
    if type == .created {
      if hasCreated { log.report(.lifeCycleOnce, type.rawValue) }
      hasCreated = true
    } else if type == .inProgress {
      if hasProgressed || !items.isEmpty { log.report(.lifeCycleOnce, type.rawValue) }
      hasProgressed = true
    }
    if type == .failed { sawFailure = true }
    let decides = type.isTerminal && terminal == nil
    if decides { terminal = Terminal(type: type) }
    guard let response = payload.object(.response) else {
      if payload.member(.response) != nil { log.report(.unexpectedType, "response") }
      log.report(.lifeCycleResponse, type.rawValue)
      if decides { observeEnd(type, nil, log: &log) }
      return
    }
    if let id = response.text(.id), id.bytes.byteCount > 0, !id.bytes.spells(responseID ?? "") {
      if responseID != nil { log.report(.responseIDChanges) }
      responseID = id.string
    }
    if let status = response.text(.status), !type.allows(status: status) {
      log.report(.responseStatus, "\(status.string) in \(type.rawValue)")
    }
    if type == .failed, !(response.member(.error)?.isSubstantial ?? false) {
      log.report(.failureWithoutError)
    }
    if decides {
      terminal?.reason = response.object(.incompleteDetails)?.member(.reason)?.string
      observeEnd(type, response, log: &log)
    }
  }

  // MARK: Repetition

  public func repetition(of payload: JSONValueView, event: EventContext) -> Repetition? {
    let type = ResponseEventType(payload, name: event.type)
    guard event.type.byteCount > 0, terminal == nil, let number = payload.member(.sequenceNumber),
      number.int != nil, case .delta(let field) = type.role,
      case .known(let position) = keys.place(of: payload, announces: false),
      let part = part(of: payload, field.indexKey, last: items[position].lastPart(of: field)),
      let text = items[position].openText(field, part), let delta = payload.member(.delta),
      delta.kind == .string
    else { return nil }
    return Repetition(
      first: position, second: text, kind: type.number, textIndex: delta.index, followedIndex: delta.index,
      numberIndex: number.index)
  }

  @inline(__always)
  public mutating func observeRepeated(_ repetition: Repetition, _ payload: RepeatedPayload) -> Bool {
    guard let number = payload.number, let previousNumber, number &- 1 == previousNumber,
      number > previousNumber
    else { return false }
    eventCount &+= 1
    follow(number)
    items[repetition.first].repeatedDelta(repetition.second, payload.text)
    return true
  }

  public func visitTexts(of payload: JSONValueView, _ visit: (TextIdentity, JSONValueView) -> Void) {
    let role = payload.responseType.role
    var first = -1
    switch keys.place(of: payload, announces: false) {
    case .known(let position): first = keys.index(at: position)
    case .new(let index): first = index
    case .hostile: break
    }
    switch role {
    case .delta(let field):
      guard let delta = payload.member(.delta) else { return }
      let part = part(of: payload, field.indexKey, last: 0) ?? -1
      visit(TextIdentity(key: JSONKeyID(field.rawValue), first: first, second: part), delta)
    case .done(let field):
      guard let text = payload.member(field.key) else { return }
      let part = part(of: payload, field.indexKey, last: 0) ?? -1
      visit(TextIdentity(key: 100 + JSONKeyID(field.rawValue), first: first, second: part), text)
    case .shellOutputDelta:
      guard let delta = payload.object(.delta) else { return }
      let part = part(of: payload, .commandIndex, last: 0) ?? -1
      for key in [Key.stdout, .stderr] {
        guard let text = delta.member(key) else { continue }
        visit(TextIdentity(key: 200 + key.rawValue, first: first, second: part), text)
      }
    case .transcript:
      guard let delta = payload.member(.delta) else { return }
      visit(TextIdentity(key: Key.transcript.rawValue &+ 1000), delta)
    default: break
    }
  }

  // MARK: The end

  public mutating func finish(sawMarker: Bool, hasFailed: Bool, log: inout FindingLog) -> StreamVerdict {
    if sawErrorEvent && !sawFailure { log.report(.errorWithoutFailure) }
    guard let terminal else {
      var missing = ["a terminal event such as response.completed"]
      for position in keys.order where !items[position].isClosed {
        missing.append("the end of item \(keys.index(at: position)) (\(items[position].kind))")
      }
      return .truncated(.init(missing: missing))
    }
    if terminal.type == .failed { return .failed(APIError(message: "the response failed")) }
    guard let reason = terminal.reason else {
      return .complete(terminal.type == .completed ? .whole : .cutByLimit(reason: "incomplete"))
    }
    return .complete(reason == "content_filter" ? .filtered(reason: reason) : .cutByLimit(reason: reason))
  }
}

extension ResponseEventType {
  /// Whether a response in an event of this type may have that status (RSP-36).
  fileprivate func allows(status: BorrowedText) -> Bool {
    switch self {
    case .completed: status.equals("completed")
    case .incomplete: status.equals("incomplete")
    case .failed: status.equals("failed")
    default: status.equals("in_progress") || status.equals("queued")
    }
  }
}

extension JSONValueView {
  /// The type that the payload itself tells.
  var responseType: ResponseEventType {
    guard let type = text(.type) else { return .other }
    return ResponseEventType(name: type.bytes)
  }
}

extension RawSpan {
  /// Whether a name begins with another one and a colon (RSP-14).
  fileprivate var hasExtensionPrefix: Bool {
    var i = 0
    while i < byteCount {
      if byte(at: i) == UInt8(ascii: ":") { return i > 0 }
      i &+= 1
    }
    return false
  }
}
