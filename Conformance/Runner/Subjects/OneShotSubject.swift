import Foundation

/// A subject for trivial ports: the command is started once for each stream, reads the stream from standard
/// input to its end, and prints one JSON object a line.
///
/// `{"type":…,"data":…,"id":…}` is an event, `{"comment":…}` a comment, `{"retry":…}` a reconnection time; a line
/// with `end` or `lastEventID` tells the state at the end. Lateness and options cannot be seen this way.
final class OneShotSubject: Subject {
  let description: SubjectDescription
  let answersEachFeed = false
  private let command: String
  private let seconds: Double
  private var bytes: [UInt8] = []

  init(command: String, seconds: Double, capabilities: Set<String>, profiles: [String: String]) {
    self.command = command
    self.seconds = seconds
    description = SubjectDescription(
      name: command, language: nil, protocol: 1, capabilities: capabilities.union(["parse"]),
      profiles: profiles)
  }

  private struct Line: Decodable {
    let type: String?
    let data: String?
    let id: String?
    let comment: String?
    let end: String?
    let lastEventID: String?
    let error: ReportedError?
  }

  private struct RetryLine: Decodable {
    let retry: JSONNumber
  }

  func open(_ request: OpenRequest) throws(SubjectFailure) -> String? {
    bytes = []
    if request.kind != .parse { return "one-shot subjects parse" }
    let options = request.options
    if options.limits != nil || options.stopAfter != nil { return "one-shot subjects take no options" }
    if let id = options.lastEventID, !id.isEmpty { return "one-shot subjects take no last event ID" }
    if let eof = options.eof, eof != description.profiles?["eof"] ?? "discard" {
      return "one-shot subjects take no options"
    }
    return nil
  }

  func feed(_ bytes: ArraySlice<UInt8>) throws(SubjectFailure) -> SubjectReply {
    self.bytes += bytes
    return SubjectReply()
  }

  func endOfInput() throws(SubjectFailure) -> SubjectReply {
    let process: ChildProcess
    do {
      process = try ChildProcess(command: command)
    } catch {
      throw .crash("\(error)")
    }
    defer { process.terminate() }
    let limit = seconds + Double(bytes.count) / Double(1 << 20)
    let (output, end) = try process.consume(bytes, seconds: limit)
    if let end { throw .crash(end) }
    var reply = SubjectReply()
    reply.events = []
    reply.comments = []
    let decoder = JSONDecoder()
    for text in output.split(separator: 0x0A) {
      let data = Data(text)
      guard let line = try? decoder.decode(Line.self, from: data) else {
        throw .malformed(ChildProcess.excerpt(Array(text)))
      }
      if let data = line.data {
        reply.events?.append(StreamEvent(type: line.type ?? "message", data: data, id: line.id ?? ""))
      }
      if let comment = line.comment { reply.comments?.append(comment) }
      if let retry = try? decoder.decode(RetryLine.self, from: data) { reply.retry = .value(retry.retry) }
      if let end = line.end { reply.end = end }
      if let id = line.lastEventID { reply.lastEventID = id }
      if let error = line.error { reply.error = error }
    }
    return reply
  }

  func write(_ item: ConformanceCase.WriteItem) throws(SubjectFailure) -> SubjectReply {
    throw .malformed("one-shot subjects parse")
  }

  func close() throws(SubjectFailure) {}
  func recover() throws {}
}
