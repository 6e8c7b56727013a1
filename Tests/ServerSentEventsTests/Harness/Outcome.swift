import ServerSentEvents
import TestSupport

/// What a decoder is asked to do with a stream.
struct Configuration: Hashable, Sendable, CustomStringConvertible {
  var lastEventID = ""
  var options = EventStreamOptions()

  static let standard = Configuration()

  init(lastEventID: String = "", options: EventStreamOptions = EventStreamOptions()) {
    self.lastEventID = lastEventID
    self.options = options
  }

  init(
    _ limits: EventStreamLimits, recovery: EventStreamOptions.Recovery = .stop,
    endOfInput: EventStreamOptions.EndOfInput = .discard, observed: EventStreamOptions.Observed = []
  ) {
    options = EventStreamOptions(
      limits: limits, endOfInput: endOfInput, recovery: recovery, observed: observed)
  }

  var description: String {
    let limits = options.limits
    return """
      lastEventID \(Escaped(Array(lastEventID.utf8))) line \(limits.maximumLineLength) \
      event \(limits.maximumEventSize) lines \(limits.maximumLineCount) eof \(options.endOfInput) \
      recovery \(options.recovery) observed \(options.observed.rawValue)
      """
  }
}

/// One event as it came out, with all that an `EventView` tells.
struct DeliveredEvent: Hashable, Sendable, CustomStringConvertible {
  var type: [UInt8]
  var data: [UInt8]
  var id: [UInt8]
  var offset: Int
  var index: Int
  var retry: Int?

  var description: String {
    let retry = retry.map { " retry \($0)" } ?? ""
    return "event #\(index) at \(offset) \(Escaped(type)) \(Escaped(data)) id \(Escaped(id))\(retry)"
  }
}

/// An error as it came out.
struct Refusal: Hashable, Sendable, CustomStringConvertible {
  var code: String
  var offset: Int
  var limit: Int

  var description: String { "\(code) at \(offset), limit \(limit)" }
}

/// One thing that came out of a stream.
enum Delivery: Hashable, Sendable, CustomStringConvertible {
  case event(DeliveredEvent)
  case comment([UInt8], offset: Int)
  case unknownField(name: [UInt8], value: [UInt8], offset: Int)
  case retry(Int, offset: Int)
  case refusal(Refusal)

  var event: DeliveredEvent? {
    if case .event(let event) = self { event } else { nil }
  }

  var refusal: Refusal? {
    if case .refusal(let refusal) = self { refusal } else { nil }
  }

  var description: String {
    switch self {
    case .event(let event): "\(event)"
    case .comment(let text, let offset): "comment at \(offset) \(Escaped(text))"
    case .unknownField(let name, let value, let offset):
      "unknown field at \(offset) \(Escaped(name)) \(Escaped(value))"
    case .retry(let milliseconds, let offset): "retry at \(offset) \(milliseconds)"
    case .refusal(let refusal): "\(refusal)"
    }
  }
}

/// All that came out of a stream, when, and how it stood at the end.
struct Outcome: Hashable, Sendable, CustomStringConvertible {
  /// In the order of delivery.
  var deliveries: [Delivery] = []
  /// How many bytes of the stream had been fed when each delivery came; `atEnd` for `endOfInput()`.
  var arrivals: [Int] = []
  var lastEventID: [UInt8] = []
  var retry: Int?
  var tail = EventStreamEnd.Tail.clean
  var eventCount = 0
  /// Bytes consumed; nil after an error that stopped the decoder.
  var byteCount: Int?
  /// Laws that were broken on the way, in words.
  var violations: [String] = []

  static let atEnd = Int.max

  var events: [DeliveredEvent] { deliveries.compactMap(\.event) }

  mutating func deliver(_ delivery: Delivery, at arrival: Int) {
    deliveries.append(delivery)
    arrivals.append(arrival)
  }

  var description: String {
    var lines = zip(deliveries, arrivals).map { delivery, arrival in
      "  \(delivery), there after \(arrival == Self.atEnd ? "the end" : "\(arrival) bytes")"
    }
    let bytes = byteCount.map { "\($0)" } ?? "stopped"
    let retry = retry.map { "\($0)" } ?? "none"
    lines.append(
      "  end: \(tail), id \(Escaped(lastEventID)), retry \(retry), \(eventCount) events, \(bytes) bytes")
    lines += violations.map { "  BROKEN LAW: \($0)" }
    return lines.joined(separator: "\n")
  }
}
