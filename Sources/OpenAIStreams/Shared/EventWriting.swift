import ServerSentEvents
import SpanJSON

// Chunks back to events, for gateways: what was read is written as it was, unknown members included.

extension JSONWritable {
  /// This as the data of an event.
  ///
  /// - Parameter type: the event's type; `message` is not written.
  public func serverSentEvent(type: String = "message") -> ServerSentEvent {
    ServerSentEvent(type: type, dataBytes: jsonText)
  }

  /// Writes this as an event without a name.
  public func encodeEvent(into output: inout [UInt8]) {
    let text = jsonText
    RawSpan(ofBytes: text.span).encodeEvent(into: &output)
  }
}

extension PayloadView {
  /// The payload as the data of an event: the bytes that came, but for surrogate halves that were joined with those
  /// of other deltas.
  public var serverSentEvent: ServerSentEvent {
    ServerSentEvent(type: eventType.decodedUTF8, dataBytes: dataBytes, lastEventID: lastEventID, retry: retry)
  }

  /// Writes the payload as an event of its type.
  ///
  /// - Throws: ``EventStreamEncodingError`` never for a payload of an event stream: its type is one line.
  public func encodeEvent(into output: inout [UInt8]) throws(EventStreamEncodingError) {
    let data = dataBytes
    let type = eventType.decodedUTF8
    try EventStreamEncoder().encode(data: RawSpan(ofBytes: data.span), type: type, into: &output)
  }

  private var dataBytes: [UInt8] {
    json.holdsLoneSurrogate ? JSONValue(json).json : json.raw.copiedBytes
  }
}

extension RawSpan {
  /// Writes these bytes as the data of an event without a name.
  func encodeEvent(into output: inout [UInt8]) {
    // Only types, ids and times can be refused, and there are none.
    try? EventStreamEncoder().encode(data: self, into: &output)
  }
}

extension JSONValueView {
  /// Whether a string in here had half a surrogate pair.
  fileprivate var holdsLoneSurrogate: Bool {
    switch kind {
    case .string: return flags.contains(.loneSurrogate)
    case .object, .array:
      var elements = children
      while let element = elements.next() {
        if element.holdsLoneSurrogate { return true }
      }
      return false
    default: return false
    }
  }
}
