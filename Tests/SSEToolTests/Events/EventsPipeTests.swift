import Foundation
import Testing

/// `sse events` as a part of a pipeline.
@Suite(.serialized) struct EventsPipeTests {
  /// Each event is out while the input is still open, whichever its last byte is. A tool that is late never
  /// answers, and is ended.
  @Test(arguments: ["\n", "\r", "\r\n"])
  func eventsAreNotLate(end: String) throws {
    let tool = try RunningTool(["events"])
    for i in 0..<20 {
      tool.feed("data: \(i)\(end)".utf8)
      tool.feed(end.utf8)
      let line = try #require(tool.readLine())
      #expect(try JSONDecoder().decode(EventLine.self, from: Data(line.utf8)).data == "\(i)")
    }
    tool.closeInput()
    #expect(tool.read() == nil)
    #expect(tool.wait().status == 0)
  }

  /// As behind a network that brings a byte at a time.
  @Test func bytesOneByOne() throws {
    let bytes = Array(try Data(contentsOf: SSETool.stream("events/node-mixed")))
    let tool = try RunningTool(["events", "--comments", "--retry"])
    for byte in bytes { tool.feed([byte]) }
    tool.closeInput()
    let output = tool.readToEnd()
    #expect(tool.wait().status == 0)
    #expect(try output == ToolRun("events", "--comments", "--retry", input: bytes).output)
  }

  @Test func closedPipeEndsTheToolQuietly() throws {
    let tool = try RunningTool(["events"])
    tool.feed("data: first\n\n".utf8)
    #expect(tool.readLine() != nil)
    tool.closeOutput()
    while tool.feed("data: more\n\n".utf8) {}
    let end = tool.wait()
    #expect(end.status == 141)
    #expect(end.errors.isEmpty, "\(end.errors)")
  }

  #if os(Linux)
  /// Peak memory after much input is what it was after little.
  @Test func memoryIsConstant() throws {
    #if DEBUG
    let megabytes = 32
    #else
    let megabytes = 256
    #endif
    let recording = Array(try Data(contentsOf: SSETool.stream("chat/litellm-multilingual")))
    let megabyte = (0..<(1 << 20) / recording.count).flatMap { _ in recording }
    let tool = try RunningTool(["events"])
    let draining = Thread.start { while tool.read() != nil {} }
    for _ in 0..<4 { tool.feed(megabyte) }
    let early = try peakMemory(of: tool)
    for _ in 0..<megabytes { tool.feed(megabyte) }
    let late = try peakMemory(of: tool)
    tool.closeInput()
    draining.join()
    #expect(tool.wait().status == 0)
    #expect(late - early <= 1024, "\(early) KiB after 4 MiB, \(late) KiB after \(megabytes) MiB")
    #expect(late < 64 * 1024)
  }

  /// The most memory that the tool has held so far, in KiB.
  private func peakMemory(of tool: RunningTool) throws -> Int {
    let status = try String(contentsOfFile: "/proc/\(tool.processIdentifier)/status", encoding: .utf8)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
    return try #require(Int(line.filter(\.isNumber)))
  }
  #endif
}
