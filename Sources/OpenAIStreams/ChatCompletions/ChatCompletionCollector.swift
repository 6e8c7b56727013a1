import ServerSentEvents
import SpanJSON

/// Collects the chunks of one chat completion into a ``ChatCompletion``.
///
/// Feed it with chunks, borrowed or owned, and ask for the ``snapshot`` between any two of them. Adding costs the
/// chunk's size; a snapshot costs the number of choices and calls, not the length of the texts.
public struct ChatCompletionCollector: StreamCollector {
  public typealias Rules = ChatCompletionRules

  private let limits: TypedStreamLimits
  /// How many more bytes are kept.
  private var room: Int
  private var completion = ChatCompletion()
  /// In the order of first appearance, as `completion.choices` is here.
  private var choices: [ChatChoiceCollector] = []
  /// The text that chunks of the shape at hand go on with, and where it belongs.
  private var open = OpenText()
  private var addition = RepeatedAddition()
  /// Whether something came that there was no room for (TYP-60).
  public var isCutByLimit: Bool { room <= 0 }

  public init(limits: TypedStreamLimits) {
    self.limits = limits
    room = limits.maximumCollectedSize
  }

  /// Adds a borrowed chunk.
  public mutating func add(_ chunk: ChatCompletionChunkView) { add(chunk.payload) }

  /// Adds an owned chunk.
  public mutating func add(_ chunk: ChatCompletionChunk) {
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
    guard payload.shape != 0, let addition = repeatedAddition(of: payload.json),
      let hole = payload.hole(ofStringAt: addition.text)
    else { return }
    self.addition = addition
    open.open(choices[addition.choice][addition], shape: payload.shape, hole: hole)
    choices[addition.choice][addition] = CollectedText()
  }

  /// Puts the open text back where it belongs.
  private mutating func close() {
    if open.isOpen { choices[addition.choice][addition] = open.close() }
  }

  /// What a chunk adds that differs from others of its shape in texts only.
  private func repeatedAddition(of chunk: JSONValueView) -> RepeatedAddition? {
    guard let entry = chunk.array(.choices)?.element(at: 0), let index = entry.member(.index)?.int,
      let position = choices.firstIndex(where: { $0.choice.index == index }),
      var addition = choices[position].repeatedAddition(of: entry)
    else { return nil }
    addition.choice = position
    return addition
  }

  private mutating func add(_ chunk: JSONValueView) {
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
      case .serviceTier: completion.serviceTier = member.string
      case .systemFingerprint: completion.systemFingerprint = member.string
      case .moderation: completion.moderation = JSONValue(ofPayload: member)
      case .choices: add(choices: member)
      case .usage, .object, .obfuscation, .error: break
      default: completion.other.set(member, room: &room)
      }
    }
    if let usage = chunk.object(.usage) {
      completion.usage = CompletionUsage(jsonValue: JSONValue(ofPayload: usage))
    } else if let usage = chunk.usageElsewhere {
      completion.usage = CompletionUsage(jsonValue: JSONValue(ofPayload: usage))
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
      let position: Int
      if let known = choices.firstIndex(where: { $0.choice.index == index }) {
        position = known
      } else {
        position = choices.count
        choices.append(ChatChoiceCollector(index: index, limits: limits))
      }
      choices[position].add(entry, room: &room)
    }
  }

  public var snapshot: ChatCompletion {
    var whole = self
    whole.close()
    var snapshot = completion
    snapshot.choices = whole.choices.map(\.snapshot).sorted { $0.index < $1.index }
    return snapshot
  }

  public var text: String {
    var whole = self
    whole.close()
    return whole.choices.first { $0.choice.index == 0 }?.choice.message.content?.string ?? ""
  }
}
