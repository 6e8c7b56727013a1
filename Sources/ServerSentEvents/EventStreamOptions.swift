/// Bounds on what a decoder stores, so that no peer can fill the memory.
///
/// Comments and fields that nobody asked for are skipped without being stored and count for nothing.
public struct EventStreamLimits: Sendable, Hashable {
  /// Bytes of a line without its terminator (LIM-2). Values below 8 count as 8; here
  /// as below, values above 2 GiB count as 2 GiB.
  public var maximumLineLength: Int
  /// The sum over the `data`, `event` and `id` lines of one event of value bytes + 1 (LIM-3).
  public var maximumEventSize: Int
  /// Field lines (`data`, `event`, `id`, `retry`) of one event (LIM-4).
  public var maximumLineCount: Int

  /// Base64 images make single events of 64 MiB and more: the defaults admit 256 MiB, in at most
  /// 1,048,576 lines.
  public init(
    maximumLineLength: Int = 256 << 20, maximumEventSize: Int = 256 << 20, maximumLineCount: Int = 1 << 20
  ) {
    self.maximumLineLength = maximumLineLength
    self.maximumEventSize = maximumEventSize
    self.maximumLineCount = maximumLineCount
  }

  /// Nothing is refused; for trusted input only.
  public static let unlimited = EventStreamLimits(
    maximumLineLength: .max, maximumEventSize: .max, maximumLineCount: .max)
}

/// How a decoder treats the parts that the standard leaves to its user.
public struct EventStreamOptions: Sendable, Hashable {
  /// What becomes of an event that the end of input cuts off before its blank line.
  public enum EndOfInput: UInt8, Sendable, Hashable {
    /// It is dropped, with its id, as the standard says (DSP-7, EOI-1).
    case discard
    /// It is delivered by `endOfInput()`, for servers that forget the last blank line (EOI-2).
    case dispatch
  }

  /// What a decoder does after it has thrown.
  public enum Recovery: UInt8, Sendable, Hashable {
    /// Every further call throws the same error.
    case stop
    /// The rest of the event is discarded; decoding goes on after the next blank line.
    case skipEvent
  }

  /// What `nextItem(_:)` reports besides events.
  public struct Observed: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Comment lines, which servers send as heartbeats (FLD-2).
    public static let comments = Observed(rawValue: 1)
    /// Lines whose field name the standard does not know (FLD-8).
    public static let unknownFields = Observed(rawValue: 2)
    /// Changes of the reconnection time (PRC-7).
    public static let retry = Observed(rawValue: 4)
  }

  public var limits: EventStreamLimits
  public var endOfInput: EndOfInput
  public var recovery: Recovery
  public var observed: Observed

  public init(
    limits: EventStreamLimits = EventStreamLimits(), endOfInput: EndOfInput = .discard,
    recovery: Recovery = .stop, observed: Observed = []
  ) {
    self.limits = limits
    self.endOfInput = endOfInput
    self.recovery = recovery
    self.observed = observed
  }
}
