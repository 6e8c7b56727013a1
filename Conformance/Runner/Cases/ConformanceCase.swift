/// One case of the suite, as `Conformance/Cases/case.schema.json` describes it.
struct ConformanceCase: Decodable {
  let id: String
  let clauses: [String]
  let level: Level
  let kind: Kind
  let origin: [String]?
  let about: String
  let endpoint: String?
  /// The stream; nil for kind `encode`.
  let input: CaseBytes?
  /// Kind `encode`: what is to be written, in order.
  let write: [WriteItem]?
  let cuts: [[Int]]?
  let options: Options?
  let preceding: CaseBytes?
  let visibleAfter: [Visibility]?
  let expect: Expectation
  let alternatives: [Alternative]?
  let ignore: [String]?
  let nullIsAbsent: [String]?

  enum Level: String, Codable, CaseIterable { case must, should, choice }
  enum Kind: String, Codable, CaseIterable { case parse, encode, typed, lint, connect }

  /// How the subject is asked to treat the stream.
  struct Options: Codable, Equatable {
    var lastEventID: String?
    var eof: String?
    var resume: Bool?
    var strict: Bool?
    var stopAfter: Int?
    var limits: [String: Int]?
  }

  /// Something to write: an event, or a comment.
  struct WriteItem: Codable, CustomStringConvertible {
    let event: WrittenEvent?
    let comment: String?

    var description: String {
      if let event { return event.description }
      return "comment \(Excerpt.quoted(comment ?? ""))"
    }
  }

  /// An event as it is given to an encoder; what is absent is not to be written.
  struct WrittenEvent: Codable, CustomStringConvertible {
    let type: String?
    let data: String
    let id: String?
    let retry: Int?

    var description: String {
      var parts = ["event"]
      if let type { parts.append("type \(Excerpt.quoted(type))") }
      if let id { parts.append("id \(Excerpt.quoted(id))") }
      if let retry { parts.append("retry \(retry)") }
      return (parts + ["data \(Excerpt.quoted(data))"]).joined(separator: " ")
    }
  }

  /// What must have been reported when so many bytes are in.
  struct Visibility: Decodable {
    let bytes: Int
    let events: Int?
    let comments: Int?
    let retry: Int?
    let chunks: Int?
  }

  /// Another result that is accepted, from everybody or from subjects with these profiles.
  struct Alternative: Decodable {
    let when: [Condition]
    let expect: Expectation

    private enum Key: String, CodingKey { case when, expect }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      expect = try container.decode(Expectation.self, forKey: .expect)
      if !container.contains(.when) {
        when = []
      } else if let one = try? container.decode(Condition.self, forKey: .when) {
        when = [one]
      } else {
        when = try container.decode([Condition].self, forKey: .when)
      }
    }

    func holds(for profiles: [String: String]) -> Bool {
      when.allSatisfy { profiles[$0.profile] == $0.is }
    }
  }

  struct Condition: Decodable, CustomStringConvertible {
    let profile: String
    let `is`: String
    var description: String { "\(profile) = \(self.is)" }
  }

  /// Whether it says something about comments.
  var wantsComments: Bool {
    expect.comments != nil || (visibleAfter ?? []).contains { $0.comments != nil }
  }

  /// The clause groups it belongs to, that of its first clause first.
  var groups: [String] {
    var seen: [String] = []
    for group in clauses.map(SpecClause.group(of:)) where !seen.contains(group) { seen.append(group) }
    return seen
  }
}

/// What a case expects; only what stands here is compared, and for kind `parse` always the events and the
/// absence of an error.
struct Expectation: Decodable {
  let events: [Event]?
  let lastEventID: String?
  let retry: Retry?
  let comments: [CaseText]?
  let end: String?
  let error: ExpectedError?
  let output: CaseText?
  let refused: [String]?
  let text: CaseText?
  let chunks: [JSONValue]?
  let outcome: JSONValue?
  let collected: JSONValue?
  let findings: [ExpectedFinding]?

  struct Event: Decodable {
    let type: String
    let data: CaseText
    let id: String
    let times: Int?
  }

  struct ExpectedError: Decodable {
    let code: String
    let offset: Int?
  }

  struct ExpectedFinding: Decodable {
    let clause: String
    let severity: String?
    let event: Int?
    let offset: Int?
    let times: Int?
  }

  /// The reconnection time at the end.
  enum Retry: Equatable {
    case none
    case exactly(JSONNumber)
    case atLeast(JSONNumber)
  }

  private enum Key: String, CodingKey {
    case events, lastEventID, retry, comments, end, error, output, refused, text, chunks, outcome, collected,
      findings, atLeast
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    events = try container.decodeIfPresent([Event].self, forKey: .events)
    lastEventID = try container.decodeIfPresent(String.self, forKey: .lastEventID)
    comments = try container.decodeIfPresent([CaseText].self, forKey: .comments)
    end = try container.decodeIfPresent(String.self, forKey: .end)
    error = try container.decodeIfPresent(ExpectedError.self, forKey: .error)
    output = try container.decodeIfPresent(CaseText.self, forKey: .output)
    refused = try container.decodeIfPresent([String].self, forKey: .refused)
    text = try container.decodeIfPresent(CaseText.self, forKey: .text)
    chunks = try container.decodeIfPresent([JSONValue].self, forKey: .chunks)
    outcome = try container.decodeIfPresent(JSONValue.self, forKey: .outcome)
    // `"collected": null` is an expectation too: nothing was collected.
    collected =
      container.contains(.collected) ? try container.decode(JSONValue.self, forKey: .collected) : nil
    findings = try container.decodeIfPresent([ExpectedFinding].self, forKey: .findings)
    if !container.contains(.retry) {
      retry = nil
    } else if try container.decodeNil(forKey: .retry) {
      retry = Retry.none
    } else if let bound = try? container.nestedContainer(keyedBy: Key.self, forKey: .retry) {
      retry = .atLeast(try bound.decode(JSONNumber.self, forKey: .atLeast))
    } else {
      retry = .exactly(try container.decode(JSONNumber.self, forKey: .retry))
    }
  }
}
