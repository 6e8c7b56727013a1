import Foundation
import OpenAIStreams
import TestSupport
import Testing

/// The typed examples of all pages of `Spec/` that are of one kind.
func typedExamples(_ kind: String) -> [SpecExample] {
  [
    "typed-streams", "chat-completions", "completions", "responses", "speech", "transcriptions", "images",
    "dialects",
  ].flatMap { SpecExample.examples("Spec/\($0).md", kind: kind) }
}

/// Runs one example whole, in its pieces, bytewise and at random cuts, and compares what it says.
func expectExample<Collector: StreamCollector>(_ example: SpecExample, _: Collector.Type) throws {
  let pieces = try example.inputs()
  let body = pieces.flatMap { $0 }
  let run = TypedRun(Collector.self, [body])
  for cutting in [Cutting.bytewise, .bytewiseWithEmptyPieces, .random(seed: UInt64(example.line))] {
    #expect(run == TypedRun(Collector.self, cutting.pieces(of: body)), "\(cutting)")
  }
  #expect(run == TypedRun(Collector.self, pieces), "in the example's pieces")

  #expect(run.clauses == Set(example.values(of: "finding")).sorted(), "findings")
  for outcome in example.values(of: "outcome") { #expect(run.outcome.name == outcome) }
  for reason in example.values(of: "reason") {
    switch run.outcome {
    case .complete(.filtered(let told)):
      #expect(told == reason && reason == "content_filter")
    case .complete(.cutByLimit(let told)):
      #expect(told == reason && reason != "content_filter")
    default: Issue.record("\(run.outcome) has no reason")
    }
  }
  for text in example.values(of: "text") {
    let expected = try JSONDecoder().decode([String].self, from: Data("[\(text)]".utf8))[0]
    #expect(run.text == expected, "text")
  }
  for collected in example.values(of: "collected") {
    let difference = try difference(
      expected: canonical(collected), actual: canonical(run.collected), path: "$")
    #expect(difference == nil, "collected: \(difference ?? "")\n\(run.collected)")
  }
  for audio in example.values(of: "audio") {
    let object = try #require(canonical(run.collected) as? [String: Any])
    let bytes = try #require((object["audio"] as? String).flatMap { Data(base64Encoded: $0) })
    #expect(bytes.map { String(format: "%02x", $0) }.joined() == audio, "audio")
  }
  for error in example.values(of: "error") {
    let expected = try #require(canonical(error) as? [String: Any])
    let actual = try #require(run.apiError, "an API error")
    for (key, value) in expected {
      #expect(actual.member(key) == "\(value)", "error.\(key)")
    }
  }
}

extension APIError {
  fileprivate func member(_ name: String) -> String? {
    switch name {
    case "message": message
    case "type": type
    case "param": param
    case "code": code
    case "status": status.map { "\($0)" }
    default: nil
    }
  }
}

private func canonical(_ json: String) throws -> Any {
  try JSONSerialization.jsonObject(with: Data(json.utf8), options: .fragmentsAllowed)
}

/// Where `actual` lacks what `expected` has; members that `expected` does not name do not matter, and null is as
/// good as absent.
private func difference(expected: Any, actual: Any?, path: String) -> String? {
  switch expected {
  case is NSNull:
    return actual == nil || actual is NSNull ? nil : "\(path) is \(actual ?? "nothing")"
  case let members as [String: Any]:
    guard let other = actual as? [String: Any] else { return "\(path) is no object" }
    for (key, value) in members.sorted(by: { $0.key < $1.key }) {
      if let found = difference(expected: value, actual: other[key], path: "\(path).\(key)") { return found }
    }
    return nil
  case let elements as [Any]:
    guard let other = actual as? [Any] else { return "\(path) is no array" }
    guard other.count == elements.count else { return "\(path) has \(other.count) elements" }
    for (i, element) in elements.enumerated() {
      if let found = difference(expected: element, actual: other[i], path: "\(path)[\(i)]") { return found }
    }
    return nil
  default:
    guard let value = expected as? NSObject, value.isEqual(actual) else {
      return "\(path) is \(actual ?? "nothing"), not \(expected)"
    }
    return nil
  }
}
