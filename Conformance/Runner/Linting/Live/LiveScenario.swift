import Foundation
import OpenAIStreams

/// One request to a live server, and what is expected of the answer.
struct LiveScenario: Sendable {
  enum Kind: Sendable {
    /// A stream that is read to its end.
    case stream
    /// A request that no server can serve: it has to be refused with a status (PRO-21).
    case invalid
    /// The client leaves after the first bytes; then the server has to serve another request (PRO-27).
    case leaves
  }

  let name: String
  var kind = Kind.stream
  /// Behind the base URL.
  let path: String
  let body: Body
  var facts = RequestFacts()

  enum Body: Sendable {
    /// Members beside `model`.
    case json([String: JSONValue])
    /// Fields beside `model`, and a file.
    case form([(name: String, value: String)], file: [UInt8]?)
  }
}

extension LiveScenario {
  /// The scenarios of an endpoint, the plain one first.
  static func all(of endpoint: String) -> [LiveScenario] {
    switch endpoint {
    case "chat.completions": chat
    case "completions": completions
    case "responses": responses
    case "speech": speech
    case "transcriptions": transcriptions
    case "images": images
    default: []
    }
  }

  private typealias Members = [String: JSONValue]

  /// A plain request and its variations, each of which changes some members.
  private static func variations(
    _ path: String, _ plain: Members, _ facts: RequestFacts, _ some: [(name: String, members: Members)],
    invalid: Members
  ) -> [LiveScenario] {
    func scenario(_ name: String, _ members: Members, _ kind: Kind = .stream) -> LiveScenario {
      var facts = facts
      if case .number(let number)? = members["n"] { facts.choiceCount = Int("\(number)") }
      if members["stream_options"] != nil { facts.includesUsage = true }
      return LiveScenario(
        name: name, kind: kind, path: path, body: .json(plain.merging(members) { $1 }), facts: facts)
    }
    return [scenario("plain", [:])] + some.map { scenario($0.name, $0.members) }
      + [scenario("invalid", invalid, .invalid), scenario("leaves", ["max_tokens": 400], .leaves)]
  }

  private static let usage: Members = ["stream_options": ["include_usage": true]]

  private static let chat = variations(
    "chat/completions",
    [
      "stream": true, "max_tokens": 64,
      "messages": [["role": "user", "content": "Say hello in one short sentence."]],
    ], RequestFacts(choiceCount: 1, includesUsage: false),
    [
      ("n2", ["n": 2]),
      (
        "tools",
        ["tools": [["type": "function", "function": weather]], "tool_choice": "required", "max_tokens": 300]
      ),
      ("usage", usage),
      ("logprobs", ["logprobs": true, "top_logprobs": 2]),
      ("stop", ["stop": ["e", "."], "max_tokens": 200]),
      ("length", ["max_tokens": 3]),
    ], invalid: ["messages": "not a list"])

  private static let completions = variations(
    "completions", ["stream": true, "max_tokens": 48, "prompt": "Once upon a time"],
    RequestFacts(choiceCount: 1, includesUsage: false),
    [
      ("n2", ["n": 2]), ("usage", usage), ("logprobs", ["logprobs": 2]),
      ("stop", ["stop": ["e", "."], "max_tokens": 200]), ("length", ["max_tokens": 3]),
    ], invalid: ["prompt": ["not": "a prompt"]])

  private static let responses = variations(
    "responses", ["stream": true, "max_output_tokens": 64, "input": "Say hello in one short sentence."],
    RequestFacts(),
    [
      ("tools", ["tools": [weatherTool], "tool_choice": "required", "max_output_tokens": 300]),
      ("length", ["max_output_tokens": 16]),
    ], invalid: ["input": 7]
  ).map { scenario in
    // This endpoint has its own name for the limit.
    guard scenario.kind == .leaves, case .json(var members) = scenario.body else { return scenario }
    members["max_tokens"] = nil
    members["max_output_tokens"] = 400
    return LiveScenario(name: scenario.name, kind: .leaves, path: scenario.path, body: .json(members))
  }

  private static let speech = [
    LiveScenario(
      name: "plain", path: "audio/speech",
      body: .json(["input": "Hello there.", "voice": "alloy", "stream_format": "sse"])),
    LiveScenario(
      name: "invalid", kind: .invalid, path: "audio/speech",
      body: .json(["input": 7, "stream_format": "sse"])),
  ]

  private static let images = [
    LiveScenario(
      name: "plain", path: "images/generations",
      body: .json(["prompt": "A grey square", "stream": true, "partial_images": 2, "size": "1024x1024"])),
    LiveScenario(
      name: "invalid", kind: .invalid, path: "images/generations", body: .json(["prompt": 7, "stream": true])),
  ]

  private static let transcriptions = [
    LiveScenario(
      name: "plain", path: "audio/transcriptions", body: .form([("stream", "true")], file: WAVTone.bytes)),
    LiveScenario(
      name: "invalid", kind: .invalid, path: "audio/transcriptions",
      body: .form([("stream", "true")], file: nil)),
  ]

  private static let weather: JSONValue = [
    "name": "get_weather", "description": "The weather of a city",
    "parameters": [
      "type": "object", "properties": ["city": ["type": "string"]], "required": ["city"],
      "additionalProperties": false,
    ],
  ]

  private static let weatherTool: JSONValue = {
    guard case .object(var members) = weather else { return weather }
    members["type"] = "function"
    return .object(members)
  }()
}

/// One second of 440 Hz, 16 kHz, mono, 16 bits.
enum WAVTone {
  static let bytes: [UInt8] = {
    let samples = (0..<16000).map { Int16(8000 * sin(2 * Double.pi * 440 * Double($0) / 16000)) }
    func little(_ value: UInt32, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) }
    }
    let data = samples.flatMap { little(UInt32(UInt16(bitPattern: $0)), 2) }
    let format =
      little(1, 2) + little(1, 2) + little(16000, 4) + little(32000, 4) + little(2, 2) + little(16, 2)
    return Array("RIFF".utf8) + little(UInt32(36 + data.count), 4) + Array("WAVEfmt ".utf8) + little(16, 4)
      + format
      + Array("data".utf8) + little(UInt32(data.count), 4) + data
  }()
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  init(stringLiteral value: String) { self = .string(value) }
  init(integerLiteral value: Int) { self = .number(JSONNumber(value)) }
  init(booleanLiteral value: Bool) { self = .bool(value) }
  init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(Dictionary(elements) { $1 })
  }
}
