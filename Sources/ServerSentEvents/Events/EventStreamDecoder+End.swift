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
    tokenizer.returnLoan()
    switch phase {
    case .running: break
    case .stopped(let code): throw repeated(code)
    case .discarding, .ended: return nil
    }
    guard endOfInputBehavior == .dispatch else { return nil }
    tokenizer.settleByteOrderMark()
    let isInLine = !tokenizer.buffer.isEmpty || tokenizer.isSkipping
    guard isInLine || lineCount > 0 else { return nil }
    // What is missing is supplied: the end of the line, and a blank line. The rules do the rest.
    tokenizer.swallowsLineFeed = false
    var supplied = RawSpan(immortal: isInLine ? "\n\n" : "\n")
    let consumed = tokenizer.offset
    var dispatches = false
    do throws(EventStreamError) {
      while !dispatches && supplied.byteCount > 0 {
        if case .event = try step(&supplied, observed: []) { dispatches = true }
      }
      tokenizer.consumed = consumed
    } catch {
      tokenizer.consumed = consumed
      throw error
    }
    guard dispatches else { return nil }
    phase = .ended(.dispatched)
    return bufferedView()
  }

  /// Ends the stream and says how it stood. Nothing more comes out of the decoder; ``reset()`` makes it
  /// ready for another stream.
  public mutating func finish() -> EventStreamEnd {
    returnLoan()
    tokenizer.returnLoan()
    let tail: EventStreamEnd.Tail
    switch phase {
    case .running: tail = holdsPartOfEvent ? .discarded : .clean
    case .discarding, .stopped: tail = .discarded
    case .ended(let known): tail = known
    }
    phase = .ended(tail)
    clearEvent(reserve: 0)
    tokenizer.close()
    return EventStreamEnd(
      lastEventID: lastEventID, retry: retry, tail: tail, eventCount: index, byteCount: offset)
  }

  /// Whether data, a type, an ID that no blank line has committed, or an unfinished line that may be a
  /// field is there (EOI-3).
  private var holdsPartOfEvent: Bool {
    if hasData || !type.isEmpty || hasPendingID { return true }
    if tokenizer.byteOrderMarkState == 1 || tokenizer.byteOrderMarkState == 2 { return true }
    guard !tokenizer.buffer.isEmpty else { return false }
    let shape = tokenizer.bufferedShape()
    switch shape.kind {
    case .comment: return false
    case .unknownField:
      return shape.nameEnd == tokenizer.buffer.count && shape.nameEnd <= FieldName.maximumLength
    case .blank, .data, .event, .id, .retry: return true
    }
  }
}
