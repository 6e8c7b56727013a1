import Foundation
import Testing

/// `sse decode` on real streams.
@Suite(.serialized) struct DecodeCommandTests {
  /// The text of choice 0 as Foundation reads it from an LF-only stream.
  static func expectedText(of name: String) throws -> String {
    let body = String(decoding: try Data(contentsOf: SSETool.stream(name)), as: UTF8.self)
    var text = ""
    for line in body.components(separatedBy: "\n") where line.hasPrefix("data: {") {
      let chunk = try JSONSerialization.jsonObject(with: Data(line.dropFirst(6).utf8)) as? [String: Any]
      for choice in chunk?["choices"] as? [[String: Any]] ?? [] where choice["index"] as? Int == 0 {
        text += (choice["delta"] as? [String: Any])?["content"] as? String ?? ""
      }
    }
    return text
  }

  static let recordings = SSETool.streams(in: "chat").filter { !$0.hasSuffix("error-body") }

  @Test(arguments: recordings)
  func textOfRecordings(name: String) throws {
    let run = try ToolRun("decode", "chat", "--text", SSETool.stream(name).path)
    let text = try Self.expectedText(of: name)
    #expect(run.text == (text.isEmpty || text.hasSuffix("\n") ? text : text + "\n"))
  }

  /// The text is exactly what the server was told to say, framing inside the text and all.
  @Test func textThatLooksLikeFraming() throws {
    let run = try ToolRun("decode", "chat", "--text", SSETool.stream("chat/litellm-multilingual").path)
    #expect(run.status == 0)
    #expect(run.text.hasPrefix("Приве́т, мир! 你好，世界。"))
    #expect(run.text.hasSuffix("\r\ncrlf\n\ndata: [DONE]\n\nevent: fake\nid: 7\n: comment\n"))
  }

  /// A line a payload, and each line is JSON that says what the payload said.
  @Test(arguments: recordings)
  func chunksOfRecordings(name: String) throws {
    let file = SSETool.stream(name).path
    let run = try ToolRun("decode", "chat", file)
    let payloads = try ToolRun("events", "--unterminated", file).eventLines().compactMap(\.data)
      .filter { $0.hasPrefix("{") && !$0.hasPrefix("{\"error\"") }
    #expect(run.lines.count == payloads.count)
    for (line, payload) in zip(run.lines, payloads) {
      let chunk = try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? NSDictionary)
      let original = try #require(
        try JSONSerialization.jsonObject(with: Data(payload.utf8)) as? NSDictionary)
      #expect(chunk["object"] as? String == "chat.completion.chunk")
      for member in ["id", "created", "model", "usage"] where !(original[member] is NSNull) {
        #expect(chunk[member] as? NSObject == original[member] as? NSObject, "\(member)")
      }
      #expect((chunk["choices"] as? [Any])?.count == (original["choices"] as? [Any])?.count)
    }
  }

  @Test func sameFromStandardInput() throws {
    let file = SSETool.stream("chat/litellm-tools-parallel")
    let bytes = Array(try Data(contentsOf: file))
    for command in ["decode", "collect"] {
      #expect(try ToolRun(command, "chat", input: bytes).output == ToolRun(command, "chat", file.path).output)
    }
  }

  /// Text is out while the input is open; `[DONE]` ends the tool, though nobody closes the connection.
  @Test func textIsNotLateAndTheMarkerEndsReading() throws {
    let tool = try RunningTool(["decode", "chat", "--text"])
    for word in ["one\n", "two\n"] {
      let chunk: [String: Any] = [
        "id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m",
        "choices": [["index": 0, "delta": ["content": word], "finish_reason": NSNull()] as [String: Any]],
      ]
      tool.feed(Array("data: ".utf8) + Array(try JSONSerialization.data(withJSONObject: chunk)))
      tool.feed("\n\n".utf8)
      #expect(tool.readLine() == word.trimmingCharacters(in: .newlines))
    }
    tool.feed("data: [DONE]\n\n".utf8)
    #expect(tool.read() == nil)
    #expect(tool.wait().status == 2, "no finish reason came")
  }
}
