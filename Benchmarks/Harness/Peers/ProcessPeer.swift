import Foundation

/// A peer in a program of its own, which speaks lines over pipes: `open WORK STEP FILE`, `pass`, end of input.
final class ProcessPeer: Peer {
  private(set) var subject: String
  let offers: [PeerOffer]
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var received = Data()

  private struct Opened: Decodable {
    let ok: Bool
    let version: String
  }

  init(program: URL?, arguments: [String], offers: [PeerOffer]) throws {
    guard let program, FileManager.default.isExecutableFile(atPath: program.path) else {
      throw Failure.unavailable("not installed; see Benchmarks/Peers/install")
    }
    self.offers = offers
    subject = arguments.last ?? program.lastPathComponent
    process.executableURL = program
    process.arguments = arguments
    process.standardInput = input
    process.standardOutput = output
    try process.run()
  }

  func open(_ work: String, _ corpus: Corpus, file: URL, step: Int) throws {
    let reply = try ask("open \(work) \(step) \(file.path)", Opened.self)
    guard reply.ok else { throw Failure.unavailable("\(subject) cannot read \(file.path)") }
    subject = reply.version
  }

  func pass() throws -> PeerPass { try ask("pass", PeerPass.self) }

  func close() {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  private func ask<Reply: Decodable>(_ line: String, _ type: Reply.Type) throws -> Reply {
    try input.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8))
    while true {
      if let end = received.firstIndex(of: 0x0A) {
        let reply = Data(received[..<end])
        received = Data(received[(end + 1)...])
        return try JSONDecoder().decode(type, from: reply)
      }
      let more = output.fileHandleForReading.availableData
      guard !more.isEmpty else { throw Failure.unavailable("\(subject) ended before it answered") }
      received += more
    }
  }
}
