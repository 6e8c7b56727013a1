import Foundation
import Testing

/// The endpoints beside chat completions.
@Suite(.serialized) struct EndpointTests {
  typealias Object = [String: Any]

  static let outcomes: [(stream: String, status: Int32)] = [
    ("completions/vllm-usage", 0), ("completions/llama-cpp-python-logprobs", 0),
    ("responses/llama.cpp-tool-call", 0), ("responses/transformers-serve-short", 0),
    ("responses/litellm-failed", 3), ("speech/litellm", 0), ("transcriptions/vllm", 0),
    ("transcriptions/transformers-serve", 2),
  ]

  @Test(arguments: outcomes)
  func outcome(stream: String, status: Int32) throws {
    let endpoint = String(try #require(stream.split(separator: "/").first))
    for command in ["decode", "collect"] {
      let run = try ToolRun(command, endpoint, SSETool.stream(stream).path)
      #expect(run.status == status && !run.output.isEmpty, "\(run.errors)")
      for line in run.lines { #expect(try object(Data(line.utf8)) != nil) }
      #expect(try ToolRun("help", command).text.contains("\n  \(endpoint) "))
    }
  }

  private func object(_ json: Data) throws -> Object? {
    try JSONSerialization.jsonObject(with: json) as? Object
  }

  /// The payloads of a recording, read by Foundation.
  private func payloads(_ stream: String) throws -> [Object] {
    try ToolRun("events", SSETool.stream(stream).path).eventLines().compactMap(\.data)
      .filter { $0.hasPrefix("{") }.compactMap { try object(Data($0.utf8)) }
  }

  private func collected(_ endpoint: String, _ stream: String) throws -> Object {
    try #require(try object(Data(ToolRun("collect", endpoint, SSETool.stream(stream).path).output)))
  }

  @Test(arguments: ["completions/vllm-usage", "completions/llama-cpp-python-logprobs"])
  func completionText(stream: String) throws {
    let text = try payloads(stream).flatMap { $0["choices"] as? [Object] ?? [] }
      .compactMap { $0["text"] as? String }.joined()
    #expect(!text.isEmpty)
    #expect(try ToolRun("decode", "completions", "--text", SSETool.stream(stream).path).text == text + "\n")
    let choices = try #require(try collected("completions", stream)["choices"] as? [Object])
    #expect(choices.map { $0["text"] as? String } == [text])
  }

  @Test func responseText() throws {
    let stream = "responses/transformers-serve-short"
    let text = try payloads(stream).filter { $0["type"] as? String == "response.output_text.delta" }
      .compactMap { $0["delta"] as? String }.joined()
    #expect(!text.isEmpty)
    #expect(try ToolRun("decode", "responses", "--text", SSETool.stream(stream).path).text == text + "\n")
    let output = try #require(try collected("responses", stream)["output"] as? [Object])
    let parts = output.flatMap { $0["content"] as? [Object] ?? [] }
    #expect(parts.compactMap { $0["text"] as? String } == [text])
  }

  @Test func functionCallOfAResponse() throws {
    let response = try collected("responses", "responses/llama.cpp-tool-call")
    let call = try #require((response["output"] as? [Object])?.first)
    #expect(call["type"] as? String == "function_call" && call["name"] as? String == "get_weather")
    let arguments = try #require(try object(Data((call["arguments"] as? String ?? "").utf8)))
    #expect(arguments["city"] as? String == "Paris" && arguments["days"] as? Int == 9)
  }

  /// Of one server as chunks like those of chats, of another as bare data.
  @Test(arguments: ["transcriptions/vllm", "transcriptions/transformers-serve"])
  func transcribedText(stream: String) throws {
    let data = try ToolRun("events", SSETool.stream(stream).path).eventLines().compactMap(\.data)
    let isBare = try payloads(stream).isEmpty
    let chunks = try payloads(stream).flatMap { $0["choices"] as? [Object] ?? [] }
    let text =
      isBare
      ? data.joined() : chunks.compactMap { ($0["delta"] as? Object)?["content"] as? String }.joined()
    #expect(!text.isEmpty)
    let printed = try ToolRun("decode", "transcriptions", "--text", SSETool.stream(stream).path).text
    #expect(printed == (text.hasSuffix("\n") ? text : text + "\n"))
    #expect(try collected("transcriptions", stream)["text"] as? String == text)
  }

  /// Pictures so far, and the picture; written here, since there is no recording.
  @Test func images() throws {
    let stream = """
      event: image_generation.partial_image
      data: {"type":"image_generation.partial_image","partial_image_index":0,"b64_json":"AAAA","created_at":1}

      event: image_generation.completed
      data: {"type":"image_generation.completed","b64_json":"AAEC","created_at":1,"usage":{"total_tokens":3}}


      """
    let run = try ToolRun("collect", "images", input: Array(stream.utf8))
    #expect(run.status == 0, "\(run.errors)")
    let response = try #require(try object(Data(run.output)))
    #expect((response["data"] as? [Object])?.map { $0["b64_json"] as? String } == ["AAEC"])
    #expect(try ToolRun("decode", "images", input: Array(stream.utf8)).lines.count == 2)
  }

  @Test func audio() throws {
    let stream = "speech/litellm"
    let sound = try payloads(stream).compactMap { $0["audio"] as? String }
      .compactMap { Data(base64Encoded: $0) }.reduce(Data(), +)
    #expect(sound.count > 10_000)
    let collected = try #require(try collected("speech", stream)["audio"] as? String)
    #expect(Data(base64Encoded: collected) == sound)
    #expect(try ToolRun("decode", "speech", "--text", SSETool.stream(stream).path).status == 64)
  }
}
