import ServerSentEvents

/// Kind `parse`.
final class ParseSession: EngineSession {
  private var decoder: EventStreamDecoder
  private let resumes: Bool
  private let stopAfter: Int
  private let wantsComments: Bool
  private var delivered = 0
  private var hasStopped = false

  init(_ request: OpenRequest) {
    var options = EventStreamOptions()
    if request.options.eof == "dispatch" { options.endOfInput = .dispatch }
    resumes = request.resume ?? request.options.resume ?? false
    if resumes { options.recovery = .skipEvent }
    wantsComments = request.comments ?? true
    options.observed = [.comments, .retry]
    if let limits = request.options.limits {
      if let bound = limits["maximumLineLength"] { options.limits.maximumLineLength = bound }
      if let bound = limits["maximumEventSize"] { options.limits.maximumEventSize = bound }
      if let bound = limits["maximumLineCount"] { options.limits.maximumLineCount = bound }
    }
    stopAfter = request.options.stopAfter ?? .max
    decoder = EventStreamDecoder(lastEventID: request.options.lastEventID ?? "", options: options)
  }

  func feed(_ bytes: [UInt8]) -> SubjectReply {
    var reply = SubjectReply()
    var input = bytes.span.bytes
    while delivered < stopAfter && !hasStopped {
      do {
        if wantsComments {
          guard let item = try decoder.nextItem(&input) else { break }
          add(item, to: &reply)
        } else {
          // What most programs call.
          let retry = decoder.retry
          defer { if let new = decoder.retry, new != retry { reply.retry = .value(JSONNumber(new)) } }
          guard let event = try decoder.next(&input) else { break }
          add(event, to: &reply)
        }
      } catch {
        note(error, in: &reply)
        hasStopped = !resumes
      }
    }
    return reply
  }

  func endOfInput() -> SubjectReply {
    var reply = SubjectReply()
    while delivered < stopAfter {
      do {
        guard let event = try decoder.endOfInput() else { break }
        add(event, to: &reply)
      } catch {
        note(error, in: &reply)
        break
      }
    }
    let end = decoder.finish()
    reply.lastEventID = end.lastEventID
    reply.retry = end.retry.map { .value(JSONNumber($0)) } ?? .null
    reply.end = "\(end.tail)"
    return reply
  }

  private func add(_ item: borrowing EventStreamItem, to reply: inout SubjectReply) {
    switch item {
    case .event(let event): add(event, to: &reply)
    case .comment(let text, _):
      if reply.comments == nil { reply.comments = [] }
      reply.comments?.append(text.decodedUTF8)
    case .retry(let milliseconds, _): reply.retry = .value(JSONNumber(milliseconds))
    case .unknownField: break
    }
  }

  private func add(_ event: borrowing EventView, to reply: inout SubjectReply) {
    delivered += 1
    let event = StreamEvent(type: event.typeText, data: event.dataText, id: event.lastEventID)
    if reply.events == nil { reply.events = [] }
    reply.events?.append(event)
  }

  private func note(_ error: EventStreamError, in reply: inout SubjectReply) {
    if reply.error == nil {
      reply.error = ReportedError(code: "\(error.code)", offset: error.offset, message: "\(error)")
    }
  }
}
