import Foundation
import TestSupport

/// The tool at work, with both ends of its pipes in hand.
final class RunningTool: Sendable {
  private let process: Process
  private let input = Pipe()
  private let output = Pipe()
  private let errors: URL

  /// - Parameters:
  ///   - errors: where standard error goes, if not where ``wait()`` finds it.
  ///   - environment: beside what these tests have.
  init(_ arguments: [String], errors terminal: FileHandle? = nil, environment: [String: String] = [:]) throws
  {
    // Whoever writes to a tool that has ended gets an error, not a signal.
    signal(SIGPIPE, SIG_IGN)
    errors = FileManager.default.temporaryDirectory.appendingPathComponent("sse-errors-\(UUID().uuidString)")
    try Data().write(to: errors)
    process = Process()
    process.executableURL = try SSETool.executable()
    process.arguments = arguments
    process.currentDirectoryURL = ProjectFiles.root
    process.standardInput = input
    process.standardOutput = output
    process.standardError = try terminal ?? FileHandle(forWritingTo: errors)
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    try process.run()
    // A tool that keeps a test waiting is ended, so that the test fails and does not hang. In a thread of its
    // own, since waiting tests may hold all others; by the one signal that the tool cannot have inherited as
    // blocked.
    Thread.detachNewThread { [process] in
      let deadline = Date(timeIntervalSinceNow: Self.patience)
      while process.isRunning, Date() < deadline { Thread.sleep(forTimeInterval: 0.5) }
      if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }
  }

  private static let patience = 60.0

  deinit { try? FileManager.default.removeItem(at: errors) }

  var processIdentifier: Int32 { process.processIdentifier }

  /// Writes `bytes` to the tool; false once it no longer reads.
  @discardableResult
  func feed(_ bytes: some Sequence<UInt8>, andClose closes: Bool = false) -> Bool {
    defer { if closes { closeInput() } }
    return (try? input.fileHandleForWriting.write(contentsOf: Data(bytes))) != nil
  }

  func closeInput() { try? input.fileHandleForWriting.close() }

  /// Waits for the next bytes of the tool's output; nil at its end.
  func read(upTo count: Int = 65536) -> [UInt8]? {
    guard let data = try? output.fileHandleForReading.read(upToCount: count), !data.isEmpty else {
      return nil
    }
    return Array(data)
  }

  /// Waits for a whole line; it is given without its end.
  func readLine() -> String? {
    var line: [UInt8] = []
    while let byte = read(upTo: 1)?.first {
      if byte == 0x0A { return String(decoding: line, as: UTF8.self) }
      line.append(byte)
    }
    return nil
  }

  func readToEnd() -> [UInt8] {
    var all: [UInt8] = []
    while let bytes = read() { all += bytes }
    return all
  }

  /// Nobody reads the tool's output any more.
  func closeOutput() { try? output.fileHandleForReading.close() }

  /// Waits for the end.
  func wait() -> (status: Int32, errors: String) {
    process.waitUntilExit()
    let status = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
    let text = (try? Data(contentsOf: errors)).map { String(decoding: $0, as: UTF8.self) }
    return (status, text ?? "")
  }
}
