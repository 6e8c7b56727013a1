import Foundation

/// A subject that speaks the line protocol over its standard input and output.
final class ProcessSubject: Subject {
  private(set) var description: SubjectDescription
  let answersEachFeed = true
  private let command: String
  private let seconds: Double
  private var process: ChildProcess

  private struct Request<Body: Encodable>: Encodable {
    let cmd: String
    let body: Body

    private enum Key: String, CodingKey { case cmd }

    func encode(to encoder: any Encoder) throws {
      try body.encode(to: encoder)
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(cmd, forKey: .cmd)
    }
  }

  private struct Hello: Encodable { let `protocol` = 1 }
  private struct Nothing: Encodable {}
  private struct Opened: Decodable {
    let ok: Bool?
    let skipped: String?
  }

  /// Starts `command` and greets it.
  ///
  /// - Parameters:
  ///   - seconds: how long each answer may take; big pieces get more.
  ///   - profiles: what the user declares for the subject, over what it says itself.
  init(command: String, seconds: Double, profiles: [String: String] = [:]) throws {
    self.command = command
    self.seconds = seconds
    process = try ChildProcess(command: command)
    description = SubjectDescription(name: command)
    try greet()
    if !profiles.isEmpty {
      description.profiles = (description.profiles ?? [:]).merging(profiles) { $1 }
    }
  }

  private func greet() throws {
    do {
      let name = description
      let hello: SubjectDescription = try ask("hello", Hello(), seconds: max(seconds, 30))
      if name.name == command { description = hello }
      if let version = hello.protocol, version != 1 {
        throw HarnessError(message: "\(command): speaks version \(version) of the subject protocol, not 1")
      }
    } catch let failure as SubjectFailure {
      throw HarnessError(message: "\(command): no greeting: \(failure)")
    }
  }

  func open(_ request: OpenRequest) throws(SubjectFailure) -> String? {
    let opened: Opened = try ask("open", request)
    if opened.ok == nil && opened.skipped == nil {
      throw .malformed("neither \"ok\" nor \"skipped\" to open")
    }
    return opened.skipped
  }

  func feed(_ bytes: ArraySlice<UInt8>) throws(SubjectFailure) -> SubjectReply {
    // Base64 needs no escaping: writing the line by hand saves copies of what may be 64 MiB.
    var line = Array(#"{"cmd":"feed","bytes":""#.utf8)
    line += Data(bytes).base64EncodedData()
    line += Array("\"}\n".utf8)
    return try decode(try process.exchange(line, seconds: seconds + Double(bytes.count) / Double(1 << 20)))
  }

  func endOfInput() throws(SubjectFailure) -> SubjectReply { try ask("eof", Nothing()) }

  func write(_ item: ConformanceCase.WriteItem) throws(SubjectFailure) -> SubjectReply {
    try ask("write", item)
  }

  func close() throws(SubjectFailure) {
    let _: Opened = try ask("close", Nothing())
  }

  func recover() throws {
    process.terminate()
    process = try ChildProcess(command: command)
    try greet()
  }

  private func ask<Reply: Decodable>(
    _ name: String, _ body: some Encodable, seconds: Double? = nil
  ) throws(SubjectFailure) -> Reply {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
    guard let data = try? encoder.encode(Request(cmd: name, body: body)) else {
      throw .malformed("the runner could not write \(name)")
    }
    return try decode(try process.exchange(Array(data) + [0x0A], seconds: seconds ?? self.seconds))
  }

  private func decode<Reply: Decodable>(_ line: [UInt8]) throws(SubjectFailure) -> Reply {
    do {
      return try JSONDecoder().decode(Reply.self, from: Data(line))
    } catch {
      throw .malformed("\(ChildProcess.excerpt(line)): \(error)")
    }
  }
}
