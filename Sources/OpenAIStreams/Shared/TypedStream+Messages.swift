import ServerSentEvents
import SpanJSON

// Payloads that come without an event stream around them, such as WebSocket messages (RSP-16).

extension TypedStream {
  /// Takes a message, which is one JSON text; nil once it is used up. Its payload's event type is empty, its index
  /// counts messages, and offsets are within the message.
  ///
  /// - Throws: ``TypedStreamError``: a finding that the policy throws. The message is used up.
  @_lifetime(&self, copy message)
  @_lifetime(message: copy message)
  public mutating func nextPayload(message: inout RawSpan) throws(TypedStreamError) -> PayloadView? {
    while true {
      if var event = nextCarried() {
        if try take(&event) { return view(of: event) }
        continue
      }
      guard message.byteCount > 0 else { return nil }
      var event = UnboundEvent(data: message, type: RawSpan(), offset: 0, index: messageCount)
      messageCount &+= 1
      message = message.slice(unchecked: message.byteCount, message.byteCount)
      if try take(&event) { return view(of: event) }
    }
  }
}
