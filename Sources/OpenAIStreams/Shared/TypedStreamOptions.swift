import ServerSentEvents

/// Bounds on what a typed stream and its collector keep (TYP-60).
public struct TypedStreamLimits: Sendable, Hashable {
  /// Those of the event stream beneath.
  public var events: EventStreamLimits
  /// How many choices, or output items, and how many calls in each, are followed (TYP-61).
  public var maximumIndex: Int
  /// How deep payloads may be nested (JSN-21).
  public var maximumDepth: Int
  /// How many single findings a stream keeps, beside the summary for each clause (TYP-70).
  public var maximumKeptFindings: Int
  /// How many bytes of text, audio and the like a collector keeps (TYP-60).
  public var maximumCollectedSize: Int

  public init(
    events: EventStreamLimits = EventStreamLimits(), maximumIndex: Int = 127, maximumDepth: Int = 128,
    maximumKeptFindings: Int = 0, maximumCollectedSize: Int = 1 << 30
  ) {
    self.events = events
    self.maximumIndex = maximumIndex
    self.maximumDepth = maximumDepth
    self.maximumKeptFindings = maximumKeptFindings
    self.maximumCollectedSize = maximumCollectedSize
  }
}

/// What rules need of the limits, in eight bytes: each choice holds them twice.
struct FollowedLimits: Sendable {
  private let index: Int32
  private let depth: Int32

  init(_ limits: TypedStreamLimits) {
    index = Int32(clamping: limits.maximumIndex)
    depth = Int32(clamping: limits.maximumDepth)
  }

  /// See ``TypedStreamLimits/maximumIndex``.
  var maximumIndex: Int { Int(index) }
  /// See ``TypedStreamLimits/maximumDepth``.
  var maximumDepth: Int { Int(depth) }
}

/// How a typed stream reads.
public struct TypedStreamOptions: Sendable, Hashable {
  public var limits: TypedStreamLimits
  /// What becomes of findings.
  public var policy: StreamPolicy
  /// Whether payloads that are like one before, but for their texts, are read by comparing them with it. The result
  /// is the same either way (TYP-72); it is faster so.
  public var usesTemplates: Bool

  /// What was asked for, as far as it is known; more can be judged then.
  public var request = RequestFacts()

  public init(
    limits: TypedStreamLimits = TypedStreamLimits(), policy: StreamPolicy = .lenient,
    usesTemplates: Bool = true
  ) {
    self.limits = limits
    self.policy = policy
    self.usesTemplates = usesTemplates
  }
}

/// What a request asked for, as far as whoever reads the answer knows it (CHAT-33, CHAT-76).
public struct RequestFacts: Sendable, Hashable {
  /// How many choices: `n`, times the number of prompts.
  public var choiceCount: Int?
  /// Whether `stream_options.include_usage` was set.
  public var includesUsage: Bool?

  public init(choiceCount: Int? = nil, includesUsage: Bool? = nil) {
    self.choiceCount = choiceCount
    self.includesUsage = includesUsage
  }

  /// Judges a stream of choices that has ended.
  func judge(
    _ clauses: ChunkClauses, choices: [some JudgedChoice], hasUsage: Bool,
    log: inout FindingLog
  ) {
    if let choiceCount, choiceCount != choices.count {
      log.report(clauses.choiceCount, "\(choices.count) of \(choiceCount)")
    }
    // An answer that was interrupted has no usage.
    guard let includesUsage, includesUsage != hasUsage else { return }
    if hasUsage || (!choices.isEmpty && choices.allSatisfy { $0.reason != nil }) {
      log.report(clauses.usageAsked, hasUsage ? "it was not asked for" : "it did not come")
    }
  }
}
