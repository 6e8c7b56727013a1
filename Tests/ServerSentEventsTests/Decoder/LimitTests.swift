import ServerSentEvents
import Testing
import TestSupport

/// Limits at their exact borders, for events that lie whole in the input and for those that do not.
@Suite struct LimitTests {
  struct Border: Sendable, CustomStringConvertible {
    let name: String
    let block: String
    /// The limits with the one in question at this value or one less.
    let limits: @Sendable (Int) -> EventStreamLimits
    /// The smallest value that admits the block.
    let least: Int
    let code: String
    /// The offset of the error when the limit is one less, from the block's beginning.
    let offset: Int
    var description: String { name }
  }

  static let lineLength: @Sendable (Int) -> EventStreamLimits = { limit in
    EventStreamLimits(maximumLineLength: limit, maximumEventSize: .max, maximumLineCount: .max)
  }
  static let eventSize: @Sendable (Int) -> EventStreamLimits = { limit in
    EventStreamLimits(maximumLineLength: .max, maximumEventSize: limit, maximumLineCount: .max)
  }
  static let lineCount: @Sendable (Int) -> EventStreamLimits = { limit in
    EventStreamLimits(maximumLineLength: .max, maximumEventSize: .max, maximumLineCount: limit)
  }

  static let borders: [Border] = [
    Border(
      name: "data line", block: "data: 12345678901234567890", limits: lineLength, least: 26,
      code: "lineTooLong",
      offset: 25),
    Border(
      name: "data line without space", block: "data:12345678901234567890", limits: lineLength, least: 25,
      code: "lineTooLong", offset: 24),
    Border(
      name: "long data line", block: "data: " + String(repeating: "x", count: 200), limits: lineLength,
      least: 206,
      code: "lineTooLong", offset: 205),
    Border(
      name: "id line", block: "id: 12345678\ndata:x", limits: lineLength, least: 12, code: "lineTooLong",
      offset: 11),
    Border(
      name: "retry line", block: "data:x\nretry: 12345", limits: lineLength, least: 12, code: "lineTooLong",
      offset: 18),
    Border(
      name: "second data line", block: "data:x\ndata: 123456", limits: lineLength, least: 12,
      code: "lineTooLong",
      offset: 18),
    Border(
      name: "one value", block: "data: 1234567890", limits: eventSize, least: 11, code: "eventTooLarge",
      offset: 16),
    Border(
      name: "long value", block: "data:" + String(repeating: "x", count: 300), limits: eventSize, least: 301,
      code: "eventTooLarge", offset: 305),
    Border(
      name: "type and value", block: "event: add\ndata: 12", limits: eventSize, least: 7,
      code: "eventTooLarge",
      offset: 19),
    Border(
      name: "replaced types and ignored IDs", block: "event: a\nevent: b\nid: \0\ndata", limits: eventSize,
      least: 7,
      code: "eventTooLarge", offset: 28),
    Border(
      name: "empty lines", block: "data\ndata:\ndata: \ndata", limits: eventSize, least: 4,
      code: "eventTooLarge",
      offset: 22),
    Border(
      name: "lines", block: "event: a\nid: 1\nretry: 2\ndata: x", limits: lineCount, least: 4,
      code: "tooManyLines",
      offset: 24),
    Border(
      name: "data lines", block: "data\ndata\ndata", limits: lineCount, least: 3, code: "tooManyLines",
      offset: 10),
  ]

  static let prefix = ": comment\nunknown: field\n"

  @Test(arguments: borders, Terminator.allCases)
  func admitsWhatFits(border: Border, end: Terminator) {
    let stream = Self.stream(border, end)
    for limit in [border.least, border.least + 1] {
      let configuration = Configuration(border.limits(limit))
      let outcome = engineOutcome(of: [stream], configuration)
      #expect(outcome.deliveries.count == 2 && outcome.events.count == 2, "\(outcome)")
      expectAgreement(stream, nil, configuration)
    }
  }

  @Test(arguments: borders, Terminator.allCases)
  func refusesOneByteMore(border: Border, end: Terminator) {
    let stream = Self.stream(border, end)
    let limits = border.limits(border.least - 1)
    let start = Self.text(Self.prefix, end).count
    for recovery in [EventStreamOptions.Recovery.stop, .skipEvent] {
      let configuration = Configuration(limits, recovery: recovery)
      let outcome = engineOutcome(of: [stream], configuration)
      let offset = start + Self.shifted(border, end)
      let expected = Refusal(code: border.code, offset: offset, limit: border.least - 1)
      #expect(outcome.deliveries.first == .refusal(expected))
      // Both blocks are too much; the second is looked at only after recovery.
      #expect(outcome.deliveries.count == (recovery == .stop ? 1 : 2) && outcome.events.isEmpty, "\(outcome)")
      expectAgreement(stream, nil, configuration)
      expectAgreement(stream, [.whole, .bytewise], configuration, pull: .nextItem)
    }
  }

  /// Both limits meet at one byte: within the value `lineTooLong` comes first, at its terminator only the
  /// event is too large (LIM-6).
  @Test(arguments: ["data:", "data: ", "id:", "event: "] as [Text], Terminator.allCases)
  func whereTwoLimitsMeet(name: Text, end: Terminator) {
    let size = 20 - name.bytes.count
    let limits = EventStreamLimits(maximumLineLength: 20, maximumEventSize: size)
    for (count, code) in [(size - 1, nil), (size, "eventTooLarge"), (size + 1, "lineTooLong")]
      as [(Int, String?)]
    {
      let line = name.bytes + [UInt8](repeating: 0x78, count: count)
      let stream = line + end.bytes + Array("retry: 5".utf8) + end.bytes + end.bytes
      let outcome = engineOutcome(of: [stream], Configuration(limits))
      let refusal = code.map { code in
        Refusal(code: code, offset: 20, limit: code == "lineTooLong" ? 20 : size)
      }
      #expect(outcome.deliveries.compactMap(\.refusal) == (refusal.map { [$0] } ?? []), "\(outcome)")
      expectAgreement(stream, nil, Configuration(limits))
    }
  }

  /// Where the error stands when lines end in CR LF: each line before moves it by one.
  private static func shifted(_ border: Border, _ end: Terminator) -> Int {
    guard end == .crlf else { return border.offset }
    let before = Array(border.block.utf8).prefix(border.offset)
    return border.offset + before.count { $0 == 0x0A }
  }

  private static func text(_ text: String, _ end: Terminator) -> [UInt8] {
    Text(stringLiteral: text).ended(by: end)
  }

  private static func stream(_ border: Border, _ end: Terminator) -> [UInt8] {
    text(prefix + border.block + "\n\n" + border.block + "\n\n", end)
  }
}
