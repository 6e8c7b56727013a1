/// A rule of `Spec/` that a producer can break: its id, how grave that is, what it means, what to do.
///
/// Strict streams throw on the errors, lenient ones record all, the linter prints all. Each endpoint's rules
/// stand in its own folder; those for every typed stream stand in `Clause+TypedStreams.swift`.
public struct Clause: Sendable {
  /// The clause's id, such as `TYP-11`; stable.
  public let id: String
  /// How grave it is to break the rule.
  public let severity: Severity
  /// What was found, in one line.
  public let summary: String
  /// What the producer should do about it.
  public let advice: String

  public init(_ id: String, _ severity: Severity, _ summary: String, _ advice: String) {
    self.id = id
    self.severity = severity
    self.summary = summary
    self.advice = advice
  }
}

/// How grave a finding is.
public enum Severity: UInt8, Sendable, Hashable, Comparable, CaseIterable {
  /// Worth knowing, nobody's fault.
  case note
  /// A deviation that decoders have to know about.
  case warning
  /// A client written to the documented format loses data, or fails, or understands something else.
  case error

  public static func < (a: Severity, b: Severity) -> Bool { a.rawValue < b.rawValue }
}

extension Clause: Hashable, CustomStringConvertible {
  public static func == (a: Clause, b: Clause) -> Bool { a.id == b.id }
  public func hash(into hasher: inout Hasher) { hasher.combine(id) }
  /// The id.
  public var description: String { id }
}
