import ServerSentEvents
import SpanJSON

/// A `text_completion`: what a call without streaming would have returned, as far as it came.
public struct Completion: Sendable, Hashable {
  public internal(set) var id: String?
  public internal(set) var created: Int?
  public internal(set) var model: String?
  public internal(set) var systemFingerprint: String?
  /// By index.
  public internal(set) var choices: [Choice] = []
  /// The last one that came (CMP-71); nil if none did.
  public internal(set) var usage: CompletionUsage?
  /// All other members.
  public internal(set) var other = CollectedMembers()

  /// One of the answers.
  public struct Choice: Sendable, Hashable {
    public internal(set) var index: Int
    public internal(set) var text = CollectedText()
    /// Nil if the choice has not ended.
    public internal(set) var finishReason: FinishReason?
    public internal(set) var tokens: CollectedValues?
    public internal(set) var tokenLogprobs: CollectedValues?
    public internal(set) var topLogprobs: CollectedValues?
    public internal(set) var textOffset: CollectedValues?
    /// Log probabilities in the form of chat.
    public internal(set) var content: CollectedValues?
    /// All other members.
    public internal(set) var other = CollectedMembers()
  }
}

extension Completion: JSONWritable {
  public func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member(.id, id)
    writer.member(.object, "text_completion")
    writer.member(.created, created)
    writer.member(.model, model)
    writer.member(.choices, elements: choices)
    writer.member(.usage, usage)
    writer.member(.systemFingerprint, systemFingerprint)
    other.write(to: &writer)
    writer.endObject()
  }
}

extension Completion.Choice: JSONWritable {
  public func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member(.index, index)
    writer.member(.text, text)
    if tokens != nil || tokenLogprobs != nil || content != nil {
      writer.key(Key.logprobs.wireName)
      writer.beginObject()
      writer.member(.tokens, tokens)
      writer.member(.tokenLogprobs, tokenLogprobs)
      writer.member(.topLogprobs, topLogprobs)
      writer.member(.textOffset, textOffset)
      writer.member(.content, content)
      writer.endObject()
    } else {
      writer.memberOrNull(.logprobs, nil as JSONValue?)
    }
    writer.memberOrNull(.finishReason, finishReason?.jsonValue)
    other.write(to: &writer)
    writer.endObject()
  }
}

/// Collects the chunks of one completion into a ``Completion``.
public struct CompletionCollector: StreamCollector {
  public typealias Rules = CompletionRules

  private let limits: TypedStreamLimits
  private var room: Int
  private var completion = Completion()
  /// The text that chunks of the shape at hand go on with, and the place of its choice.
  private var open = OpenText()
  private var openChoice = 0

  public init(limits: TypedStreamLimits) {
    self.limits = limits
    room = limits.maximumCollectedSize
  }

  /// Adds a borrowed chunk.
  public mutating func add(_ chunk: CompletionChunkView) { add(chunk.payload) }

  /// Adds an owned chunk.
  public mutating func add(_ chunk: CompletionChunk) {
    close()
    let text = chunk.jsonText
    var tape = JSONTape()
    do throws(JSONError) {
      add(try tape.parse(RawSpan(ofBytes: text.span), keys: Key.table, maximumDepth: .max))
    } catch {
      preconditionFailure("a chunk writes JSON")
    }
  }

  @inline(__always)
  public mutating func add(_ payload: PayloadView) {
    if !open.append(payload, room: &room) { addOther(payload) }
  }

  @inline(never)
  private mutating func addOther(_ payload: PayloadView) {
    close()
    add(payload.json)
    guard payload.shape != 0, let entry = payload.json.array(.choices)?.element(at: 0),
      let index = entry.member(.index)?.int, let text = entry.completionText, entry.member(.logprobs) == nil,
      let position = completion.choices.firstIndex(where: { $0.index == index }),
      let hole = payload.hole(ofStringAt: text.index)
    else { return }
    openChoice = position
    open.open(completion.choices[position].text, shape: payload.shape, hole: hole)
    completion.choices[position].text = CollectedText()
  }

  /// Puts the open text back where it belongs.
  private mutating func close() {
    if open.isOpen { completion.choices[openChoice].text = open.close() }
  }

  private mutating func add(_ chunk: JSONValueView) {
    if let value = chunk.completionBareText {
      if completion.choices.isEmpty { completion.choices.append(Completion.Choice(index: 0)) }
      completion.choices[0].text.append(value, room: &room)
      return
    }
    var members = chunk.children
    while let member = members.next() {
      if member.isNull { continue }
      switch member.knownKey {
      case .id:
        if completion.id == nil, member.isNonEmptyText { completion.id = member.string }
      case .model:
        guard let model = member.bytes, model.byteCount > 0 else { break }
        if !model.spells(completion.model ?? "") { completion.model = model.decodedUTF8 }
      case .created:
        if completion.created ?? 0 == 0, let time = member.int { completion.created = time }
      case .systemFingerprint: completion.systemFingerprint = member.string
      case .usage:
        if let usage = CompletionUsage(jsonValue: JSONValue(ofPayload: member)) { completion.usage = usage }
      case .choices: add(choices: member)
      case .object, .obfuscation, .error: break
      default: completion.other.set(member, room: &room)
      }
    }
  }

  private mutating func add(choices array: JSONValueView) {
    var place = 0
    var entries = array.children
    while let entry = entries.next() {
      defer { place += 1 }
      guard entry.kind == .object,
        let index = ChoiceIndex(entry, place: place, maximum: limits.maximumIndex).value
      else { continue }
      let position = completion.choices.firstIndex { $0.index == index } ?? completion.choices.count
      if position == completion.choices.count { completion.choices.append(Completion.Choice(index: index)) }
      completion.choices[position].add(entry, room: &room)
    }
  }

  public var snapshot: Completion {
    var whole = self
    whole.close()
    whole.completion.choices.sort { $0.index < $1.index }
    return whole.completion
  }

  public var text: String {
    var whole = self
    whole.close()
    return whole.completion.choices.first { $0.index == 0 }?.text.string ?? ""
  }
}

extension Completion.Choice {
  fileprivate mutating func add(_ entry: JSONValueView, room: inout Int) {
    if let value = entry.completionText { text.append(value, room: &room) }
    var members = entry.children
    while let member = members.next() {
      switch member.knownKey {
      case .index, .text, .delta, .usage: break
      case .finishReason:
        if let reason = FinishReason(member) { finishReason = reason }
      case .logprobs:
        member.array(.tokens, appendTo: &tokens, room: &room)
        member.array(.tokenLogprobs, appendTo: &tokenLogprobs, room: &room)
        member.array(.topLogprobs, appendTo: &topLogprobs, room: &room)
        member.array(.textOffset, appendTo: &textOffset, room: &room)
        member.array(.content, appendTo: &content, room: &room)
      default: other.set(member, room: &room)
      }
    }
  }
}
