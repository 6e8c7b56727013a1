import ServerSentEvents

extension EventStreamDecoder {
  /// One call of the engine, copied out.
  @_lifetime(input: copy input)
  mutating func pullOwned(
    _ input: inout RawSpan, _ pull: Pull, _ violations: inout [String]
  ) throws(EventStreamError) -> Delivery? {
    switch pull {
    case .next:
      guard let event = try next(&input) else { return nil }
      return .event(DeliveredEvent(event, &violations))
    case .nextOfSpan:
      var span = unsafe input._unsafeView(as: UInt8.self)
      do {
        let delivery = try nextOfSpanOwned(&span, &violations)
        input = RawSpan(ofBytes: span)
        return delivery
      } catch {
        input = RawSpan(ofBytes: span)
        throw error
      }
    case .nextItem:
      guard let item = try nextItem(&input) else { return nil }
      return Delivery(item, &violations)
    }
  }

  @_lifetime(input: copy input)
  private mutating func nextOfSpanOwned(
    _ input: inout Span<UInt8>, _ violations: inout [String]
  ) throws(EventStreamError) -> Delivery? {
    guard let event = try next(&input) else { return nil }
    return .event(DeliveredEvent(event, &violations))
  }

  mutating func endOfInputOwned(_ violations: inout [String]) throws(EventStreamError) -> Delivery? {
    guard let event = try endOfInput() else { return nil }
    return .event(DeliveredEvent(event, &violations))
  }
}

extension Delivery {
  init(_ item: borrowing EventStreamItem, _ violations: inout [String]) {
    switch item {
    case .event(let event):
      self = .event(DeliveredEvent(event, &violations))
    case .comment(let text, let offset):
      self = .comment(text.copiedBytes, offset: offset)
    case .unknownField(let token):
      self = .unknownField(
        name: token.name.copiedBytes, value: token.value.copiedBytes, offset: token.offset)
    case .retry(let milliseconds, let offset):
      self = .retry(milliseconds, offset: offset)
    }
  }
}

extension DeliveredEvent {
  /// Copies a view, and checks that its texts are its bytes, decoded as the standard says (DEC-7).
  init(_ view: borrowing EventView, _ violations: inout [String]) {
    self.init(
      type: view.type.copiedBytes, data: view.data.copiedBytes, id: view.lastEventIDBytes,
      offset: view.offset, index: view.index, retry: view.retry)
    if Array(view.dataText.utf8) != UTF8Oracle.replacing(data) { violations.append("dataText") }
    if Array(view.typeText.utf8) != UTF8Oracle.replacing(type) { violations.append("typeText") }
    if Array(view.lastEventID.utf8) != UTF8Oracle.replacing(id) { violations.append("lastEventID") }
    let owned = ServerSentEvent(view)
    if owned.dataBytes != data || Array(owned.type.utf8) != UTF8Oracle.replacing(type)
      || Array(owned.lastEventID.utf8) != UTF8Oracle.replacing(id) || owned.retry != retry
    {
      violations.append("ServerSentEvent(view) is the view: \(owned)")
    }
  }
}
