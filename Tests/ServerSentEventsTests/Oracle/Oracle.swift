// The standard, transcribed: WHATWG HTML 9.2.6 over the whole stream at once, a byte at a time, and
// Spec/event-stream.md where the standard is silent. It is slow and plain on purpose and shares no code
// with the engine.

import ServerSentEvents

struct Oracle {
  let stream: [UInt8]
  let options: EventStreamOptions

  // The buffers of the standard.
  var dataBuffer: [UInt8] = []
  var typeBuffer: [UInt8] = []
  var lastEventIDBuffer: [UInt8]
  /// An `id` line of the block has set that buffer.
  var hasUncommittedID = false
  var lastEventID: [UInt8]
  var retry: Int?

  // What our clauses add.
  /// Where the first known field line of the block begins (`EventView.offset`).
  var blockOffset: Int?
  /// Size and number of the block's field lines (LIM-3, LIM-4).
  var blockSize = 0
  var blockLines = 0
  /// The rest of the block is dropped, after an error (LIM-8).
  var isSkipping = false
  var eventCount = 0
  var outcome = Outcome()

  /// All that `stream` must give.
  static func outcome(of stream: [UInt8], _ configuration: Configuration = .standard) -> Outcome {
    var oracle = Oracle(stream, configuration)
    oracle.run()
    return oracle.outcome
  }

  init(_ stream: [UInt8], _ configuration: Configuration) {
    self.stream = stream
    options = configuration.options
    lastEventID = Array(configuration.lastEventID.utf8)
    lastEventIDBuffer = lastEventID
  }

  mutating func run() {
    for line in Self.lines(of: stream) {
      if !isSkipping, let (refusal, known) = refusal(of: line) {
        outcome.deliver(.refusal(refusal), at: known + 1)
        if options.recovery == .stop {
          end(.discarded, byteCount: nil)
          return
        }
        isSkipping = true
        dropBlock()
      }
      if line.isTerminated {
        process(line, arrival: line.end + 1)
      } else {
        endOfInput(unfinished: line)
      }
    }
  }

  // MARK: Lines to fields

  private mutating func process(_ line: OracleLine, arrival: Int) {
    if isSkipping {
      if line.bytes.isEmpty {
        isSkipping = false
        dropBlock()
      }
      return
    }
    switch line.kind {
    case .blank:
      dispatch(arrival: arrival)
    case .comment:
      if options.observed.contains(.comments) && arrival != Outcome.atEnd {
        outcome.deliver(.comment(Array(line.bytes.dropFirst()), offset: line.start), at: arrival)
      }
    case .unknownField:
      if options.observed.contains(.unknownFields) && arrival != Outcome.atEnd {
        outcome.deliver(
          .unknownField(name: line.name, value: line.value, offset: line.start), at: arrival)
      }
    case .data:
      countField(line)
      dataBuffer += line.value
      dataBuffer.append(0x0A)
    case .event:
      countField(line)
      typeBuffer = line.value
    case .id:
      countField(line)
      if !line.value.contains(0x00) {
        lastEventIDBuffer = line.value
        hasUncommittedID = true
      }
    case .retry:
      countField(line)
      guard let milliseconds = number(line.value) else { return }
      retry = milliseconds
      if options.observed.contains(.retry) && arrival != Outcome.atEnd {
        outcome.deliver(.retry(milliseconds, offset: line.start), at: arrival)
      }
    }
  }

  /// ASCII digits only, and at least one; what an `Int` cannot hold saturates (PRC-7, PRC-8, PRC-9).
  private func number(_ value: [UInt8]) -> Int? {
    if value.isEmpty { return nil }
    for byte in value where byte < 0x30 || byte > 0x39 { return nil }
    return Int(String(decoding: value, as: UTF8.self)) ?? Int.max
  }

  private mutating func countField(_ line: OracleLine) {
    if blockOffset == nil { blockOffset = line.start }
    blockLines += 1
    if line.kind != .retry { blockSize += line.value.count + 1 }
  }

  // MARK: Dispatch

  private mutating func dispatch(arrival: Int) {
    lastEventID = lastEventIDBuffer
    if !dataBuffer.isEmpty {
      dataBuffer.removeLast()
      outcome.deliver(
        .event(
          DeliveredEvent(
            type: typeBuffer.isEmpty ? Array("message".utf8) : typeBuffer, data: dataBuffer,
            id: lastEventID, offset: blockOffset ?? -1, index: eventCount, retry: retry)),
        at: arrival)
      eventCount += 1
    }
    dropBlock()
  }

  private mutating func dropBlock() {
    dataBuffer = []
    typeBuffer = []
    lastEventIDBuffer = lastEventID
    hasUncommittedID = false
    blockOffset = nil
    blockSize = 0
    blockLines = 0
  }

  // MARK: The end

  private mutating func endOfInput(unfinished line: OracleLine) {
    if options.endOfInput == .discard || isSkipping {
      // A last line that was refused is not judged again: its block is lost already.
      let isLost =
        isSkipping || !dataBuffer.isEmpty || !typeBuffer.isEmpty || hasUncommittedID
        || mayBeField(line)
      end(isLost ? .discarded : .clean, byteCount: stream.count)
      return
    }
    var line = line
    line.isTerminated = true
    if !line.bytes.isEmpty {
      if let (refusal, _) = refusal(of: line) {
        outcome.deliver(.refusal(refusal), at: Outcome.atEnd)
        end(.discarded, byteCount: options.recovery == .stop ? nil : stream.count)
        return
      }
      process(line, arrival: Outcome.atEnd)
    }
    let before = eventCount
    dispatch(arrival: Outcome.atEnd)
    end(eventCount > before ? .dispatched : .clean, byteCount: stream.count)
  }

  /// Whether an unfinished line is a field that the standard knows, or too short to tell (EOI-3).
  private func mayBeField(_ line: OracleLine) -> Bool {
    switch line.kind {
    case .blank, .comment: false
    case .data, .event, .id, .retry: true
    case .unknownField: line.colon == nil && line.bytes.count <= 5
    }
  }

  private mutating func end(_ tail: EventStreamEnd.Tail, byteCount: Int?) {
    outcome.tail = tail
    outcome.lastEventID = UTF8Oracle.replacing(lastEventID)
    outcome.retry = retry
    outcome.eventCount = eventCount
    outcome.byteCount = byteCount
  }
}
