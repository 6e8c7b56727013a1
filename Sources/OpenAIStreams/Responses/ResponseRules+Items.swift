import ServerSentEvents
import SpanJSON

// The rules of items, parts and texts (RSP-40 to RSP-55).

extension ResponseRules {
  /// Follows an event that belongs to an item.
  mutating func observe(_ role: ResponseEventType.Role, _ payload: JSONValueView, log: inout FindingLog) {
    let announces = role == .itemAdded
    if payload.member(.outputIndex) == nil { log.report(.outputIndexMissing) }
    let position: Int
    switch keys.place(of: payload, announces: announces) {
    case .hostile: return log.report(.indexRange, "output_index")
    case .known(let known): position = known
    case .new(let index):
      position = begin(index, role, announces: announces, log: &log)
    }
    if items[position].isClosed { log.report(.itemNotClosed, "an event after it was closed") }
    if keys.note(id: payload, at: position) { log.report(.itemIDChanges) }
    follow(role, payload, position, log: &log)
  }

  private mutating func begin(
    _ index: Int, _ role: ResponseEventType.Role, announces: Bool, log: inout FindingLog
  ) -> Int {
    let isForeign = isResumed && !announces
    if !isForeign {
      if index != keys.count && !isResumed { log.report(.outputIndexOrder, "\(index)") }
      if !announces { log.report(.itemUnannounced) }
      if items.contains(where: \.isIncomplete) { log.report(.itemStatus, "an item after an incomplete one") }
    }
    items.append(ResponseItemRules(kind: role.itemKind, isForeign: isForeign))
    return keys.add(index: index)
  }

  private mutating func follow(
    _ role: ResponseEventType.Role, _ payload: JSONValueView, _ position: Int, log: inout FindingLog
  ) {
    switch role {
    case .itemAdded:
      guard let item = objectMember(.item, of: payload, log: &log) else { return }
      if let status = item.text(.status), !status.equals("in_progress") {
        log.report(.itemStatus, "\(status.string) when added")
      }
      items[position].begin(item)
    case .itemDone:
      guard let item = objectMember(.item, of: payload, log: &log) else { return }
      if let status = item.text(.status), !status.equals("completed"), !status.equals("incomplete"),
        !status.equals("failed")
      {
        log.report(.itemStatus, "\(status.string) when done")
      }
      items[position].end(item, log: &log)
    case .partAdded(let list):
      guard let index = part(list, payload, position, log: &log),
        let part = objectMember(.part, of: payload, log: &log)
      else { return }
      items[position].beginPart(list, index, part)
    case .partDone(let list):
      guard let index = part(list, payload, position, log: &log),
        let part = objectMember(.part, of: payload, log: &log)
      else { return }
      items[position].endPart(list, index, part, log: &log)
    case .delta(let field):
      guard let index = part(field, payload, position, log: &log), let delta = payload.member(.delta) else {
        return
      }
      items[position].delta(field, index, delta, log: &log)
    case .textBegun(let field):
      _ = part(field, payload, position, log: &log)
    case .done(let field):
      guard let index = part(field, payload, position, log: &log) else { return }
      guard let text = payload.member(field.key) else { return }
      if text.kind != .string { return log.report(.unexpectedType, field.key.wireName) }
      items[position].done(field, index, text, log: &log)
    case .annotation:
      _ = part(.outputText, payload, position, log: &log)
    default: break
    }
  }

  @_lifetime(copy payload)
  private func objectMember(_ key: Key, of payload: JSONValueView, log: inout FindingLog) -> JSONValueView? {
    if let value = payload.object(key) { return value }
    if payload.member(key) != nil { log.report(.unexpectedType, key.wireName) }
    return nil
  }

  private func part(
    _ field: ResponseTextField, _ payload: JSONValueView, _ position: Int, log: inout FindingLog
  ) -> Int? {
    part(payload, field.indexKey, last: items[position].lastPart(of: field), log: &log)
  }

  private func part(
    _ list: ResponsePartList, _ payload: JSONValueView, _ position: Int, log: inout FindingLog
  ) -> Int? {
    part(payload, list.indexKey, last: items[position].lastPart(of: list), log: &log)
  }

  private func part(_ payload: JSONValueView, _ key: Key?, last: Int, log: inout FindingLog) -> Int? {
    if let key, payload.member(key) == nil { log.report(.outputIndexMissing) }
    let index = part(of: payload, key, last: last)
    if index == nil { log.report(.indexRange, key?.wireName) }
    return index
  }

  /// The part that an event belongs to; nil if its index is no small whole number.
  func part(of payload: JSONValueView, _ key: Key?, last: Int) -> Int? {
    guard let key, let told = payload.partIndex(key, maximum: limits.maximumIndex) else { return last }
    return told < 0 ? nil : told
  }

  /// The response has ended (RSP-42, RSP-47, RSP-52, RSP-53).
  mutating func observeEnd(_ type: ResponseEventType, _ response: JSONValueView?, log: inout FindingLog) {
    if type == .failed { return }
    if type == .completed {
      if items.contains(where: { !$0.isClosed && !$0.isForeign }) { log.report(.itemNotClosed, "at the end") }
      if items.contains(where: \.isIncomplete) {
        log.report(.itemStatus, "incomplete in a completed response")
      }
    }
    guard !items.isEmpty, !isResumed else { return }
    guard let response, let output = response.array(.output), output.count > 0 else {
      return log.report(.terminalOutputMissing)
    }
    var isAlike = output.count == items.count
    var place = 0
    let order = keys.order
    var elements = output.children
    while let item = elements.next(), isAlike {
      isAlike = items[order[place]].isLike(item)
      place += 1
    }
    if !isAlike { log.report(.terminalOutput) }
  }
}

extension ResponseEventType.Role {
  /// The kind of item that such an event implies (RSP-41).
  var itemKind: String {
    switch self {
    case .delta(let field), .done(let field), .textBegun(let field): field.itemKind
    case .partAdded(.summary), .partDone(.summary): "reasoning"
    case .partAdded, .partDone, .annotation: "message"
    case .shellOutputDelta, .shellOutputDone: "shell_call_output"
    case .partialImage: "image_generation_call"
    case .progress(let kind, _): kind
    default: ""
    }
  }
}
