/// What made a decoder refuse a stream, and where.
///
/// Ill-formed UTF-8, unknown fields and malformed values are no errors in an event stream (clauses DEC-7,
/// FLD-8, PRC-7); only a limit that the user set can be hit (clauses LIM-1 to LIM-4).
public struct EventStreamError: Error, Sendable, Hashable {
  /// The kinds of refusal; more may be added.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    enum Kind: UInt8, Sendable { case lineTooLong, eventTooLarge, tooManyLines }
    let kind: Kind

    /// A line is longer than ``EventStreamLimits/maximumLineLength`` (LIM-2).
    public static let lineTooLong = Code(kind: .lineTooLong)
    /// The field lines of one event hold more than ``EventStreamLimits/maximumEventSize`` (LIM-3).
    public static let eventTooLarge = Code(kind: .eventTooLarge)
    /// One event has more field lines than ``EventStreamLimits/maximumLineCount`` (LIM-4).
    public static let tooManyLines = Code(kind: .tooManyLines)

    public var description: String {
      switch kind {
      case .lineTooLong: "lineTooLong"
      case .eventTooLarge: "eventTooLarge"
      case .tooManyLines: "tooManyLines"
      }
    }
  }

  /// What was refused.
  public let code: Code
  /// Where, in bytes from the start of the stream: the first byte beyond the limit, or that of the
  /// line too many (LIM-6).
  public let offset: Int
  /// The limit that was hit.
  public let limit: Int

  /// The clause of `Spec/event-stream.md` that speaks of this limit.
  public var clause: String {
    switch code.kind {
    case .lineTooLong: "LIM-2"
    case .eventTooLarge: "LIM-3"
    case .tooManyLines: "LIM-4"
    }
  }
}

extension EventStreamError: CustomStringConvertible {
  /// What happened, where, and what can be done.
  public var description: String {
    switch code.kind {
    case .lineTooLong:
      "\(code) at byte \(offset): a line is longer than \(limit) bytes; raise maximumLineLength or skip the event (\(clause))"
    case .eventTooLarge:
      "\(code) at byte \(offset): an event holds more than \(limit) bytes; raise maximumEventSize or skip the event (\(clause))"
    case .tooManyLines:
      "\(code) at byte \(offset): an event has more than \(limit) lines; raise maximumLineCount or skip the event (\(clause))"
    }
  }
}
