import ServerSentEvents
import SpanJSON

/// The rules of a chunk's envelope: `object`, `id`, `created`, `model` (CHAT-20 to CHAT-26).
struct EnvelopeRules: Sendable {
  /// The id, then the model: one array for both, since a stream may be one of a million.
  private var texts: [UInt8] = []
  private var idCount = 0
  private var created = 0

  /// - Parameter isWhole: whether the chunk is the object of a call without streaming (CHAT-12).
  mutating func observe(
    _ chunk: JSONValueView, _ clauses: ChunkClauses, isWhole: Bool, log: inout FindingLog
  ) {
    if !isWhole, !(chunk.memberOrNull(.object)?.equals(clauses.objectName) ?? false) {
      log.report(clauses.object, chunk.member(.object)?.raw.excerpt)
    }
    if texts.isEmpty { makeRoom(chunk) }
    switch follow(id: chunk.memberOrNull(.id)) {
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
    switch follow(model: chunk.memberOrNull(.model)) {
    case .missing: log.report(clauses.model)
    case .other: log.report(clauses.sameModel, chunk.text(.model)?.bytes.excerpt)
    case .same: break
    }
  }

  /// Makes room for the first id and the first model at once.
  private mutating func makeRoom(_ chunk: JSONValueView) {
    let id = chunk.memberOrNull(.id)?.bytes?.byteCount ?? 0
    let model = chunk.memberOrNull(.model)?.bytes?.byteCount ?? 0
    texts.reserveCapacity(id &+ model)
  }

  private enum Text {
    /// No string, or an empty one.
    case missing
    /// The one known, or the first one.
    case same
    case other
  }

  /// What an id is beside the first one.
  private mutating func follow(id member: JSONValueView?) -> Text {
    guard let id = member?.bytes, id.byteCount > 0 else { return .missing }
    if idCount > 0 { return known(0, idCount).equals(id) ? .same : .other }
    if texts.isEmpty { texts.append(id) } else { texts = Self.joined(id, known(0, texts.count)) }
    idCount = id.byteCount
    return .same
  }

  /// What a model is beside the last one.
  private mutating func follow(model member: JSONValueView?) -> Text {
    guard let model = member?.bytes, model.byteCount > 0 else { return .missing }
    if known(idCount, texts.count).equals(model) { return .same }
    if texts.count == idCount {
      texts.append(model)
      return .same
    }
    texts = Self.joined(known(0, idCount), model)
    return .other
  }

  @_lifetime(borrow self)
  private func known(_ start: Int, _ end: Int) -> RawSpan {
    RawSpan(ofBytes: texts.span).slice(unchecked: start, end)
  }

  private static func joined(_ id: RawSpan, _ model: RawSpan) -> [UInt8] {
    var texts: [UInt8] = []
    texts.reserveCapacity(id.byteCount &+ model.byteCount)
    texts.append(id)
    texts.append(model)
    return texts
  }
}
