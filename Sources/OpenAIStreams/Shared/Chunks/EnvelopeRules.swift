import ServerSentEvents
import SpanJSON

/// The rules of a chunk's envelope: `object`, `id`, `created`, `model` (CHAT-20 to CHAT-26).
struct EnvelopeRules: Sendable {
  let clauses: ChunkClauses
  /// What `object` must be.
  let object: StaticString
  private var id: [UInt8] = []
  private var model: [UInt8] = []
  private var created = 0

  init(_ clauses: ChunkClauses, object: StaticString) {
    self.clauses = clauses
    self.object = object
  }

  /// - Parameter isWhole: whether the chunk is the object of a call without streaming (CHAT-12).
  mutating func observe(_ chunk: JSONValueView, isWhole: Bool, log: inout FindingLog) {
    let object = chunk.memberOrNull(.object)
    if !isWhole, !(object?.equals(self.object) ?? false) {
      log.report(clauses.object, chunk.member(.object)?.raw.excerpt)
    }
    switch Self.follow(chunk.memberOrNull(.id), &id, keepsFirst: true) {
    case .missing: log.report(clauses.id)
    case .other: log.report(clauses.sameID, chunk.text(.id)?.bytes.excerpt)
    case .same: break
    }
    // Later than 5138 it is milliseconds.
    if let time = chunk.memberOrNull(.created)?.int, time > 0, time < 100_000_000_000 {
      if created == 0 { created = time } else if created != time { log.report(clauses.sameCreated) }
    } else {
      log.report(clauses.created, chunk.member(.created)?.raw.excerpt)
    }
    switch Self.follow(chunk.memberOrNull(.model), &model, keepsFirst: false) {
    case .missing: log.report(clauses.model)
    case .other: log.report(clauses.sameModel, chunk.text(.model)?.bytes.excerpt)
    case .same: break
    }
  }

  private enum Text {
    /// No string, or an empty one.
    case missing
    /// The one known, or the first one.
    case same
    case other
  }

  /// What a member is beside the text that is known.
  private static func follow(_ member: JSONValueView?, _ known: inout [UInt8], keepsFirst: Bool) -> Text {
    guard let text = member?.bytes, text.byteCount > 0 else { return .missing }
    if known.isEmpty {
      known.append(text)
    } else if !known.equals(text) {
      if !keepsFirst { known = text.copiedBytes }
      return .other
    }
    return .same
  }
}

extension [UInt8] {
  /// Whether these are the bytes of `text`.
  func equals(_ text: RawSpan) -> Bool { RawSpan(ofBytes: span).equals(text) }
}
