import SpanJSON

/// Collects the payloads of one stream into what a call without streaming would have returned, as far as it came.
///
/// A collector knows no network and no stream: it is fed with chunks, borrowed or owned, and gives the snapshot
/// so far between any two of them.
public protocol StreamCollector: Sendable {
  /// The stream's rules, which name the endpoint.
  associatedtype Rules: StreamRules
  /// The collected response.
  associatedtype Snapshot: JSONWritable

  init(limits: TypedStreamLimits)

  /// Adds a payload. What is beyond the limits is not kept.
  mutating func add(_ payload: PayloadView)

  /// The response so far.
  var snapshot: Snapshot { get }

  /// The main text so far: that of choice 0, or of the whole response.
  var text: String { get }
}

extension StreamCollector {
  public init() { self.init(limits: TypedStreamLimits()) }
}
