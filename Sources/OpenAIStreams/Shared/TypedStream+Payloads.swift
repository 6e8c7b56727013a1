import ServerSentEvents
import SpanJSON

// What becomes of one event: classified, parsed, searched for errors, mended, and shown to the rules.

extension TypedStream {
  /// Treats one event; whether it is a payload to be delivered, which then lies in the tape.
  mutating func take(_ event: inout UnboundEvent) throws(TypedStreamError) -> Bool {
    preview.drop()
    log.begin(event: event.index, offset: event.offset)
    if isAtTail {
      isAtTail = false
      log.report(.unterminatedEvent)
    }
    templates.isLearnt = false
    let isDelivered = classify(&event)
    if !templates.isLearnt { templates.invalidate() }
    try throwFinding()
    return isDelivered
  }

  /// Throws the finding of this event that the policy throws, if there is one.
  mutating func throwFinding() throws(TypedStreamError) {
    if let finding = log.takeThrown() { throw TypedStreamError(finding) }
  }

  @inline(__always)
  private mutating func classify(_ event: inout UnboundEvent) -> Bool {
    let payload = Payload(event.data)
    if payload == .done {
      if sawMarker { log.report(.markerOnce) }
      sawMarker = true
      return false
    }
    if sawMarker {
      log.report(.afterMarker)
      return false
    }
    if rules.isHeartbeat(named: event.type) {
      log.report(.heartbeatEvent)
      return false
    }
    if let object = rules.rewritten(event.data, log: &log) {
      event.data = keep(object)
      return takeObject(event)
    }
    switch payload {
    case .object:
      return takeObject(event)
    case .wrappedComment:
      log.report(.wrappedTwice)
    case .wrappedData(let start):
      log.report(.wrappedTwice)
      event.data = event.data.unwrapped(from: start)
      return classifyUnwrapped(&event)
    case .empty:
      log.report(.emptyPayload)
    case .null:
      log.report(.nullPayload)
    case .almostDone:
      log.report(.inexactMarker, event.data.excerpt)
    case .other, .done:
      return takeOther(event)
    }
    return false
  }

  /// What stood behind a second `data:`; it is unwrapped once only (TYP-18).
  private mutating func classifyUnwrapped(_ event: inout UnboundEvent) -> Bool {
    switch Payload(event.data) {
    case .object: return takeObject(event)
    case .done: sawMarker = true
    case .empty, .null, .wrappedComment: break
    case .almostDone: log.report(.inexactMarker, event.data.excerpt)
    case .other, .wrappedData: return takeOther(event)
    }
    return false
  }

  /// A payload that is no object: perhaps an error, else not understood (TYP-10, TYP-11, TYP-43, TYP-44).
  private mutating func takeOther(_ event: UnboundEvent) -> Bool {
    let isNamedError = event.type.equals("error")
    let clause: Clause
    if parse(event.data), let value = unboundRoot(of: event) {
      if let report = ErrorReport(array: value) { return fail(report) }
      if isNamedError, let text = value.bytes { return fail(ErrorReport(text: text, in: event.data)) }
      clause = .payloadIsObject
    } else {
      clause = .payloadIsJSON
    }
    if isNamedError { return fail(ErrorReport(text: event.data, in: event.data)) }
    log.report(clause, event.data.excerpt)
    return false
  }

  private mutating func takeObject(_ event: UnboundEvent) -> Bool {
    let isNamedError = event.type.equals("error")
    guard parse(event.data, trailing: .ignored) else {
      if isNamedError { return fail(ErrorReport(text: event.data, in: event.data)) }
      log.report(.payloadIsJSON, event.data.excerpt)
      return false
    }
    let flags = tape.flags
    if flags.contains(.illFormedUTF8) { log.report(.wellFormedUTF8) }
    if tape.endOffset < event.data.byteCount { keepRest(of: event, from: tape.endOffset) }
    if flags.contains(.loneSurrogate) || !joiner.isEmpty { joinSurrogates(event) }

    guard let payload = unboundRoot(of: event) else { return false }
    if flags.contains(.replacementCharacter) {
      reportReplacementCharacters(payload, rules: rules, log: &log)
    }
    let report = rules.error(in: payload, isNamedError: isNamedError)
    if report == nil {
      if rules.isHeartbeat(payload) {
        log.report(.heartbeatEvent)
        return false
      }
      if !failure.isEmpty && !rules.isExpectedAfterError(payload) { log.report(.afterError) }
    } else if let report {
      note(report, failure: &failure, log: &log)
      if rules.hasContent(payload) {
        log.report(.errorBesideContent)
      } else if !Rules.deliversErrors {
        return false
      }
    }
    if rules.isReplayed(payload) { return false }
    let context = EventContext(type: event.type)
    rules.observe(payload, event: context, log: &log)
    learn(payload, event)
    return true
  }

  /// Parses `data` into the tape; whether it is JSON.
  mutating func parse(_ data: RawSpan, trailing: JSONTape.Trailing = .refused) -> Bool {
    do throws(JSONError) {
      _ = try tape.parse(data, keys: Key.table, maximumDepth: limits.maximumDepth, trailing: trailing)
      return true
    } catch {
      return false
    }
  }

  private mutating func joinSurrogates(_ event: UnboundEvent) {
    guard let payload = unboundRoot(of: event) else { return }
    let edits = joiner.edits(of: payload, rules: rules, log: &log)
    for edit in edits { tape.replaceText(at: edit.index, with: edit.text) }
  }

  /// Records an error; false, since nothing is to be delivered.
  private mutating func fail(_ report: ErrorReport) -> Bool {
    note(report, failure: &failure, log: &log)
    return false
  }

  /// The value of an SSE field named `error` (TYP-46).
  mutating func takeErrorField(_ line: UnboundEvent) throws(TypedStreamError) {
    preview.drop()
    templates.invalidate()
    log.begin(event: decoder.eventCount, offset: line.offset)
    if sawMarker {
      log.report(.afterMarker)
    } else {
      var report = ErrorReport(text: line.data, in: line.data)
      if parse(line.data), let value = unboundRoot(of: line), value.kind == .object {
        report = ErrorReport(value, isNamedError: true) ?? report
      }
      log.report(.errorField, report.error.message)
      note(report.told(in: nil), failure: &failure, log: &log)
    }
    try throwFinding()
  }
}

/// The first error counts; its shape may be worth a finding (TYP-42, TYP-44, TYP-48).
private func note(_ report: ErrorReport, failure: inout Boxed<APIError>, log: inout FindingLog) {
  if let clause = report.clause { log.report(clause, report.error.message) }
  if failure.isEmpty { failure = Boxed(report.error) }
}

/// U+FFFD that was sent as such (TYP-33).
private func reportReplacementCharacters<Rules: StreamRules>(
  _ payload: JSONValueView, rules: Rules, log: inout FindingLog
) {
  var found = false
  rules.visitTexts(of: payload) { _, text in
    if text.flags.contains(.replacementCharacter) { found = true }
  }
  if found { log.report(.replacementCharacter) }
}

extension RawSpan {
  /// The first bytes, as text, for a finding.
  var excerpt: String {
    let limit = 80
    return byteCount <= limit ? decodedUTF8 : slice(unchecked: 0, limit).decodedUTF8 + "…"
  }

  /// What stands behind `data:` that ends at `start`: one space less.
  @_lifetime(copy self)
  fileprivate func unwrapped(from start: Int) -> RawSpan {
    let skipsSpace = start < byteCount && byte(at: start) == 0x20
    return slice(unchecked: skipsSpace ? start + 1 : start, byteCount)
  }
}
