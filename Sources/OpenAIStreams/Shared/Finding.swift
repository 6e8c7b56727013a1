/// One deviation from a clause, with its place in the stream (TYP-70).
public struct Finding: Sendable, Hashable {
  public let clause: Clause
  /// The event, counted from 0; for what is known only at the end, the number of events.
  public let event: Int
  /// The offset of the event's first field line, in bytes from the start of the stream.
  public let offset: Int
  /// More about this one: the value, the text, the choice. Nil where the clause says it all.
  public let detail: String?

  public var severity: Severity { clause.severity }
}

extension Finding: CustomStringConvertible {
  /// One line: severity, clause, place, and what to do.
  public var description: String {
    let detail = detail.map { " (\($0))" } ?? ""
    return
      "\(clause.severity) \(clause.id) at byte \(offset), event \(event): \(clause.summary)\(detail); \(clause.advice)"
  }
}

/// All findings of one clause in one stream.
public struct FindingSummary: Sendable, Hashable {
  public let clause: Clause
  /// How many there were.
  public internal(set) var count: Int
  public let first: Finding
  /// The event and the offset of the last one.
  public internal(set) var lastEvent: Int
  public internal(set) var lastOffset: Int
}

/// What a stream's user makes of findings (TYP-71).
public struct StreamPolicy: Sendable, Hashable {
  /// What becomes of a finding.
  public enum Treatment: UInt8, Sendable, Hashable {
    /// Nothing: it is not even recorded.
    case ignore
    case record
    /// It is recorded, and the call throws.
    case `throw`
  }

  /// What becomes of findings whose severity is `error`; all others are recorded.
  public var errors: Treatment
  /// What becomes of the findings of single clauses, by clause id; goes before `errors`.
  public var overrides: [String: Treatment]

  public init(errors: Treatment, overrides: [String: Treatment] = [:]) {
    self.errors = errors
    self.overrides = overrides
  }

  /// Everything that real servers send decodes to something useful; deviations are recorded.
  public static let lenient = StreamPolicy(errors: .record)
  /// Findings of severity `error` are thrown, each at its event.
  public static let strict = StreamPolicy(errors: .throw)

  func treatment(of clause: Clause) -> Treatment {
    if !overrides.isEmpty, let treatment = overrides[clause.id] { return treatment }
    return clause.severity == .error ? errors : .record
  }
}
