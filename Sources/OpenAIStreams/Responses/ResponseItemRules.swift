import ServerSentEvents
import SpanJSON

/// What the rules follow of one output item.
struct ResponseItemRules: Sendable {
  private struct Text {
    var field: ResponseTextField
    var part: Int
    var digest = TextDigest()
    var hasDeltas = false
    var isDone = false
  }
  private struct Part {
    var list: ResponsePartList
    var index: Int
    var isClosed = false
  }

  /// Announced in what came before a resumption: nothing is known of its texts (RSP-71).
  let isForeign: Bool
  private(set) var isClosed = false
  /// It was closed as incomplete (RSP-47).
  private(set) var isIncomplete = false
  private(set) var kind = ""
  private var name = TextDigest()
  private var texts: [Text] = []
  private var parts: [Part] = []

  init(kind: String, isForeign: Bool) {
    self.kind = kind
    self.isForeign = isForeign
  }

  /// The last part of a list, for events that tell none (RSP-40).
  func lastPart(of field: ResponseTextField) -> Int {
    if field == .command { return texts.last { $0.field == .command }?.part ?? 0 }
    guard let list = field.list else { return 0 }
    return lastPart(of: list)
  }

  func lastPart(of list: ResponsePartList) -> Int { parts.last { $0.list == list }?.index ?? 0 }

  func openText(_ field: ResponseTextField, _ part: Int) -> Int? {
    guard !isClosed, let i = index(field, part), !texts[i].isDone, texts[i].hasDeltas else { return nil }
    return i
  }

  private func index(_ field: ResponseTextField, _ part: Int) -> Int? {
    texts.lastIndex { $0.field == field && $0.part == part }
  }

  private mutating func text(_ field: ResponseTextField, _ part: Int) -> Int {
    if let known = index(field, part) { return known }
    texts.append(Text(field: field, part: part))
    return texts.count &- 1
  }

  /// The item as it was added; its texts are what the deltas go on.
  mutating func begin(_ item: JSONValueView) {
    noteKind(of: item)
    item.forTextsOfItem { field, part, value in
      guard let bytes = value.bytes, bytes.byteCount > 0 else { return }
      let i = text(field, part)
      texts[i].digest = TextDigest(bytes)
    }
  }

  private mutating func noteKind(of item: JSONValueView) {
    if let type = item.text(.type), !type.bytes.spells(kind) { kind = type.string }
    if let told = item.text(.name) { name = TextDigest(told.bytes) }
  }

  // MARK: Texts

  mutating func delta(_ field: ResponseTextField, _ part: Int, _ value: JSONValueView, log: inout FindingLog)
  {
    if field.needsPart, let list = field.list { require(list, part, log: &log) }
    guard let bytes = value.bytes else { return log.report(.unexpectedType, "delta") }
    let i = text(field, part)
    if texts[i].isDone && bytes.byteCount > 0 && !isForeign { log.report(.doneText, "a delta after it") }
    texts[i].hasDeltas = true
    texts[i].digest.append(bytes)
  }

  /// A delta of a text that is open.
  mutating func repeatedDelta(_ text: Int, _ bytes: RawSpan) { texts[text].digest.append(bytes) }

  mutating func done(
    _ field: ResponseTextField, _ part: Int, _ value: JSONValueView, log: inout FindingLog
  ) {
    if field.needsPart, let list = field.list { require(list, part, log: &log) }
    take(field, part, value, differs: .doneText, log: &log)
    texts[text(field, part)].isDone = true
  }

  /// A whole text, which counts from now on.
  private mutating func take(
    _ field: ResponseTextField, _ part: Int, _ value: JSONValueView, differs clause: Clause,
    log: inout FindingLog
  ) {
    guard let bytes = value.bytes else { return }
    let digest = TextDigest(bytes)
    let i = text(field, part)
    if digest != texts[i].digest && !isForeign {
      if texts[i].hasDeltas || texts[i].digest.count > 0 {
        log.report(clause, field.key.wireName)
      } else {
        log.report(.textWithoutDeltas, field.key.wireName)
      }
    }
    texts[i].digest = digest
  }

  // MARK: Parts

  private mutating func require(_ list: ResponsePartList, _ index: Int, log: inout FindingLog) {
    if let known = parts.firstIndex(where: { $0.list == list && $0.index == index }) {
      if parts[known].isClosed && !isForeign { log.report(.partUnannounced, "an event after it was closed") }
      return
    }
    parts.append(Part(list: list, index: index))
    if !isForeign { log.report(.partUnannounced) }
  }

  mutating func beginPart(_ list: ResponsePartList, _ index: Int, _ part: JSONValueView) {
    if let known = parts.firstIndex(where: { $0.list == list && $0.index == index }) {
      parts[known].isClosed = false
    } else {
      parts.append(Part(list: list, index: index))
    }
    part.forTextOfPart(list) { field, value in
      guard let bytes = value.bytes, bytes.byteCount > 0 else { return }
      let i = text(field, index)
      texts[i].digest = TextDigest(bytes)
    }
  }

  mutating func endPart(
    _ list: ResponsePartList, _ index: Int, _ part: JSONValueView, log: inout FindingLog
  ) {
    require(list, index, log: &log)
    if let i = parts.firstIndex(where: { $0.list == list && $0.index == index }) { parts[i].isClosed = true }
    part.forTextOfPart(list) { take($0, index, $1, differs: .closedText, log: &log) }
  }

  // MARK: The end

  mutating func end(_ item: JSONValueView, log: inout FindingLog) {
    isClosed = true
    noteKind(of: item)
    isIncomplete = item.text(.status)?.equals("incomplete") ?? false
    if isForeign { return }
    if parts.contains(where: { !$0.isClosed }) { log.report(.partUnannounced, "not closed") }
    if texts.contains(where: { $0.hasDeltas && !$0.isDone }) { log.report(.deltasWithoutDone) }
    var told = 0
    item.forTextsOfItem { field, part, value in
      guard value.kind == .string else { return }
      if let i = index(field, part), texts[i].digest.count > 0 { told += 1 }
      take(field, part, value, differs: .closedText, log: &log)
    }
    // Each text that was streamed is there; those that had none before were counted by `take`.
    let streamed = texts.count { $0.digest.count > 0 && ($0.hasDeltas || $0.isDone) }
    if told < streamed && missesText(item) { log.report(.closedText, "a text is missing") }
  }

  /// Whether an item lacks a text that was streamed.
  private func missesText(_ item: JSONValueView) -> Bool {
    var missing = texts.filter { $0.digest.count > 0 }
    item.forTextsOfItem { field, part, _ in missing.removeAll { $0.field == field && $0.part == part } }
    return !missing.isEmpty
  }

  /// Whether an item of the terminal response is this one: the same kind, name and texts (RSP-52).
  func isLike(_ item: JSONValueView) -> Bool {
    guard item.text(.type)?.bytes.spells(kind) ?? false else { return false }
    if let told = item.text(.name) {
      guard name == TextDigest(told.bytes) else { return false }
    } else if name.count > 0 {
      return false
    }
    var isLike = true
    item.forTextsOfItem { field, part, value in
      guard let bytes = value.bytes else { return }
      let known = index(field, part).map { texts[$0].digest } ?? TextDigest()
      if known != TextDigest(bytes) { isLike = false }
    }
    return isLike && !missesText(item)
  }
}
