import Foundation
import Testing

/// `sse collect` on real streams.
@Suite(.serialized) struct CollectCommandTests {
  private func response(_ arguments: String...) throws -> NSDictionary {
    let run = try ToolRun(["collect", "chat"] + arguments)
    return try #require(try JSONSerialization.jsonObject(with: Data(run.output)) as? NSDictionary)
  }

  private func choice(_ index: Int, of response: NSDictionary) throws -> NSDictionary {
    try #require((response["choices"] as? [NSDictionary])?.first { $0["index"] as? Int == index })
  }

  @Test func envelopeTextAndUsage() throws {
    let name = "chat/vllm-usage"
    let response = try response(SSETool.stream(name).path)
    #expect(response["object"] as? String == "chat.completion")
    #expect(response["model"] as? String == "tiny")
    #expect(
      response["usage"] as? [String: Int] == [
        "prompt_tokens": 19, "total_tokens": 35, "completion_tokens": 16,
      ])
    let choice = try choice(0, of: response)
    #expect(choice["finish_reason"] as? String == "length")
    let message = try #require(choice["message"] as? NSDictionary)
    #expect(message["role"] as? String == "assistant")
    #expect(try message["content"] as? String == DecodeCommandTests.expectedText(of: name))
  }

  @Test func parallelToolCalls() throws {
    let message = try #require(
      try choice(0, of: response(SSETool.stream("chat/litellm-tools-parallel").path))["message"]
        as? NSDictionary)
    let calls = try #require(message["tool_calls"] as? [NSDictionary])
    #expect(calls.count == 8)
    for call in calls {
      let function = try #require(call["function"] as? NSDictionary)
      #expect(function["name"] as? String == "get_weather")
      let arguments = try #require(function["arguments"] as? String)
      let object = try JSONSerialization.jsonObject(with: Data(arguments.utf8)) as? NSDictionary
      #expect(object?["city"] is String && object?["days"] is Int && object?["unit"] is String)
    }
    #expect(Set(calls.compactMap { $0["id"] as? String }).count == 8)
  }

  @Test func threeChoicesWithTwoCallsEach() throws {
    let response = try response(SSETool.stream("made/chat-n3-tools").path)
    let cities = [["Paris", "東京"], ["São Paulo", "Oslo"], ["Lagos", "Lima"]]
    for index in 0..<3 {
      let choice = try choice(index, of: response)
      #expect(choice["finish_reason"] as? String == "tool_calls")
      let calls = try #require((choice["message"] as? NSDictionary)?["tool_calls"] as? [NSDictionary])
      let arguments = calls.compactMap { ($0["function"] as? NSDictionary)?["arguments"] as? String }
      #expect(arguments == cities[index].map { "{\"city\": \"\($0)\", \"days\": \(index + 1)}" })
      #expect(calls.compactMap { $0["id"] as? String } == ["call_\(index)0", "call_\(index)1"])
    }
  }

  @Test func reasoning() throws {
    let message = try #require(
      try choice(0, of: response(SSETool.stream("chat/litellm-reasoning").path))["message"] as? NSDictionary)
    #expect((message["reasoning_content"] as? String)?.hasPrefix("\n Stio") == true)
    #expect(message["content"] is NSNull)
  }

  @Test func textBeforeTheResponse() throws {
    let file = SSETool.stream("chat/vllm-usage").path
    let text = try ToolRun("decode", "chat", "--text", file).text
    let response = try ToolRun("collect", "chat", file).text
    #expect(try ToolRun("collect", "chat", "--text", file).text == text + response)
  }

  /// Indenting changes the white space between tokens, and nothing else.
  @Test(arguments: ["chat/litellm-multilingual", "chat/llama-cpp-python-logprobs", "made/chat-n3-tools"])
  func indented(name: String) throws {
    let file = SSETool.stream(name).path
    let plain = try ToolRun("collect", "chat", file)
    let pretty = try ToolRun("collect", "chat", "--pretty", file)
    #expect(plain.lines.count == 1 && pretty.lines.count > 10)
    #expect(
      try JSONSerialization.jsonObject(with: Data(plain.output)) as? NSDictionary
        == JSONSerialization.jsonObject(with: Data(pretty.output)) as? NSDictionary)
    for line in pretty.lines { #expect(line.prefix { $0 == " " }.count % 2 == 0) }
  }
}
