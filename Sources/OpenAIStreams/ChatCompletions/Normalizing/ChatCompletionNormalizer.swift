import ServerSentEvents
import SpanJSON

/// Turns a chat completion of any dialect into OpenAI's canonical form (CHAT-120 to CHAT-125), for gateways.
///
/// Content comes first, chunk by chunk; each choice's finish reason and the usage are held back and come last, each
/// reason under its choice. All chunks have one id, one model, one time; each choice's first delta has the role;
/// tool calls are numbered, with id and name in their first fragment; reasoning is `reasoning_content`; content
/// parts are text. Members that no schema names are kept; those of chunks that say nothing else go out with the next
/// one.
///
/// ```swift
/// var normalizer = ChatCompletionNormalizer()
/// while let chunk = try stream.next(&input) { normalizer.encode(chunk, into: &output) }
/// while let chunk = try stream.endOfInput() { normalizer.encode(chunk, into: &output) }
/// normalizer.encodeEnd(stream.finish(), into: &output)
/// ```
public struct ChatCompletionNormalizer: Sendable {
  /// What the envelope says where the server has not said it when the first content comes.
  public struct Fallback: Sendable, Hashable {
    public var id: String
    public var model: String
    /// Seconds of Unix time.
    public var created: Int

    public init(id: String = "chatcmpl-0", model: String = "unknown", created: Int = 1) {
      self.id = id
      self.model = model
      self.created = created
    }
  }

  private let limits: TypedStreamLimits
  private let fallback: Fallback
  private var id: String?
  private var model: String?
  private var created: Int?
  /// In the order of first appearance.
  private var choices: [ChatChoiceNormalizer] = []
  /// The last that came.
  private var usage: CompletionUsage?
  /// Members of chunks that had no choice worth sending.
  private var owed = ChatCompletionChunk()

  public init(limits: TypedStreamLimits = TypedStreamLimits(), fallback: Fallback = Fallback()) {
    self.limits = limits
    self.fallback = fallback
  }

  /// The chunk to be sent for a borrowed one; nil if it says nothing that must be said now.
  public mutating func normalize(_ chunk: ChatCompletionChunkView) -> ChatCompletionChunk? {
    normalize(chunk.json)
  }

  /// The chunk to be sent for an owned one; nil if it says nothing that must be said now.
  public mutating func normalize(_ chunk: ChatCompletionChunk) -> ChatCompletionChunk? {
    let text = chunk.jsonText
    var tape = JSONTape()
    do throws(JSONError) {
      return normalize(try tape.parse(RawSpan(ofBytes: text.span), keys: Key.table, maximumDepth: .max))
    } catch {
      preconditionFailure("a chunk writes JSON")
    }
  }

  /// The chunks that end the stream: for each choice what was held back of it, with the finish reason that it told,
  /// if any, and then the usage with empty `choices`. No reason is invented.
  public mutating func finish(_ outcome: StreamOutcome) -> [ChatCompletionChunk] {
    var chunks: [ChatCompletionChunk] = []
    for position in choices.indices.sorted(by: { choices[$0].index < choices[$1].index }) {
      guard let choice = choices[position].finish(isComplete: outcome.isComplete) else { continue }
      var chunk = ChatCompletionChunk()
      chunk.choices = [choice]
      complete(&chunk)
      chunks.append(chunk)
    }
    if usage != nil || owed != ChatCompletionChunk() {
      var chunk = ChatCompletionChunk()
      chunk.usage = usage
      complete(&chunk)
      chunks.append(chunk)
    }
    usage = nil
    return chunks
  }

  private mutating func normalize(_ json: JSONValueView) -> ChatCompletionChunk? {
    var chunk = ChatCompletionChunk()
    var isUrgent = false
    var members = json.children
    while let member = members.next() {
      if member.isNull { continue }
      switch member.knownKey {
      case .id: if id == nil, member.isNonEmptyText { id = member.string }
      case .model: if model == nil, member.isNonEmptyText { model = member.string }
      case .created: if created == nil { created = member.unixTime }
      case .serviceTier: chunk.serviceTier = member.string
      case .systemFingerprint: chunk.systemFingerprint = member.string
      case .obfuscation: chunk.obfuscation = member.string
      case .choices: chunk.choices = normalize(choices: member)
      case .object, .usage, .error: break
      case .moderation:
        isUrgent = true
        chunk.other.keep(member)
      default: chunk.other.keep(member)
      }
    }
    if let told = json.object(.usage) {
      usage = CompletionUsage(jsonValue: JSONValue(ofPayload: told))
    } else if let told = json.usageElsewhere {
      usage = CompletionUsage(jsonValue: JSONValue(ofPayload: told))
    }
    if chunk.choices.isEmpty && !isUrgent {
      if let tier = chunk.serviceTier { owed.serviceTier = tier }
      if let fingerprint = chunk.systemFingerprint { owed.systemFingerprint = fingerprint }
      owed.other.replaceAll(with: chunk.other)
      return nil
    }
    complete(&chunk)
    return chunk
  }

  private mutating func normalize(choices array: JSONValueView) -> [ChatCompletionChunk.Choice] {
    var result: [ChatCompletionChunk.Choice] = []
    var place = 0
    var entries = array.children
    while let entry = entries.next() {
      defer { place += 1 }
      guard entry.kind == .object,
        let index = ChoiceIndex(entry, place: place, maximum: limits.maximumIndex).value
      else { continue }
      let position = choices.firstIndex { $0.index == index } ?? choices.count
      if position == choices.count { choices.append(ChatChoiceNormalizer(index: index, limits: limits)) }
      if let choice = choices[position].normalize(entry) { result.append(choice) }
    }
    return result
  }

  /// Gives a chunk its envelope, which is the same for all that are sent.
  private mutating func complete(_ chunk: inout ChatCompletionChunk) {
    if id == nil { id = fallback.id }
    if model == nil { model = fallback.model }
    if created == nil { created = fallback.created }
    chunk.id = id
    chunk.model = model
    chunk.created = created
    if chunk.serviceTier == nil { chunk.serviceTier = owed.serviceTier }
    if chunk.systemFingerprint == nil { chunk.systemFingerprint = owed.systemFingerprint }
    owed.other.replaceAll(with: chunk.other)
    chunk.other = owed.other
    owed = ChatCompletionChunk()
  }
}

extension JSONValueView {
  /// Unix time in whole seconds, from seconds or milliseconds; nil if it is no time (CHAT-23).
  fileprivate var unixTime: Int? {
    guard let time = double, time >= 1, time < 100_000_000_000_000 else { return nil }
    return Int(time < 100_000_000_000 ? time : time / 1000)
  }
}
