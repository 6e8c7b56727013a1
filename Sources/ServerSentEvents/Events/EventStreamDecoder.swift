/// Decodes an event stream (`text/event-stream`, WHATWG HTML 9.2.5 and 9.2.6) into events.
///
/// ```swift
/// var decoder = EventStreamDecoder()
/// for try await part in body {
///   var input = part.span.bytes
///   while let event = try decoder.next(&input) { use(event.data) }
/// }
/// let end = decoder.finish()
/// ```
///
/// The laws of this state machine:
/// 1. Events never depend on how the input was cut.
/// 2. An event that lies whole in the input, with one data line, is lent from there (`takeBlock`). All
///    others go line by line through the tokenizer (`step`), which is also the oracle for the first way.
/// 3. The last event ID changes at a blank line only (DSP-1), the reconnection time at its field (PRC-7).
/// 4. Heap memory is held for an event that is cut or has several data lines, and for an ID of more than 15 bytes. While a
///    stream waits between events its buffers are given back, or keep at most 1 KiB where they are needed again and
///    again (`rest`).
public struct EventStreamDecoder: ~Copyable {
  @usableFromInline
  var tokenizer: EventStreamTokenizer
  /// Stored bytes of the event under way, each line with one more (LIM-3).
  var eventSize: Int32 = 0
  /// Field lines of the event under way (LIM-4).
  var lineCount: Int32 = 0
  @usableFromInline
  let maximumEventSize: Int32
  @usableFromInline
  let maximumLineCount: Int32
  /// How often the input may yet end between events until the buffers are given back, and how often after that.
  var restsLeft: UInt8 = 0
  var patience: UInt8 = 0
  /// The data lines so far, joined by LF, behind `dataStart` bytes of no meaning.
  var data = ByteBuffer()
  /// The type of the event under way.
  var type = ByteBuffer()
  /// The ID that the next blank line commits, if `hasPendingID`.
  var pendingID = ByteBuffer()
  @usableFromInline
  var committedID = LastEventID()
  /// The reconnection time in milliseconds; -1 while the stream has set none.
  @usableFromInline
  var retryOrMinusOne = -1
  /// Events delivered so far.
  @usableFromInline
  var index = 0
  /// Where the first field line of the event under way begins; after a failure, where that happened.
  var eventOffset = 0
  var dataStart: UInt8 = 0
  var hasData = false
  var hasPendingID = false
  /// What the last event was lent from, if that was the last thing that happened.
  @usableFromInline
  var lender = Lender.none
  var phase = Phase.running
  let endOfInputBehavior: EventStreamOptions.EndOfInput
  let recovery: EventStreamOptions.Recovery
  let observed: EventStreamOptions.Observed

  /// Who owns the bytes of an event.
  @usableFromInline
  enum Lender {
    case none
    /// The input, where the event lay whole; the decoder holds nothing, which `isAtBlockStart` need not find out.
    case input
    /// `data` and `type`.
    case buffers
  }

  /// What the decoder is about.
  enum Phase {
    case running
    /// The event under way broke a limit; it is dropped up to its blank line (LIM-8).
    case discarding
    /// A limit was hit; nothing more is decoded (LIM-7).
    case stopped(EventStreamError.Code.Kind)
    /// The input has ended (EOI-4).
    case ended(EventStreamEnd.Tail)
  }

  /// - Parameters:
  ///   - lastEventID: the last event ID of the connection that this one continues (REC-1).
  ///   - options: limits, and what the standard leaves open.
  public init(lastEventID: String = "", options: EventStreamOptions = EventStreamOptions()) {
    tokenizer = EventStreamTokenizer(limits: options.limits)
    maximumEventSize = Int32(clamping: max(0, options.limits.maximumEventSize))
    maximumLineCount = Int32(clamping: max(0, options.limits.maximumLineCount))
    endOfInputBehavior = options.endOfInput
    recovery = options.recovery
    observed = options.observed
    if !lastEventID.isEmpty {
      committedID.set(RawSpan(ofBytes: Array(lastEventID.utf8).span))
    }
  }

  /// Takes the next complete event off the front of `input`; nil once `input` is used up. An incomplete
  /// tail is kept inside.
  ///
  /// - Throws: ``EventStreamError`` when a limit is hit. `input` then stands just behind the byte at which
  ///   that was known; ``EventStreamOptions/recovery`` says what the next call does.
  @inlinable
  @_lifetime(&self, copy input)
  @_lifetime(input: copy input)
  public mutating func next(_ input: inout RawSpan) throws(EventStreamError) -> EventView? {
    if input.byteCount == 1 && absorbSingleByte(&input) { return nil }
    return try nextEvent(&input)
  }

  /// Takes input that comes byte by byte, as far as no line ends; false if the byte is left.
  @usableFromInline
  @_lifetime(input: copy input)
  mutating func absorbSingleByte(_ input: inout RawSpan) -> Bool {
    tokenizer.absorbSingleByte(&input)
  }

  @usableFromInline
  @_lifetime(&self, copy input)
  @_lifetime(input: copy input)
  mutating func nextEvent(_ input: inout RawSpan) throws(EventStreamError) -> EventView? {
    guard lender == .input else { return try nextEventInPieces(&input) }
    let end = input.endOfDataLine(from: 0)
    if end == input.byteCount {
      try keepCutLine(&input)
      return nil
    }
    if end > 0 && end <= shortestLimit { return takePlainBlock(&input, dataStart: 5, end, typeEnd: 0) }
    if let event = takeNamedBlock(&input) { return event }
    return try nextEventInPieces(&input)
  }

  @inline(never)
  @_lifetime(&self, copy input)
  @_lifetime(input: copy input)
  private mutating func nextEventInPieces(_ input: inout RawSpan) throws(EventStreamError) -> EventView? {
    returnLoan()
    if case .ended = phase { return nil }
    while true {
      tokenizer.settle(&input)
      if isAtBlockStart {
        if let event = takeBlock(&input, observed: []) { return event }
        if input.byteCount == 0 {
          rest()
          return nil
        }
      }
      switch try step(&input, observed: []) {
      case .needsInput:
        restsLeft = patience
        return nil
      case .event: return bufferedView()
      case .nothing, .observed: continue
      }
    }
  }

  /// As `next(_:)`, for a span of bytes.
  @_lifetime(&self, copy input)
  @_lifetime(input: copy input)
  public mutating func next(_ input: inout Span<UInt8>) throws(EventStreamError) -> EventView? {
    var raw = input.asRawSpan
    do {
      let event = try next(&raw)
      input = raw.asBytes
      return event
    } catch {
      input = raw.asBytes
      throw error
    }
  }

  /// As `next(_:)`, but gives comments, unknown fields and reconnection times too, as far as
  /// ``EventStreamOptions/observed`` asks for them, in their order.
  @_lifetime(&self, copy input)
  @_lifetime(input: copy input)
  public mutating func nextItem(_ input: inout RawSpan) throws(EventStreamError) -> EventStreamItem? {
    if lender == .input, let event = takeWholePlainBlock(&input) { return .event(event) }
    returnLoan()
    if case .ended = phase { return nil }
    while true {
      tokenizer.settle(&input)
      if isAtBlockStart {
        if let event = takeBlock(&input, observed: observed) { return .event(event) }
        if input.byteCount == 0 {
          rest()
          return nil
        }
      }
      switch try step(&input, observed: observed) {
      case .needsInput:
        restsLeft = patience
        return nil
      case .event: return .event(bufferedView())
      case .observed(let item): return item
      case .nothing: continue
      }
    }
  }

  /// The last event ID, as of the last blank line (DSP-1).
  public var lastEventID: String { committedID.text }
  /// The reconnection time in milliseconds, if the stream has set one (PRC-7).
  @inlinable
  public var retry: Int? { retryOrMinusOne < 0 ? nil : retryOrMinusOne }
  /// Events delivered so far.
  @inlinable
  public var eventCount: Int { index }
  /// Bytes of the stream consumed so far.
  @inlinable
  public var offset: Int { tokenizer.offset }

  /// Forgets the event under way and begins a new connection's stream: offsets start at 0 and a byte order
  /// mark is expected again; the last event ID and the reconnection time stay (REC-1).
  public mutating func reset() {
    tokenizer.reset()
    clearEvent(reserve: 0)
    restsLeft = 0
    patience = 0
    lender = .none
    phase = .running
    index = 0
  }
}
