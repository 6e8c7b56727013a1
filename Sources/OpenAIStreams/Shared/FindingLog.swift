/// The findings of a stream: for each clause the number, the first and the last; and those of the event at hand.
public struct FindingLog: Sendable {
  let policy: StreamPolicy
  let keptLimit: Int
  private(set) var summaries: [FindingSummary] = []
  /// The findings of the event that was processed last.
  private(set) var current: [Finding] = []
  /// All findings, up to `keptLimit`.
  private(set) var kept: [Finding] = []
  /// The first finding of this event that is to be thrown.
  private var thrown = Boxed<Finding>.none
  /// Where findings are made: the event that is being processed.
  private(set) var event = 0
  private(set) var offset = 0

  init(policy: StreamPolicy, keeps keptLimit: Int) {
    self.policy = policy
    self.keptLimit = keptLimit
  }

  mutating func begin(event: Int, offset: Int) {
    self.event = event
    self.offset = offset
    if !current.isEmpty { current.removeAll(keepingCapacity: true) }
  }

  /// The finding that is to be thrown, if there is one; it is forgotten.
  mutating func takeThrown() -> Finding? {
    guard let finding = thrown.value else { return nil }
    thrown = .none
    return finding
  }

  /// Records a finding at the event that is being processed.
  ///
  /// - Parameter detail: more about it. It is worked out for a clause's first finding only, and where single
  ///   findings are kept, so that no others allocate.
  public mutating func report(_ clause: Clause, _ detail: @autoclosure () -> String? = nil) {
    let treatment = policy.treatment(of: clause)
    if treatment == .ignore { return }
    let finding: Finding
    if let i = summaries.firstIndex(where: { $0.clause == clause }) {
      let detail = kept.count < keptLimit ? detail() : nil
      finding = Finding(clause: clause, event: event, offset: offset, detail: detail)
      summaries[i].count &+= 1
      summaries[i].lastEvent = event
      summaries[i].lastOffset = offset
    } else {
      finding = Finding(clause: clause, event: event, offset: offset, detail: detail())
      summaries.append(
        FindingSummary(clause: clause, count: 1, first: finding, lastEvent: event, lastOffset: offset))
    }
    current.append(finding)
    if kept.count < keptLimit { kept.append(finding) }
    if treatment == .throw && thrown.isEmpty { thrown = Boxed(finding) }
  }
}
