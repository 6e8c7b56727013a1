/// One event as a value of its own, for those who keep it; ``EventView`` is the borrowed form.
///
/// Texts are decoded as the standard says: ill-formed UTF-8 became U+FFFD (DEC-7). `dataBytes` holds the
/// data as it came.
public struct ServerSentEvent: Sendable, Hashable {
  /// The event's type, `message` if the stream named none (DSP-4).
  public var type: String
  /// The event's data, as bytes: the values of its `data` fields, joined by LF.
  public var dataBytes: [UInt8]
  /// The last event ID when the event was dispatched (DSP-1).
  public var lastEventID: String
  /// The reconnection time in force, in milliseconds, if the stream had set one (PRC-7).
  public var retry: Int?

  /// The data as text.
  public var data: String {
    get { String(decoding: dataBytes, as: UTF8.self) }
    set { dataBytes = Array(newValue.utf8) }
  }

  public init(type: String = "message", data: String, lastEventID: String = "", retry: Int? = nil) {
    self.init(type: type, dataBytes: Array(data.utf8), lastEventID: lastEventID, retry: retry)
  }

  public init(type: String = "message", dataBytes: [UInt8], lastEventID: String = "", retry: Int? = nil) {
    self.type = type
    self.dataBytes = dataBytes
    self.lastEventID = lastEventID
    self.retry = retry
  }

  /// Copies a borrowed event. One allocation for the data; more only for a type or ID of over 15 bytes.
  public init(_ view: borrowing EventView) {
    type = view.typeText
    dataBytes = view.data.copiedBytes
    lastEventID = view.lastEventID
    retry = view.retry
  }
}
