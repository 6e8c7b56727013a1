// The general way: line by line, from the tokenizer's tokens (PRC-1 to PRC-9, DSP-1 to DSP-7).

/// What one line did.
enum DecoderStep: ~Escapable {
  /// The input is used up.
  case needsInput
  /// A line was processed; nothing is to be told.
  case nothing
  /// A blank line dispatched the event that lies in the decoder's buffers.
  case event
  /// A line that the user asked to see.
  case observed(EventStreamItem)
}

extension EventStreamDecoder {
  /// Processes the next line of `input`.
  @_lifetime(&self, copy input)
  @_lifetime(input: copy input)
  mutating func step(
    _ input: inout RawSpan, observed: EventStreamOptions.Observed
  ) throws(EventStreamError) -> DecoderStep {
    var wanted = Self.lines(for: observed)
    switch phase {
    case .running: break
    case .discarding: wanted = []
    case .stopped(let code): throw repeated(code)
    case .ended: return .needsInput
    }
    let budget = lineCount < maximumLineCount ? Int(maximumEventSize &- eventSize) : -1
    let token: LineToken
    do {
      guard let next = try tokenizer.next(&input, wanted: wanted, valueBudget: budget) else {
        return .needsInput
      }
      token = next
    } catch {
      throw fail(error)
    }
    // From here on the token borrows `tokenizer`; the other properties are free.
    let kind = token.kind
    switch kind {
    case .blank:
      return endBlock() ? .event : .nothing
    case .comment:
      return .observed(.comment(token.value, offset: token.offset))
    case .unknownField:
      return .observed(.unknownField(token))
    case .data, .event, .id, .retry:
      break
    }
    if lineCount == 0 { eventOffset = token.offset }
    lineCount &+= 1
    let size = Int32(truncatingIfNeeded: token.value.byteCount &+ 1)
    switch kind {
    case .data:
      eventSize &+= size
      if !hasData && token.isBuffered {
        let lineLength = token.terminatorOffset &- token.offset
        dataStart = UInt8(truncatingIfNeeded: lineLength &- token.value.byteCount)
        swap(&data, &tokenizer.buffer)
        tokenizer.returnLoan()
        hasData = true
        // Nearly always the event ends here.
        return tokenizer.skipBlankLine(&input) && endBlock() ? .event : .nothing
      } else {
        if hasData { data.append(ASCII.lineFeed) }
        data.append(token.value)
      }
      hasData = true
    case .event:
      eventSize &+= size
      type.removeAll(reserve: EventStreamTokenizer.reserve)
      type.append(token.value)
    case .id:
      eventSize &+= size
      if !token.value.containsNUL {
        pendingID.removeAll(reserve: EventStreamTokenizer.reserve)
        pendingID.append(token.value)
        hasPendingID = true
      }
    default:
      if let milliseconds = token.value.milliseconds {
        retryOrMinusOne = milliseconds
        if observed.contains(.retry) { return .observed(.retry(milliseconds, offset: token.offset)) }
      }
    }
    return .nothing
  }

  /// Stores a line of which `input` is the beginning, all that is there; rests, if that is nothing. Precondition: the
  /// decoder stands at the first line of a block, and nothing is held.
  @_lifetime(input: copy input)
  mutating func keepCutLine(_ input: inout RawSpan) throws(EventStreamError) {
    lender = .none
    if input.byteCount == 0 { return rest() }
    tokenizer.returnLoan()
    restsLeft = patience
    let budget = maximumLineCount > 0 ? Int(maximumEventSize) : -1
    do throws(EventStreamError) {
      try tokenizer.absorb(&input, input.byteCount, wanted: .fields, valueBudget: budget)
    } catch {
      throw fail(error)
    }
  }

  /// A blank line: commits the ID, and says whether there is an event to deliver (DSP-1, DSP-2).
  mutating func endBlock() -> Bool {
    if case .discarding = phase {
      phase = .running
      clearEvent(reserve: EventStreamTokenizer.reserve)
      return false
    }
    if hasPendingID { committedID.set(pendingID.unboundSpan()) }
    if hasData { return true }
    clearEvent(reserve: EventStreamTokenizer.reserve)
    return false
  }

  /// The event that lies in the buffers.
  @_lifetime(&self)
  mutating func bufferedView() -> EventView {
    lender = .buffers
    restsLeft = patience
    let data = data.unboundSpan()
    let type = type.isEmpty ? RawSpan(immortal: "message") : type.unboundSpan()
    let view = EventView(
      data: data.slice(unchecked: Int(dataStart), data.byteCount), type: type, id: unboundID(),
      offset: eventOffset, index: index, retryOrMinusOne: retryOrMinusOne)
    index &+= 1
    return unsafe _overrideLifetime(view, mutating: &self)
  }

  /// The last event ID. Precondition: as of `unboundSpan()`.
  @inlinable
  @inline(__always)
  @_lifetime(immortal)
  package mutating func unboundID() -> LastEventIDView {
    LastEventIDView(
      low: committedID.low, high: committedID.high,
      long: committedID.isLong ? unboundLongID() : RawSpan())
  }

  /// Precondition: as of `unboundSpan()`.
  @usableFromInline
  @_lifetime(immortal)
  mutating func unboundLongID() -> RawSpan {
    committedID.long.unboundSpan()
  }

  /// Takes back what the last event borrowed.
  @inline(__always)
  mutating func returnLoan() {
    if lender == .buffers {
      clearEvent(reserve: EventStreamTokenizer.reserve)
      // The next line that is cut goes where this one was, so that one buffer grows and not two.
      if tokenizer.buffer.isEmptier(than: data) { swap(&data, &tokenizer.buffer) }
    }
    lender = .none
  }

  mutating func clearEvent(reserve: Int) {
    data.removeAll(reserve: reserve)
    type.removeAll(reserve: reserve)
    pendingID.removeAll(reserve: reserve)
    dataStart = 0
    hasData = false
    hasPendingID = false
    eventSize = 0
    lineCount = 0
  }

  static func lines(for observed: EventStreamOptions.Observed) -> EventStreamTokenizer.Wanted {
    var wanted = EventStreamTokenizer.Wanted.fields
    if observed.contains(.comments) { wanted.formUnion(.comments) }
    if observed.contains(.unknownFields) { wanted.formUnion(.unknownFields) }
    return wanted
  }
}

// MARK: - Failure

extension EventStreamDecoder {
  /// Enters the state that the recovery option asks for, and completes the error.
  mutating func fail(_ error: EventStreamError) -> EventStreamError {
    clearEvent(reserve: EventStreamTokenizer.reserve)
    eventOffset = error.offset
    switch recovery {
    case .stop: phase = .stopped(error.code.kind)
    case .skipEvent: phase = .discarding
    }
    return repeated(error.code.kind)
  }

  /// The error that stopped the decoder.
  func repeated(_ failure: EventStreamError.Code.Kind) -> EventStreamError {
    let limit =
      switch failure {
      case .lineTooLong: Int(tokenizer.maximumLineLength)
      case .eventTooLarge: Int(maximumEventSize)
      case .tooManyLines: Int(maximumLineCount)
      }
    return EventStreamError(code: .init(kind: failure), offset: eventOffset, limit: limit)
  }
}

extension RawSpan {
  /// Whether a NUL is among the bytes; an `id` with one is ignored (PRC-5).
  var containsNUL: Bool {
    for i in 0..<byteCount where byte(unchecked: i) == 0 { return true }
    return false
  }

  /// The value of a `retry` field: ASCII digits only, saturated at `Int.max`; nil if it is to be ignored
  /// (PRC-7 to PRC-9).
  var milliseconds: Int? {
    guard byteCount > 0 else { return nil }
    var value = 0
    for i in 0..<byteCount {
      let digit = byte(unchecked: i) &- ASCII.zero
      guard digit <= 9 else { return nil }
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      value = overflow ? .max : product.addingSaturated(Int(digit))
    }
    return value
  }
}
