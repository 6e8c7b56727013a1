import Foundation
import OpenAIStreams
import ServerSentEvents

/// Kinds `typed` and `lint`: a stream of one endpoint, collected and judged.
final class TypedSession<Collector: StreamCollector>: EngineSession
where Collector.Rules.Element: JSONWritable {
  private var stream: TypedStream<Collector.Rules>
  private var collector: Collector
  private let kind: ConformanceCase.Kind

  init(_ request: OpenRequest, _ facts: RequestFacts) {
    kind = request.kind
    var options = TypedStreamOptions()
    options.request = facts
    options.limits.maximumKeptFindings = 1 << 16
    if request.options.strict == true { options.policy = .strict }
    stream = TypedStream(lastEventID: request.options.lastEventID ?? "", options: options)
    collector = Collector(limits: options.limits)
  }

  func feed(_ bytes: [UInt8]) -> SubjectReply {
    var reply = SubjectReply()
    var input = bytes.span.bytes
    while true {
      do {
        guard let payload = try stream.nextPayload(&input) else { break }
        add(payload, to: &reply)
      } catch {
        note(error, in: &reply)
      }
    }
    return reply
  }

  func endOfInput() -> SubjectReply {
    var reply = SubjectReply()
    while true {
      do {
        guard let payload = try stream.payloadAtEndOfInput() else { break }
        add(payload, to: &reply)
      } catch {
        note(error, in: &reply)
      }
    }
    reply.outcome = stream.finish().reported
    if kind == .typed { reply.collected = JSONValue(text: collector.snapshot.jsonText) }
    reply.findings = stream.keptFindings.map(ReportedFinding.init)
    return reply
  }

  private func add(_ payload: PayloadView, to reply: inout SubjectReply) {
    collector.add(payload)
    guard kind == .typed else { return }
    reply.chunks = (reply.chunks ?? []) + [JSONValue(text: Collector.Rules.element(of: payload).jsonText)]
  }

  private func note(_ error: TypedStreamError, in reply: inout SubjectReply) {
    guard reply.error == nil else { return }
    reply.error = ReportedError(
      code: error.clause ?? "\(error.code)", offset: error.offset, message: "\(error)")
  }
}

extension ReportedFinding {
  init(_ finding: Finding) {
    let detail = finding.detail.map { " (\($0))" } ?? ""
    self.init(
      clause: finding.clause.id, severity: "\(finding.severity)", event: finding.event,
      offset: finding.offset,
      message: "\(finding.clause.summary)\(detail); \(finding.clause.advice)")
  }
}

extension StreamOutcome {
  /// As the protocol tells it: the kind, and what there is to say of it.
  var reported: JSONValue {
    var members: [String: JSONValue] = ["kind": .string(name)]
    switch self {
    case .complete(.whole): break
    case .complete(.cutByLimit(let reason)), .complete(.filtered(let reason)):
      members["reason"] = .string(reason)
    case .truncated(let truncation):
      members["missing"] = .array(truncation.missing.map(JSONValue.string))
    case .failed(let error):
      var told: [String: JSONValue] = ["message": .string(error.message)]
      if let type = error.type { told["type"] = .string(type) }
      if let param = error.param { told["param"] = .string(param) }
      if let code = error.code { told["code"] = .string(code) }
      if let status = error.status { told["status"] = JSONValue(text: Array("\(status)".utf8)) }
      members["error"] = .object(told)
    case .notAnEventStream(let preview):
      members["preview"] = .string(preview)
    }
    return .object(members)
  }
}

extension JSONValue {
  /// The value of a text that our own writer has made; null if it is none.
  init(text: [UInt8]) {
    self = (try? JSONDecoder().decode(JSONValue.self, from: Data(text))) ?? .null
  }
}

/// The endpoints whose streams can be judged: a new one is one line here.
struct TypedEndpoint: Sendable {
  /// What the protocol and the cases call it, and what else it may be called on a command line.
  let name: String
  let session: @Sendable (OpenRequest, RequestFacts) -> any EngineSession

  static let all = [
    TypedEndpoint("chat.completions", ChatCompletionCollector.self),
    TypedEndpoint("completions", CompletionCollector.self),
    TypedEndpoint("responses", ResponseCollector.self),
    TypedEndpoint("speech", SpeechCollector.self),
    TypedEndpoint("transcriptions", TranscriptionCollector.self),
    TypedEndpoint("images", ImageCollector.self),
  ]

  private init<Collector: StreamCollector>(_ name: String, _: Collector.Type)
  where Collector.Rules.Element: JSONWritable {
    self.name = name
    session = { TypedSession<Collector>($0, $1) }
  }

  /// - Parameter name: `chat` stands for `chat.completions`.
  static func named(_ name: String) -> TypedEndpoint? {
    all.first { $0.name == name || ($0.name == "chat.completions" && name == "chat") }
  }
}
