/// How an event stream stood when its input ended.
public struct EventStreamEnd: Sendable, Hashable {
  /// What became of the bytes behind the last blank line.
  public enum Tail: UInt8, Sendable, Hashable {
    /// There were none: the stream ended at an event's border.
    case clean
    /// An unterminated event, or a part of one, was dropped, with its ID (DSP-7, EOI-1).
    case discarded
    /// An unterminated event was delivered by `endOfInput()` (EOI-2).
    case dispatched
  }

  /// The last event ID, to be sent as `Last-Event-ID` by whoever reconnects; a dropped event's is not it.
  public let lastEventID: String
  /// The reconnection time in milliseconds, if the stream has set one.
  public let retry: Int?
  public let tail: Tail
  /// Events delivered in all.
  public let eventCount: Int
  /// Bytes consumed in all.
  public let byteCount: Int
}

extension EventStreamDecoder {
  /// Tells the decoder that input has ended; call it until it gives nil. With
  /// ``EventStreamOptions/EndOfInput/dispatch`` it gives the unterminated event, if that has data;
  /// otherwise nothing.
  ///
  /// - Throws: the error of a decoder that has stopped, or that of a limit.
  @_lifetime(&self)
  public mutating func endOfInput() throws(EventStreamError) -> EventView? {
    returnLoan()
    if let failure { throw repeated(failure) }
    guard endOfInputBehavior == .dispatch, !isDiscarding else { return nil }
    tokenizer.returnLoan()
    tokenizer.settleByteOrderMark()
    // The standard's grammar ends every line; what is missing is supplied, and the rules do the rest.
    let terminator: StaticString = tokenizer.buffer.isEmpty ? "\n" : "\n\n"
    guard lineCount > 0 || !tokenizer.buffer.isEmpty else { return nil }
    var supplied = RawSpan(immortal: terminator)
    let consumed = tokenizer.offset
    tokenizer.swallowsLineFeed = false
    var dispatches = false
    while !dispatches {
      switch try step(&supplied, observed: []) {
      case .needsInput:
        tokenizer.offset = consumed
        return nil
      case .event: dispatches = true
      case .nothing, .observed: break
      }
    }
    tokenizer.offset = consumed
    endsDispatched = true
    return bufferedView()
  }

  /// Ends the stream and says how it stood. Nothing more comes out of the decoder; ``reset()`` makes it
  /// ready for another stream.
  public mutating func finish() -> EventStreamEnd {
    let holdsLine = !tokenizer.isLent && !tokenizer.buffer.isEmpty
    let holdsByteOrderMark = tokenizer.byteOrderMarkState == 1 || tokenizer.byteOrderMarkState == 2
    let isOpen = !isLent && lineCount > 0
    let tail: EventStreamEnd.Tail =
      if endsDispatched {
        .dispatched
      } else if isDiscarding || holdsLine || holdsByteOrderMark || isOpen || tokenizer.isSkipping {
        .discarded
      } else {
        .clean
      }
    let end = EventStreamEnd(
      lastEventID: lastEventID, retry: retry, tail: tail, eventCount: index, byteCount: offset)
    returnLoan()
    clearEvent(reserve: 0)
    tokenizer.buffer = []
    return end
  }
}
