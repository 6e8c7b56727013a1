/// A decoder in a box: a reference that iterators, actors and other copyable holders can keep.
///
/// A copyable value cannot hold an ``EventStreamDecoder``, and taking one out of an optional and putting it
/// back loses it when a call throws; this class does neither, and is usable after a throw.
public final class EventStreamReader {
  private var decoder: EventStreamDecoder

  /// - Parameters: as those of ``EventStreamDecoder/init(lastEventID:options:)``.
  public init(lastEventID: String = "", options: EventStreamOptions = EventStreamOptions()) {
    decoder = EventStreamDecoder(lastEventID: lastEventID, options: options)
  }

  /// The next complete event of `bytes[position...]`, as a value; `position` moves behind what was used.
  /// Nil once all of `bytes` is used up.
  ///
  /// - Throws: ``EventStreamError``; `position` then stands as `input` does after
  ///   ``EventStreamDecoder/next(_:)-(RawSpan)`` has thrown.
  public func next(_ bytes: [UInt8], from position: inout Int) throws(EventStreamError) -> ServerSentEvent? {
    let count = bytes.count
    var input = RawSpan(ofBytes: bytes.span).slice(unchecked: min(max(0, position), count), count)
    do throws(EventStreamError) {
      let event = try decoder.nextOwned(&input)
      position = count - input.byteCount
      return event
    } catch {
      position = count - input.byteCount
      throw error
    }
  }

  /// The unterminated event at the end of input, by option; see ``EventStreamDecoder/endOfInput()``.
  public func endOfInput() throws(EventStreamError) -> ServerSentEvent? {
    try decoder.ownedEndOfInput()
  }

  /// Ends the stream and says how it stood.
  public func finish() -> EventStreamEnd { decoder.finish() }

  /// The last event ID, as of the last blank line.
  public var lastEventID: String { decoder.lastEventID }
  /// The reconnection time in milliseconds, if the stream has set one.
  public var retry: Int? { decoder.retry }
}

// A view cannot leave the access to a class's property in which it was made; a value can.
extension EventStreamDecoder {
  @_lifetime(input: copy input)
  fileprivate mutating func nextOwned(
    _ input: inout RawSpan
  ) throws(EventStreamError) -> ServerSentEvent? {
    guard let event = try next(&input) else { return nil }
    return ServerSentEvent(event)
  }

  fileprivate mutating func ownedEndOfInput() throws(EventStreamError) -> ServerSentEvent? {
    guard let event = try endOfInput() else { return nil }
    return ServerSentEvent(event)
  }
}
