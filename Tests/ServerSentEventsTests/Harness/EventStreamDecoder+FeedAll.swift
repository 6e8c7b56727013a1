import ServerSentEvents

extension EventStreamDecoder {
  /// The events of one piece of input.
  @discardableResult
  mutating func feedAll(_ text: String) throws(EventStreamError) -> [DeliveredEvent] {
    try feedAll(Array(text.utf8))
  }

  @discardableResult
  mutating func feedAll(_ piece: [UInt8]) throws(EventStreamError) -> [DeliveredEvent] {
    var events: [DeliveredEvent] = []
    var violations: [String] = []
    var input = RawSpan(ofBytes: piece.span)
    while let delivery = try pullOwned(&input, .next, &violations) {
      if let event = delivery.event { events.append(event) }
    }
    precondition(violations.isEmpty)
    return events
  }
}
