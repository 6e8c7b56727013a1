import Foundation
import OpenAIStreams
import SpanJSON
import Testing

/// Every type of event decodes into its own case, with each of its members in a property of its own.
@Suite struct ResponseEventTests {
  static let all = publishedResponseEvents + otherResponseEvents

  @Test func thePublishedUnionIsWhole() {
    #expect(publishedResponseEvents.count == 59)
    #expect(Set(Self.all.map(\.type)).count == Self.all.count)
    // Each type is a case, and no two are the same one.
    #expect(Set(Self.all.map { ResponseEventType(name: $0.type) }).count == Self.all.count)
    for event in Self.all { #expect(ResponseEventType(name: event.type).rawValue == event.type) }
  }

  @Test(arguments: all.map(\.type)) func decodes(_ type: String) throws {
    let members = try #require(Self.all.first { $0.type == type }).members.split(separator: " ").map(
      String.init)
    let text = Self.payload(type, members)
    var stream = ResponseStream()
    var message = RawSpan(ofBytes: text.utf8.span)
    var seen: ResponseEventType?
    var number: Int?
    var owned: ResponseStreamEvent?
    while let event = try stream.next(message: &message) {
      seen = event.type
      number = event.sequenceNumber
      owned = ResponseStreamEvent(event)
    }
    #expect(seen == ResponseEventType(name: type))
    #expect(seen != .other)
    #expect(number == 7)
    let event = try #require(owned)
    #expect(event.type == seen)
    for member in members {
      let value = try #require(Self.values(event)[member], "\(member) has no property")
      #expect(value != nil, "\(member)")
    }
    #expect(try canonical(event.jsonText) == canonical(Array(text.utf8)))
  }

  @Test func unknownTypesAndMembersAreKept() throws {
    let text = #"{"type":"acme:x","deep":{"a":[1,null]},"n":12345678901234567890123,"sequence_number":0}"#
    let body = "data: \(text)\n\n"
    var stream = ResponseStream()
    var input = RawSpan(ofBytes: body.utf8.span)
    var owned: ResponseStreamEvent?
    while let event = try stream.next(&input) { owned = ResponseStreamEvent(event) }
    let event = try #require(owned)
    #expect(event.type == .other)
    #expect(event.typeName == "acme:x")
    #expect(String(decoding: event.jsonText, as: UTF8.self) == text)
  }

  @Test func theNameStandsInForTheType() throws {
    let body = "event: response.output_text.delta\ndata: {\"delta\":\"a\"}\n\n"
    var stream = ResponseStream()
    var input = RawSpan(ofBytes: body.utf8.span)
    var owned: ResponseStreamEvent?
    while let event = try stream.next(&input) {
      #expect(event.type == .outputTextDelta)
      #expect(event.delta?.equals("a") ?? false)
      owned = ResponseStreamEvent(event)
    }
    #expect(owned?.type == .outputTextDelta)
  }

  // MARK: Payloads

  private static func payload(_ type: String, _ members: [String]) -> String {
    let values = members.map { #""\#($0)":\#(value(of: $0, in: type))"# }
    return "{" + ([#""type":"\#(type)","sequence_number":7"#] + values).joined(separator: ",") + "}"
  }

  private static func value(of member: String, in type: String) -> String {
    switch member {
    case "output_index", "content_index", "summary_index", "command_index", "annotation_index",
      "partial_image_index":
      return "0"
    case "response": return #"{"id":"r","output":[],"x":1}"#
    case "item": return #"{"id":"i","type":"message","content":[{"type":"output_text","text":"t","x":2}]}"#
    case "part": return #"{"type":"output_text","text":"t"}"#
    case "annotation": return #"{"type":"url_citation","url":"u","start_index":1}"#
    case "logprobs": return #"[{"token":"t","logprob":-0.5,"top_logprobs":[]}]"#
    case "steer": return #"{"id":"s"}"#
    case "rate_limits": return "[{}]"
    case "output": return #"[{"stdout":"o","stderr":"","outcome":{"type":"exit","exit_code":0}}]"#
    case "delta" where type == "response.shell_call_output_content.delta": return #"{"stdout":"o"}"#
    default: return #""some text""#
    }
  }

  /// What the properties say, by the names of the members.
  private static func values(_ event: ResponseStreamEvent) -> [String: Any?] {
    [
      "output_index": event.outputIndex, "content_index": event.contentIndex,
      "summary_index": event.summaryIndex, "command_index": event.commandIndex,
      "annotation_index": event.annotationIndex, "partial_image_index": event.partialImageIndex,
      "item_id": event.itemID, "response": event.response?.id, "item": event.item?.content?.first?.text,
      "part": event.part?.text, "annotation": event.annotation?.url,
      "logprobs": event.logprobs?.first?.logprob, "delta": event.delta ?? event.shellDelta?.stdout,
      "text": event.text, "refusal": event.refusal, "arguments": event.arguments, "input": event.input,
      "code": event.code, "diff": event.diff, "command": event.command,
      "output": event.output?.first?.outcome?.exitCode, "partial_image_b64": event.partialImage,
      "background": event.background, "output_format": event.outputFormat, "quality": event.quality,
      "size": event.size, "status": event.status, "message": event.message, "param": event.param,
      "obfuscation": event.obfuscation, "stream_id": event.streamID, "steer": event.steer,
      "reason": event.reason, "rate_limits": event.rateLimits,
    ]
  }

  private func canonical(_ json: [UInt8]) throws -> NSObject? {
    try JSONSerialization.jsonObject(with: Data(json)) as? NSObject
  }
}
