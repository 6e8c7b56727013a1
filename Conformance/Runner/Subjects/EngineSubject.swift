import Foundation
import OpenAIStreams
import ServerSentEvents

/// Our own engine, in this process.
final class EngineSubject: Subject {
  let description = SubjectDescription(
    name: "ServerSentEvents", version: SSEConformance.version, language: "Swift", protocol: 1,
    capabilities: Set(["parse", "comments", "retry", "limits", "stop", "encode", "lint:framing"])
      .union(TypedEndpoint.all.flatMap { ["typed:\($0.name)", "lint:\($0.name)"] }),
    profiles: ["eof": "discard", "id": "lastEventID", "emptyRetry": "ignore"])
  let answersEachFeed = true
  private var session: (any EngineSession)?

  func open(_ request: OpenRequest) throws(SubjectFailure) -> String? {
    switch request.kind {
    case .parse:
      session = ParseSession(request)
      return nil
    case .encode:
      session = nil
      return nil
    case .lint where request.endpoint ?? "framing" == "framing":
      session = FramingSession()
      return nil
    case .typed, .lint:
      guard let endpoint = TypedEndpoint.named(request.endpoint ?? "") else {
        return "endpoint \(request.endpoint ?? "") is not served"
      }
      session = endpoint.session(request, RequestFacts())
      return nil
    case .connect:
      return "kind \(request.kind.rawValue) is not served"
    }
  }

  func feed(_ bytes: ArraySlice<UInt8>) throws(SubjectFailure) -> SubjectReply {
    guard let session else { throw .malformed("feed before open") }
    // A copy of exactly these bytes: reading past them would be reading past the array.
    return session.feed(Array(bytes))
  }

  func endOfInput() throws(SubjectFailure) -> SubjectReply {
    guard let session else { throw .malformed("eof before open") }
    return session.endOfInput()
  }

  func write(_ item: ConformanceCase.WriteItem) throws(SubjectFailure) -> SubjectReply {
    var reply = SubjectReply()
    var output: [UInt8] = []
    let encoder = EventStreamEncoder()
    do {
      if let event = item.event {
        try encoder.encode(
          data: event.data, type: event.type, id: event.id, retry: event.retry, into: &output)
      } else {
        encoder.encode(comment: item.comment ?? "", into: &output)
      }
      reply.bytes = Data(output).base64EncodedString()
    } catch {
      // Something was written before the refusal: that is what the runner must see (ENC-4, ENC-5).
      guard output.isEmpty else { return reply }
      reply.refused = Self.part(of: error.code)
    }
    return reply
  }

  private static func part(of code: EventStreamEncodingError.Code) -> String {
    switch code {
    case .lineBreakInType: "type"
    case .lineBreakInID, .nulInID: "id"
    case .negativeRetry: "retry"
    default: "\(code)"
    }
  }

  func close() throws(SubjectFailure) { session = nil }
  func recover() { session = nil }
}

/// One stream in the engine, of one kind.
protocol EngineSession: AnyObject {
  func feed(_ bytes: [UInt8]) -> SubjectReply
  func endOfInput() -> SubjectReply
}
