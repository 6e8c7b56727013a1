import ServerSentEvents
import SpanJSON

/// Collects one choice of a chat completion.
struct ChatChoiceCollector: Sendable {
  private(set) var choice: ChatCompletion.Choice
  private var identity = ToolCallIdentity()
  private var reasoning = ReasoningSource()
  /// Decodes the sound across deltas.
  private var sound = Base64Decoder()
  private let limits: TypedStreamLimits

  init(index: Int, limits: TypedStreamLimits) {
    choice = ChatCompletion.Choice(index: index)
    self.limits = limits
  }

  mutating func add(_ entry: JSONValueView, room: inout Int) {
    if let delta = entry.chatDelta { add(delta: delta, room: &room) }
    var members = entry.children
    while let member = members.next() {
      switch member.knownKey {
      case .index, .delta, .message, .usage: break
      case .finishReason:
        if let reason = FinishReason(member) { choice.finishReason = reason }
      case .logprobs:
        member.array(.content, appendTo: &choice.contentLogprobs, room: &room)
        member.array(.refusal, appendTo: &choice.refusalLogprobs, room: &room)
      default: choice.other.set(member, room: &room)
      }
    }
  }

  private mutating func add(delta: JSONValueView, room: inout Int) {
    var hasReasoning = false
    var members = delta.children
    while let member = members.next() {
      if member.isNull { continue }
      switch member.knownKey {
      case .role:
        if choice.message.role == nil, member.isNonEmptyText { choice.message.role = member.string }
      case .content:
        if member.kind == .array {
          add(parts: member, room: &room)
        } else {
          Self.append(member, to: &choice.message.content, room: &room)
        }
      case .refusal: Self.append(member, to: &choice.message.refusal, room: &room)
      case .reasoningContent, .reasoning: hasReasoning = true
      case .reasoningDetails:
        hasReasoning = true
      case .toolCalls: add(calls: member, room: &room)
      case .functionCall: add(functionCall: member, room: &room)
      case .audio: add(audio: member, room: &room)
      case .annotations: delta.array(.annotations, appendTo: &choice.message.annotations, room: &room)
      default: choice.message.other.set(member, room: &room)
      }
    }
    if hasReasoning { addReasoning(delta, room: &room) }
  }

  // Static, so that the text is not shared with a copy of all this while it changes.
  private static func append(_ value: JSONValueView, to text: inout CollectedText?, room: inout Int) {
    guard value.kind == .string else { return }
    if text == nil { text = CollectedText() }
    text?.append(value, room: &room)
  }

  /// Text parts are content, thinking parts reasoning; all are kept as they came (CHAT-45).
  private mutating func add(parts: JSONValueView, room: inout Int) {
    if choice.message.contentParts == nil { choice.message.contentParts = CollectedValues() }
    choice.message.contentParts?.append(elementsOf: parts, room: &room)
    // Taken out, so that they are not shared while they change.
    var content = choice.message.content ?? CollectedText()
    choice.message.content = nil
    parts.forEachText(ofType: "text") { content.append($0, room: &room) }
    choice.message.content = content
    let hadReasoning = choice.message.reasoning != nil
    var thinking = choice.message.reasoning ?? CollectedText()
    choice.message.reasoning = nil
    parts.forEachText(ofType: "thinking") { thinking.append($0, room: &room) }
    if hadReasoning || !thinking.isEmpty { choice.message.reasoning = thinking }
  }

  private mutating func addReasoning(_ delta: JSONValueView, room: inout Int) {
    _ = reasoning.observe(delta)
    switch reasoning.key {
    case .reasoningContent:
      if let text = delta.member(.reasoningContent) {
        Self.append(text, to: &choice.message.reasoning, room: &room)
      }
    case .reasoning:
      if let text = delta.member(.reasoning) { Self.append(text, to: &choice.message.reasoning, room: &room) }
    default: break
    }
    guard let details = delta.array(.reasoningDetails) else { return }
    var elements = details.children
    while let element = elements.next() {
      guard element.kind == .object else { continue }
      addDetail(element, countsText: reasoning.key == .reasoningDetails, room: &room)
    }
  }

  private mutating func addDetail(_ detail: JSONValueView, countsText: Bool, room: inout Int) {
    let index = detail.member(.index)?.int
    let type = detail.member(.type)?.string
    let id = detail.member(.id)?.string
    let known = choice.message.reasoningDetails.firstIndex {
      if let index { return $0.index == index }
      return id != nil && $0.id == id && $0.type == type
    }
    let position = known ?? choice.message.reasoningDetails.count
    if known == nil {
      guard position <= limits.maximumIndex else { return }
      choice.message.reasoningDetails.append(ChatCompletion.ReasoningDetail())
      choice.message.reasoningDetails[position].index = index
    }
    var members = detail.children
    while let member = members.next() {
      if member.isNull { continue }
      switch member.knownKey {
      case .index: break
      case .type: choice.message.reasoningDetails[position].type = member.string
      case .id: choice.message.reasoningDetails[position].id = member.string
      case .text: Self.append(member, to: &choice.message.reasoningDetails[position].text, room: &room)
      case .summary: Self.append(member, to: &choice.message.reasoningDetails[position].summary, room: &room)
      default: choice.message.reasoningDetails[position].other.set(member, room: &room)
      }
      if countsText, member.knownKey == .text || member.knownKey == .summary {
        Self.append(member, to: &choice.message.reasoning, room: &room)
      }
    }
  }
}

// MARK: - Chunks like the one before

/// What chunks of one shape add: one text, to one choice.
struct RepeatedAddition: Sendable {
  enum Destination: Sendable { case content, refusal, reasoning, arguments }

  /// The choice's place in the collector.
  var choice = 0
  var destination = Destination.content
  /// The tool call that gets the arguments.
  var call = 0
  /// The index of the text among the chunk's values.
  var text = 0
}

extension ChatChoiceCollector {
  /// What an entry that has just been added would add again, if that is one text and nothing else.
  func repeatedAddition(of entry: JSONValueView) -> RepeatedAddition? {
    guard let delta = entry.object(.delta), entry.member(.logprobs) == nil else { return nil }
    var addition: RepeatedAddition?
    var members = delta.children
    while let member = members.next() {
      if member.isNull { continue }
      guard addition == nil else { return nil }
      var found = RepeatedAddition()
      found.text = member.index
      switch member.knownKey {
      case .content where member.kind == .string: found.destination = .content
      case .refusal where member.kind == .string: found.destination = .refusal
      case .reasoningContent where reasoning.key == .reasoningContent: found.destination = .reasoning
      case .reasoning where reasoning.key == .reasoning: found.destination = .reasoning
      case .toolCalls:
        guard let arguments = member.element(at: 0)?.object(.function)?.member(.arguments), identity.last >= 0
        else { return nil }
        found.destination = .arguments
        found.call = identity.last
        found.text = arguments.index
      default: return nil
      }
      addition = found
    }
    return addition
  }

  /// The text that such chunks go on with.
  subscript(_ addition: RepeatedAddition) -> CollectedText {
    get {
      let text: CollectedText? =
        switch addition.destination {
        case .content: choice.message.content
        case .refusal: choice.message.refusal
        case .reasoning: choice.message.reasoning
        case .arguments: choice.message.toolCalls[addition.call].function.arguments
        }
      return text ?? CollectedText()
    }
    set {
      switch addition.destination {
      case .content: choice.message.content = newValue
      case .refusal: choice.message.refusal = newValue
      case .reasoning: choice.message.reasoning = newValue
      case .arguments: choice.message.toolCalls[addition.call].function.arguments = newValue
      }
    }
  }
}

// MARK: - Calls and audio

extension ChatChoiceCollector {
  private mutating func add(calls: JSONValueView, room: inout Int) {
    var fragments = calls.children
    while let fragment = fragments.next() {
      guard fragment.kind == .object,
        let place = identity.place(of: fragment, maximum: limits.maximumIndex)
      else { continue }
      if place.isNew {
        var call = ChatCompletion.ToolCall()
        if case .told(let index) = place.index { call.index = index }
        choice.message.toolCalls.append(call)
      }
      Self.add(fragment, to: &choice.message.toolCalls[place.call], room: &room)
    }
  }

  private static func add(_ fragment: JSONValueView, to call: inout ChatCompletion.ToolCall, room: inout Int)
  {
    var members = fragment.children
    while let member = members.next() {
      if member.isNull { continue }
      switch member.knownKey {
      case .index: break
      case .id:
        if call.id == nil, member.isNonEmptyText { call.id = member.string }
      case .type:
        if call.type == nil, member.isNonEmptyText { call.type = member.string }
      case .function: add(member, text: .arguments, to: &call.function, room: &room)
      case .custom:
        if call.type == nil { call.type = "custom" }
        add(member, text: .input, to: &call.function, room: &room)
      default: call.other.set(member, room: &room)
      }
    }
  }

  private static func add(
    _ json: JSONValueView, text key: Key, to function: inout ChatCompletion.Function, room: inout Int
  ) {
    if function.name == nil, let name = json.member(.name), name.isNonEmptyText {
      function.name = name.string
    }
    guard let arguments = json.member(key) else { return }
    switch arguments.kind {
    case .string: function.arguments.append(arguments, room: &room)
    case .object, .array: function.arguments.append(arguments.raw, room: &room)
    default: break
    }
  }

  /// A stub of empty strings is no call (CHAT-111).
  private mutating func add(functionCall: JSONValueView, room: inout Int) {
    let hasText =
      functionCall.member(.name)?.isNonEmptyText ?? false
      || functionCall.member(.arguments)?.isNonEmptyText ?? false
    guard hasText || choice.message.functionCall != nil else { return }
    var call = choice.message.functionCall ?? ChatCompletion.Function()
    choice.message.functionCall = nil
    Self.add(functionCall, text: .arguments, to: &call, room: &room)
    choice.message.functionCall = call
  }

  private mutating func add(audio json: JSONValueView, room: inout Int) {
    guard json.kind == .object else { return }
    var audio = choice.message.audio ?? ChatCompletion.Audio()
    choice.message.audio = nil
    if audio.id == nil, let id = json.member(.id), id.isNonEmptyText { audio.id = id.string }
    if let text = json.member(.data)?.bytes {
      var bytes: [UInt8] = []
      _ = sound.decode(text, to: &bytes)
      audio.append(bytes, room: &room)
    }
    if let transcript = json.member(.transcript) { audio.transcript.append(transcript, room: &room) }
    if let time = json.member(.expiresAt)?.int { audio.expiresAt = time }
    choice.message.audio = audio
  }

  /// The choice so far, with what is known of its calls' state (CHAT-58, CHAT-59, CHAT-66, CHAT-110).
  var snapshot: ChatCompletion.Choice {
    var snapshot = choice
    if sound.pendingCount > 0 {
      // The last padding may be missing (SPC-14).
      var sound = sound
      var bytes: [UInt8] = []
      sound.flush(to: &bytes)
      var room = bytes.count
      snapshot.message.audio?.append(bytes, room: &room)
    }
    if let audio = choice.message.audio, choice.finishReason == nil, audio.id != nil, !audio.data.isEmpty,
      !audio.transcript.isEmpty, audio.expiresAt != nil
    {
      snapshot.finishReason = .stop
    }
    guard let reason = choice.finishReason else { return snapshot }
    for i in snapshot.message.toolCalls.indices {
      let wasBeingWritten = !reason.isOwnEnd && i == identity.last
      // A finished call without arguments has no parameters (CHAT-58).
      let isWithout = reason.isOwnEnd && snapshot.message.toolCalls[i].function.arguments.isEmpty
      let isWhole = !wasBeingWritten && (isWithout || snapshot.message.toolCalls[i].hasWholeArguments)
      snapshot.message.toolCalls[i].state = isWhole ? .final : .cut
    }
    return snapshot
  }
}

extension ChatCompletion.Audio {
  fileprivate mutating func append(_ bytes: [UInt8], room: inout Int) {
    let count = min(bytes.count, room)
    room -= count
    data.append(RawSpan(ofBytes: bytes.span).slice(unchecked: 0, count))
  }
}

extension ChatCompletion.ToolCall {
  /// Whether the arguments are one JSON value; a custom tool's input is free text.
  fileprivate var hasWholeArguments: Bool {
    if type == "custom" { return true }
    var reader = JSONPrefixReader(keepsText: false)
    let text = function.arguments.bytes
    reader.append(RawSpan(ofBytes: text.span))
    return reader.isCompleteAtEnd
  }
}

extension JSONValueView {
  /// Appends the elements of an array member, if there is such a member.
  func array(_ key: Key, appendTo values: inout CollectedValues?, room: inout Int) {
    guard let array = array(key) else { return }
    if values == nil { values = CollectedValues() }
    values?.append(elementsOf: array, room: &room)
  }
}
