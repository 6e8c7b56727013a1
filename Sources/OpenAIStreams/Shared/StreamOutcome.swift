/// How a typed stream ended (OUT-1).
public enum StreamOutcome: Sendable, Hashable {
  /// The answer is whole, as far as the protocol can say.
  case complete(Completion)
  /// The stream ended without the proof of completion (TYP-51).
  case truncated(Truncation)
  /// The server said that it failed.
  case failed(APIError)
  /// There was no event stream to read; the first bytes of what came instead, as text (TYP-55).
  case notAnEventStream(preview: String)

  /// Why a complete answer ended (OUT-4).
  public enum Completion: Sendable, Hashable {
    /// It came to its end.
    case whole
    /// A limit cut it: the finish reason is `length`, or the like.
    case cutByLimit(reason: String)
    /// A filter cut it or took from it.
    case filtered(reason: String)
  }

  /// What a truncated stream did not say (OUT-3).
  public struct Truncation: Sendable, Hashable {
    /// What was missing, each in a few words: `choice 1 has no finish reason`, `response.completed`.
    public var missing: [String]
    /// The finish reasons that did come.
    public var finishReasons: [String]

    public init(missing: [String], finishReasons: [String] = []) {
      self.missing = missing
      self.finishReasons = finishReasons
    }
  }

  /// Whether the answer is complete, if perhaps cut by a limit or a filter.
  public var isComplete: Bool {
    if case .complete = self { true } else { false }
  }

  /// The outcome's name: `complete`, `truncated`, `failed`, `notAnEventStream`.
  public var name: String {
    switch self {
    case .complete: "complete"
    case .truncated: "truncated"
    case .failed: "failed"
    case .notAnEventStream: "notAnEventStream"
    }
  }
}

extension StreamOutcome: CustomStringConvertible {
  public var description: String {
    switch self {
    case .complete(.whole): "complete"
    case .complete(.cutByLimit(let reason)): "complete, cut by a limit (\(reason))"
    case .complete(.filtered(let reason)): "complete, filtered (\(reason))"
    case .truncated(let truncation):
      truncation.missing.isEmpty ? "truncated" : "truncated: \(truncation.missing.joined(separator: ", "))"
    case .failed(let error): "failed: \(error)"
    case .notAnEventStream(let preview): "not an event stream: \(preview)"
    }
  }
}

/// An outcome that is kept, in one word; that of a whole answer, as nearly all are, takes no memory.
enum KeptOutcome: Sendable {
  case none
  case whole
  indirect case other(StreamOutcome)

  init(_ outcome: StreamOutcome) {
    if case .complete(.whole) = outcome { self = .whole } else { self = .other(outcome) }
  }

  var value: StreamOutcome? {
    switch self {
    case .none: nil
    case .whole: .complete(.whole)
    case .other(let outcome): outcome
    }
  }

  /// Whether there is none; copies nothing.
  var isEmpty: Bool {
    if case .none = self { true } else { false }
  }
}
