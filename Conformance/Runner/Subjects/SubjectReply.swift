/// What a subject answers to `feed` and at the end of input.
struct SubjectReply: Codable {
  var events: [StreamEvent]?
  var comments: [String]?
  var retry: Reported<JSONNumber> = .absent
  var lastEventID: String?
  var end: String?
  var error: ReportedError?
  /// Kind `encode`: what was written, as base64.
  var bytes: String?
  /// Kind `encode`: the part that cannot be written.
  var refused: String?
  var chunks: [JSONValue]?
  var outcome: JSONValue?
  var collected: JSONValue?
  var findings: [ReportedFinding]?

  init() {}

  private enum Key: String, CodingKey {
    case events, comments, retry, lastEventID, end, error, bytes, refused, chunks, outcome, collected,
      findings
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    events = try container.decodeIfPresent([StreamEvent].self, forKey: .events)
    comments = try container.decodeIfPresent([String].self, forKey: .comments)
    if container.contains(.retry) {
      retry = try container.decodeIfPresent(JSONNumber.self, forKey: .retry).map { .value($0) } ?? .null
    }
    lastEventID = try container.decodeIfPresent(String.self, forKey: .lastEventID)
    end = try container.decodeIfPresent(String.self, forKey: .end)
    error = try container.decodeIfPresent(ReportedError.self, forKey: .error)
    bytes = try container.decodeIfPresent(String.self, forKey: .bytes)
    refused = try container.decodeIfPresent(String.self, forKey: .refused)
    chunks = try container.decodeIfPresent([JSONValue].self, forKey: .chunks)
    outcome = try container.decodeIfPresent(JSONValue.self, forKey: .outcome)
    // `"collected": null` says that nothing was collected.
    collected =
      container.contains(.collected) ? try container.decode(JSONValue.self, forKey: .collected) : nil
    findings = try container.decodeIfPresent([ReportedFinding].self, forKey: .findings)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encodeIfPresent(events, forKey: .events)
    try container.encodeIfPresent(comments, forKey: .comments)
    switch retry {
    case .absent: break
    case .null: try container.encodeNil(forKey: .retry)
    case .value(let number): try container.encode(number, forKey: .retry)
    }
    try container.encodeIfPresent(lastEventID, forKey: .lastEventID)
    try container.encodeIfPresent(end, forKey: .end)
    try container.encodeIfPresent(error, forKey: .error)
    try container.encodeIfPresent(bytes, forKey: .bytes)
    try container.encodeIfPresent(refused, forKey: .refused)
    try container.encodeIfPresent(chunks, forKey: .chunks)
    try container.encodeIfPresent(outcome, forKey: .outcome)
    try container.encodeIfPresent(collected, forKey: .collected)
    try container.encodeIfPresent(findings, forKey: .findings)
  }
}

/// A member that may be absent, null, or there.
enum Reported<Value: Equatable>: Equatable {
  case absent
  case null
  case value(Value)
}

/// An event as a parser delivers it: text, after the standard's UTF-8 decoding.
struct StreamEvent: Codable, Sendable {
  var type: String
  var data: String
  var id: String
}

extension StreamEvent: Equatable {
  static func == (left: StreamEvent, right: StreamEvent) -> Bool {
    left.type.hasSameBytes(as: right.type) && left.id.hasSameBytes(as: right.id)
      && left.data.hasSameBytes(as: right.data)
  }
}

/// A typed error: what, where, and in words.
struct ReportedError: Codable, Sendable {
  var code: String
  var offset: Int?
  var message: String?
}

/// A finding of a typed stream or of the linter.
struct ReportedFinding: Codable, Equatable, Sendable {
  var clause: String
  var severity: String?
  var event: Int?
  var offset: Int?
  var message: String?
}
