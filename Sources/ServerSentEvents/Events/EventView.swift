/// One dispatched event, borrowed: from the input if it lay there whole, else from the decoder.
///
/// The compiler keeps it from outliving the next call of the decoder. ``ServerSentEvent`` is the owned form.
public struct EventView: ~Escapable {
  /// The event's data: the values of its `data` fields, joined by LF (DSP-3). Raw bytes: ill-formed UTF-8
  /// stands as it came.
  public let data: RawSpan
  /// The event's type, `message` if the stream named none (DSP-4).
  public let type: RawSpan
  let id: LastEventIDView
  /// Where the event's first field line begins, in bytes from the start of the stream.
  public let offset: Int
  /// How many events the stream delivered before this one.
  public let index: Int
  let retryOrMinusOne: Int

  @inline(__always)
  @_lifetime(copy data, copy type, copy id)
  init(
    data: RawSpan, type: RawSpan, id: consuming LastEventIDView, offset: Int, index: Int,
    retryOrMinusOne: Int
  ) {
    self.data = data
    self.type = type
    self.id = id
    self.offset = offset
    self.index = index
    self.retryOrMinusOne = retryOrMinusOne
  }

  /// The last event ID when the event was dispatched, as text (DSP-1, DSP-5). No allocation up to 15 bytes.
  public var lastEventID: String { id.text }
  /// The last event ID as it came. Allocates.
  public var lastEventIDBytes: [UInt8] { id.bytes }
  /// The reconnection time in force, in milliseconds, if the stream has set one (PRC-7).
  public var retry: Int? { retryOrMinusOne < 0 ? nil : retryOrMinusOne }

  /// The data as text, ill-formed UTF-8 replaced as the standard says (DEC-7).
  public var dataText: String { data.decodedUTF8 }
  /// The type as text, ill-formed UTF-8 replaced as the standard says.
  public var typeText: String { type.decodedUTF8 }
}

/// An event, or something else that a stream holds, for those who asked by ``EventStreamOptions/observed``.
public enum EventStreamItem: ~Escapable {
  case event(EventView)
  /// The text of a comment line as it stands after the colon, and where the line begins (FLD-2).
  case comment(RawSpan, offset: Int)
  /// A line with a field name that the standard does not know (FLD-8).
  case unknownField(LineToken)
  /// A new reconnection time in milliseconds, in force from now on (PRC-7).
  case retry(Int, offset: Int)
}
