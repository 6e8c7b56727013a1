import Foundation

/// One event of a recording, or a comment, with its bytes and what it adds to the response.
struct RecordedEvent {
  let bytes: [UInt8]
  /// Each text that it goes on with, by its place: choice, call, name. No role: it says nothing new but the first time.
  private(set) var additions: [String: String] = [:]
  /// Choices that it ends.
  private(set) var ended: Set<Int> = []
  private(set) var touched: Set<Int> = []
  private(set) var isError = false
  private(set) var isMarker = false

  /// Whether it is one of the events of a stream that has an end of its own.
  private(set) var isTyped = false
  /// Whether it is of the form of chat, where a finish reason is the end (TRN-22).
  private(set) var isTranscriptionChunk = false
  private(set) var isPartialImage = false
  /// Whether it says where it stands among the events of a response.
  private(set) var isNumbered = false
  /// The item that it belongs to.
  private(set) var itemID: String?

  /// Whether it is neither the end marker nor an error, and adds nothing.
  var addsNothing: Bool { additions.isEmpty && ended.isEmpty && !isError && !isMarker }

  var hasUsage: Bool { additions["usage"] != nil }

  /// The blocks of a stream, each up to its blank line; the last one may lack that.
  static func events(of body: [UInt8]) -> [RecordedEvent] {
    var events: [RecordedEvent] = []
    var start = 0
    var lineStart = 0
    for (i, byte) in body.enumerated() where byte == 0x0A {
      let line = body[lineStart..<i]
      lineStart = i + 1
      if line.isEmpty || line.elementsEqual([0x0D]) {
        events.append(RecordedEvent(Array(body[start...i])))
        start = i + 1
      }
    }
    if start < body.count { events.append(RecordedEvent(Array(body[start...]))) }
    return events
  }

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
    let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
    guard let data = lines.first(where: { $0.hasPrefix("data:") })?.dropFirst(5) else { return }
    isMarker = data.trimmingPrefix(" ") == "[DONE]"
    guard let payload = try? JSONSerialization.jsonObject(with: Data(data.utf8)) as? [String: Any] else {
      return
    }
    isError = payload["error"] != nil
    if let usage = payload["usage"] as? [String: Any] { additions["usage"] = "\(usage)" }
    for choice in payload["choices"] as? [[String: Any]] ?? [] { add(choice) }
    // Each typed event matters, and their order; so does a piece of audio or text that has no type.
    if payload["type"] is String || payload["audio"] != nil || payload["text"] != nil {
      additions["event"] = String(data)
    }
    isTyped = payload["type"] is String
    isPartialImage = (payload["type"] as? String)?.hasSuffix(".partial_image") ?? false
    isTranscriptionChunk = payload["object"] as? String == "transcription.chunk"
    isNumbered = payload["sequence_number"] != nil
    let item = (payload["item"] as? [String: Any])?["id"] ?? payload["item_id"]
    itemID = item as? String
  }

  private mutating func add(_ choice: [String: Any]) {
    let index = choice["index"] as? Int ?? 0
    touched.insert(index)
    if let reason = choice["finish_reason"] as? String, !reason.isEmpty { ended.insert(index) }
    if let logprobs = choice["logprobs"] as? [String: Any],
      logprobs.values.contains(where: { !($0 is NSNull) })
    {
      additions["\(index).logprobs"] = "\(logprobs)"
    }
    if let text = choice["text"] as? String, !text.isEmpty { additions["\(index).text", default: ""] += text }
    guard let delta = choice["delta"] as? [String: Any] else { return }
    for (name, value) in delta where name != "role" {
      if let text = value as? String, !text.isEmpty { additions["\(index).\(name)", default: ""] += text }
    }
    for call in delta["tool_calls"] as? [[String: Any]] ?? [] {
      let function = call["function"] as? [String: Any] ?? [:]
      let place = "\(index).call\(call["index"] ?? "")"
      for (name, value) in function {
        if let text = value as? String, !text.isEmpty { additions["\(place).\(name)", default: ""] += text }
      }
      // The order of the calls' beginnings is theirs; some servers send the id with each fragment.
      if function["name"] != nil, let id = call["id"] as? String, !id.isEmpty {
        additions["\(index).order", default: ""] += id
      }
    }
  }

  /// Whether it comes to the same which of the two is first: they go on with other texts, or with texts that are
  /// the same in either order, and neither ends a choice of the other's.
  func commutes(with other: RecordedEvent, usageCame: Bool) -> Bool {
    if addsNothing || other.addsNothing { return true }
    if isMarker || other.isMarker || isError || other.isError { return false }
    // Items grow on their own: without numbers nothing tells in which order their events were made.
    if let itemID, let its = other.itemID, itemID != its, !isNumbered { return true }
    if !ended.isDisjoint(with: other.touched) || !other.ended.isDisjoint(with: touched) { return false }
    // Of several usages the last one counts (CHAT-71): which of two came first is all the same, or shows.
    // If one came before both, choices behind it are reported in either order (CHAT-73).
    if !usageCame && hasUsage != other.hasUsage { return false }
    return additions.allSatisfy { key, text in
      guard key != "usage", let its = other.additions[key] else { return true }
      return text + its == its + text
    }
  }
}
