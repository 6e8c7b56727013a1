/// All that a subject reported about one stream, from its first piece to its end.
struct StreamResult: Equatable {
  var events: [StreamEvent] = []
  var comments: [String] = []
  var retry: Reported<JSONNumber> = .absent
  var lastEventID: String?
  var end: String?
  /// The first error; its message is not compared.
  var error: Failure?
  /// Kind `encode`: what was written, and which parts were refused.
  var output: [UInt8] = []
  var refused: [String] = []
  var chunks: [JSONValue] = []
  var outcome: JSONValue?
  var collected: JSONValue?
  var findings: [ReportedFinding] = []

  struct Failure: Equatable {
    let code: String
    let offset: Int?
  }

  mutating func add(_ reply: SubjectReply) {
    events += reply.events ?? []
    comments += reply.comments ?? []
    if reply.retry != .absent { retry = reply.retry }
    if let id = reply.lastEventID { lastEventID = id }
    if let end = reply.end { self.end = end }
    if error == nil, let reported = reply.error {
      error = Failure(code: reported.code, offset: reported.offset)
    }
    chunks += reply.chunks ?? []
    if let outcome = reply.outcome { self.outcome = outcome }
    if let collected = reply.collected { self.collected = collected }
    findings += reply.findings ?? []
  }

  static func == (left: StreamResult, right: StreamResult) -> Bool {
    left.events == right.events && left.comments.hasSameTexts(as: right.comments) && left.retry == right.retry
      && left.lastEventID == right.lastEventID && left.end == right.end && left.error == right.error
      && left.output == right.output && left.refused == right.refused
      && left.chunks == right.chunks && left.outcome == right.outcome && left.collected == right.collected
      && left.findings.map(\.withoutMessage) == right.findings.map(\.withoutMessage)
  }
}

extension [String] {
  func hasSameTexts(as other: [String]) -> Bool {
    count == other.count && zip(self, other).allSatisfy { $0.hasSameBytes(as: $1) }
  }
}

extension ReportedFinding {
  var withoutMessage: ReportedFinding {
    var copy = self
    copy.message = nil
    return copy
  }
}
