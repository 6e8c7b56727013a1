import Foundation
import Testing

/// What `decode` and `collect` tell their caller, and what they say on standard error.
@Suite(.serialized) struct TypedStatusTests {
  static let commands = ["decode", "collect"]

  @Test(arguments: commands)
  func complete(command: String) throws {
    let run = try ToolRun(command, "chat", SSETool.stream("made/chat-n3-tools").path)
    #expect(run.status == 0)
    #expect(run.errors.hasSuffix(": outcome: complete\n") && run.errors.split(separator: "\n").count == 1)
  }

  @Test(arguments: commands)
  func truncated(command: String) throws {
    let run = try ToolRun(command, "chat", SSETool.stream("chat/transformers-serve-stall").path)
    #expect(run.status == 2 && !run.output.isEmpty)
    #expect(run.errors.contains("TYP-51 at byte 204, ") && run.errors.contains("outcome: truncated"))
  }

  @Test(arguments: commands)
  func failed(command: String) throws {
    for name in ["chat/litellm-upstream-drop", "chat/litserve-midstream-error"] {
      let run = try ToolRun(command, "chat", SSETool.stream(name).path)
      #expect(run.status == 3 && !run.output.isEmpty, "what came before the error is there")
      #expect(run.errors.contains("outcome: failed: "))
    }
  }

  @Test(arguments: commands)
  func notAnEventStream(command: String) throws {
    let run = try ToolRun(command, "chat", SSETool.stream("chat/llama.cpp-error-body").path)
    #expect(run.status == 4 && run.output.isEmpty)
    #expect(run.errors.contains("parse error at line 1"))
  }

  /// Strict reading stops at the error; lenient reading tells of it and goes on.
  @Test(arguments: commands)
  func strict(command: String) throws {
    let chunk = """
      data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m",\
      "choices":[{"index":0,"delta":{"content":"a"},"finish_reason":null}]}\n\n
      """
    let last = chunk.replacingOccurrences(of: "null", with: "\"stop\"")
    let stream = Array((chunk + "data: [1]\n\n" + last + "data: [DONE]\n\n").utf8)
    let lenient = try ToolRun(command, "chat", "--text", input: stream)
    #expect(lenient.status == 0 && lenient.text.hasPrefix("aa\n"))
    #expect(
      lenient.errors.contains("error: TYP-10 at byte \(chunk.utf8.count), event 1: "), "\(lenient.errors)")
    let strict = try ToolRun(command, "chat", "--text", "--strict", input: stream)
    #expect(strict.status == 5 && strict.text.hasPrefix("a\n"))
    #expect(strict.errors.contains("TYP-10 at byte \(chunk.utf8.count), event 1: "))
  }

  @Test func quiet() throws {
    let run = try ToolRun("collect", "chat", "--quiet", SSETool.stream("chat/litellm-upstream-drop").path)
    #expect(run.status == 3 && run.errors.isEmpty)
  }

  @Test(arguments: [["decode"], ["collect"], ["decode", "nonsense"], ["decode", "chat", "--pretty"]])
  func wrongUsage(arguments: [String]) throws {
    let run = try ToolRun(arguments)
    #expect(run.status == 64 && run.output.isEmpty && !run.errors.isEmpty)
  }

  @Test func closedPipe() throws {
    let tool = try RunningTool(["decode", "chat"])
    let chunk = """
      data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m",\
      "choices":[{"index":0,"delta":{"content":"a"},"finish_reason":null}]}\n\n
      """
    tool.feed(chunk.utf8)
    #expect(tool.readLine() != nil)
    tool.closeOutput()
    while tool.feed(chunk.utf8) {}
    let end = tool.wait()
    #expect(end.status == 141 && end.errors.isEmpty, "\(end.errors)")
  }
}
