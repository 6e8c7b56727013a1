import Foundation
import OpenAIStreams
import ServerSentEvents
import SpanJSON

/// A chat stream, what it is normalised to, and what that decodes to.
struct NormalizedRun {
  let original: TypedRun
  let bytes: [UInt8]
  let normalized: TypedRun

  /// - Parameter owned: whether the normaliser is given owned chunks.
  init(_ body: [UInt8], owned: Bool = false) {
    original = TypedRun(ChatCompletionCollector.self, [body])
    var output: [UInt8] = []
    var stream = ChatCompletionStream()
    var normalizer = ChatCompletionNormalizer()
    var input = RawSpan(ofBytes: body.span)
    func encode(_ chunk: ChatCompletionChunkView) {
      if owned {
        normalizer.encode(ChatCompletionChunk(chunk), into: &output)
      } else {
        normalizer.encode(chunk, into: &output)
      }
    }
    do {
      while let chunk = try stream.next(&input) { encode(chunk) }
      while let chunk = try stream.endOfInput() { encode(chunk) }
    } catch {
      preconditionFailure("a lenient stream threw \(error)")
    }
    normalizer.encodeEnd(stream.finish(), into: &output)
    bytes = output
    normalized = TypedRun(ChatCompletionCollector.self, [output])
  }

  /// The findings of the normalised stream that are worse than notes.
  var remarks: Set<String> {
    Set(normalized.findings.filter { $0.clause.severity != .note }.map(\.clause.id))
  }

  /// What a normalised stream may be found fault with, and why: what was not there cannot be put there.
  var excusedRemarks: Set<String> {
    var excused: Set<String> = []
    switch original.outcome {
    // It says truly that it is cut.
    case .truncated: excused = ["TYP-51"]
    case .failed, .notAnEventStream, .complete: break
    }
    // Choices keep their numbers; arguments that are not JSON are not mended; a name that never came is not invented;
    // values of another type inside members that are passed on.
    for clause in ["CHAT-36", "CHAT-58", "CHAT-56", "TYP-36"] where original.clauses.contains(clause) {
      excused.insert(clause)
    }
    return excused
  }

  /// The first member in which the collected responses differ without a reason; nil if there is none.
  var difference: String? {
    // Half a surrogate pair at the end of all counts as U+FFFD only where it was read.
    if original.clauses.contains("TYP-32") { return nil }
    guard var mine = Self.object(normalized.collected), var its = Self.object(original.collected) else {
      return "not an object"
    }
    // One envelope: the first that was told counts, and there always is one.
    let found = Set(original.clauses)
    if found.contains("CHAT-21") || its["id"] == nil { mine["id"] = its["id"] }
    if !found.isDisjoint(with: ["CHAT-25", "CHAT-26"]) || its["model"] == nil {
      mine["model"] = its["model"]
    }
    if found.contains("CHAT-23") || its["created"] == nil { mine["created"] = its["created"] }
    mine["choices"] = Self.choices(mine, found, of: original)
    its["choices"] = Self.choices(its, found, of: original)
    for key in Set(mine.keys).union(its.keys).sorted() {
      let (a, b) = (mine[key] as? NSObject, its[key] as? NSObject)
      if a != b { return "\(key): \(a.map { "\($0)" } ?? "nothing") for \(b.map { "\($0)" } ?? "nothing")" }
    }
    return nil
  }

  /// The choices without what is allowed to differ: ids given to calls that had none, reasons told as errors.
  private static func choices(
    _ response: [String: Any], _ found: Set<String>, of run: TypedRun
  ) -> [[String: Any]] {
    (response["choices"] as? [[String: Any]] ?? []).map { choice in
      var choice = choice
      if found.contains("CHAT-91") { choice["finish_reason"] = nil }
      if found.contains("CHAT-55"), var message = choice["message"] as? [String: Any],
        let calls = message["tool_calls"] as? [[String: Any]]
      {
        message["tool_calls"] = calls.map { $0.filter { $0.key != "id" } }
        choice["message"] = message
      }
      return choice
    }
  }

  private static func object(_ json: String) -> [String: Any]? {
    try? JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
  }
}
