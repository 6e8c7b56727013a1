import ServerSentEvents

/// What a typed stream throws.
///
/// A lenient stream throws only when a limit of the user's is hit. A failure that the server reports is no
/// throw but the stream's outcome; the asynchronous sequences, which have no other way to tell, throw those.
public struct TypedStreamError: Error, Sendable, Hashable {
  /// The kinds of error; more may be added.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    enum Kind: UInt8, Sendable {
      case eventStream, finding, failed, truncated, notAnEventStream
    }
    let kind: Kind

    /// The event stream beneath broke a limit; ``TypedStreamError/eventStreamError`` says which.
    public static let eventStream = Code(kind: .eventStream)
    /// The policy asks to throw on the clause of ``TypedStreamError/finding``.
    public static let finding = Code(kind: .finding)
    /// The server reported a failure: ``TypedStreamError/apiError``. Thrown by asynchronous sequences.
    public static let failed = Code(kind: .failed)
    /// The stream ended without the proof of completion. Thrown by asynchronous sequences.
    public static let truncated = Code(kind: .truncated)
    /// The body was no event stream. Thrown by asynchronous sequences.
    public static let notAnEventStream = Code(kind: .notAnEventStream)

    public var description: String { "\(kind)" }
  }

  public let code: Code
  /// Where, in bytes from the start of the stream.
  public let offset: Int
  public let eventStreamError: EventStreamError?
  public let finding: Finding?
  public let outcome: StreamOutcome?

  /// What the server said, if it reported a failure.
  public var apiError: APIError? {
    if case .failed(let error) = outcome { error } else { nil }
  }

  /// The id of the clause that was broken.
  public var clause: String? { finding?.clause.description ?? eventStreamError?.clause }

  init(_ error: EventStreamError) {
    code = .eventStream
    offset = error.offset
    eventStreamError = error
    finding = nil
    outcome = nil
  }

  init(_ finding: Finding) {
    code = .finding
    offset = finding.offset
    eventStreamError = nil
    self.finding = finding
    outcome = nil
  }

  /// Nil if `outcome` is complete.
  init?(_ outcome: StreamOutcome, offset: Int) {
    switch outcome {
    case .complete: return nil
    case .truncated: code = .truncated
    case .failed: code = .failed
    case .notAnEventStream: code = .notAnEventStream
    }
    self.offset = offset
    eventStreamError = nil
    finding = nil
    self.outcome = outcome
  }
}

extension TypedStreamError: CustomStringConvertible {
  public var description: String {
    eventStreamError?.description ?? finding?.description ?? outcome?.description ?? code.description
  }
}
