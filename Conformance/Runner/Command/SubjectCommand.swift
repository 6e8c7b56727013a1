import Foundation

/// `subject`: our engine as a subject, for other runners and as an example.
struct SubjectCommand: Command {
  static let name = "subject"
  static let summary = "Serve the subject protocol with our own engine, on standard input and output."
  static let usage = ""
  static let details =
    "One JSON object a line comes in, one goes out. Conformance/README.md describes the protocol."

  init(_ arguments: inout Arguments) throws { _ = try arguments.positional(0...0) }

  private struct Request: Decodable {
    let cmd: String
    let bytes: String?
  }

  private struct Opened: Encodable {
    var ok: Bool?
    var skipped: String?
  }

  func run() throws -> CommandStatus {
    let subject = EngineSubject()
    while let line = readLine() {
      if line.isEmpty { continue }
      let data = Data(line.utf8)
      do {
        try answer(try reply(to: data, subject))
      } catch {
        Terminal.error("sse-conformance subject: \(error): \(line.prefix(200))")
        return .harnessError
      }
    }
    return .success
  }

  private func reply(to data: Data, _ subject: EngineSubject) throws -> any Encodable {
    let decoder = JSONDecoder()
    let request = try decoder.decode(Request.self, from: data)
    switch request.cmd {
    case "hello": return subject.description
    case "open":
      let skipped = try subject.open(try decoder.decode(OpenRequest.self, from: data))
      return Opened(ok: skipped == nil ? true : nil, skipped: skipped)
    case "feed":
      guard let bytes = request.bytes.flatMap({ Data(base64Encoded: $0) }) else {
        throw HarnessError(message: "no base64 in bytes")
      }
      return try subject.feed(Array(bytes)[...])
    case "write": return try subject.write(try decoder.decode(ConformanceCase.WriteItem.self, from: data))
    case "eof": return try subject.endOfInput()
    case "close":
      try subject.close()
      return Opened(ok: true)
    default: return Opened(skipped: "no command \(request.cmd)")
    }
  }

  private func answer(_ reply: any Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
    FileHandle.standardOutput.write(try encoder.encode(reply) + [0x0A])
  }
}
