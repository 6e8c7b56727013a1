import Foundation
import Testing

/// `sse normalize chat`, and the sound of `sse collect speech`.
@Suite(.serialized) struct NormalizeCommandTests {
  /// What comes out has no finding that is an error or a warning, and collects to what the input does.
  @Test(arguments: [
    "chat/transformers-serve-short", "chat/litellm-n2", "made/chat-n3-tools", "chat/llama.cpp-tool",
  ])
  func normalForm(stream: String) throws {
    let file = SSETool.stream(stream).path
    let normalized = try ToolRun("normalize", "chat", "--quiet", file)
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let copy = folder.appending(path: "normal.sse")
    try Data(normalized.output).write(to: copy)

    let again = try ToolRun("normalize", "chat", "--quiet", copy.path)
    #expect(again.output == normalized.output, "normalising twice changes nothing")
    let collected = try ToolRun("collect", "chat", copy.path)
    #expect(collected.status == normalized.status)
    // A stream that was cut stays so, and says it.
    let expected = normalized.status == 0 ? 0 : 1
    let grave = collected.errors.split(separator: "\n").count {
      $0.contains(" warning: ") || $0.contains(" error: ")
    }
    #expect(grave == expected, "\(collected.errors)")
    #expect(try choices(collected.output) == choices(ToolRun("collect", "chat", "--quiet", file).output))
  }

  private func choices(_ response: some Sequence<UInt8>) throws -> NSArray {
    let object = try JSONSerialization.jsonObject(with: Data(response)) as? [String: Any]
    return try #require(object?["choices"] as? NSArray)
  }

  @Test func truncatedGetsNoMarker() throws {
    let run = try ToolRun(
      "normalize", "chat", "--quiet", SSETool.stream("chat/transformers-serve-stall").path)
    #expect(run.status == 2)
    #expect(!run.text.contains("[DONE]"))
  }

  @Test func otherEndpoints() throws {
    #expect(try ToolRun("normalize", "speech").status == 64)
    #expect(try ToolRun("collect", "chat", "--output", "x").status == 64)
  }

  /// The file holds the very bytes of the deltas.
  @Test func soundFile() throws {
    let file = SSETool.stream("speech/litellm").path
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let sound = folder.appending(path: "sound")
    let run = try ToolRun("collect", "speech", "--output", sound.path, file)
    #expect(run.status == 0 && run.output.isEmpty, "\(run.errors)")
    let collected = try JSONSerialization.jsonObject(with: Data(ToolRun("collect", "speech", file).output))
    let base64 = try #require((collected as? [String: Any])?["audio"] as? String)
    #expect(try Data(contentsOf: sound) == Data(base64Encoded: base64))
  }
}
