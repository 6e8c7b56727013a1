import ServerSentEvents
import SpanJSON

extension ChatCompletionChunk {
  /// Copies a borrowed chunk.
  public init(_ view: ChatCompletionChunkView) { self.init(view.json) }

  init(_ json: JSONValueView) {
    var members = json.children
    while let member = members.next() {
      switch member.knownKey {
      case .id where member.take(&id): break
      case .object where member.take(&object): break
      case .created where member.take(&created): break
      case .model where member.take(&model): break
      case .usage where member.take(&usage): break
      case .serviceTier where member.take(&serviceTier): break
      case .systemFingerprint where member.take(&systemFingerprint): break
      case .obfuscation where member.take(&obfuscation): break
      case .choices where member.kind == .array:
        choices = []
        var entries = member.children
        while let entry = entries.next() { choices.append(Choice(entry, place: choices.count)) }
      case .choices where member.isNull: break
      default: other.keep(member)
      }
    }
  }
}

extension ChatCompletionChunk.Choice {
  fileprivate init(_ json: JSONValueView, place: Int) {
    self.init(index: place)
    if json.member(.index) != nil, json.member(.index)?.int == nil { index = -1 }
    let hasDelta = json.object(.delta) != nil
    var members = json.children
    while let member = members.next() {
      switch member.knownKey {
      case .index where member.int != nil: index = member.int ?? place
      case .index where member.isNull: break
      case .delta where member.kind == .object: delta = ChatCompletionChunk.Delta(member)
      case .message where member.kind == .object && !hasDelta: delta = ChatCompletionChunk.Delta(member)
      case .finishReason where member.isNull || member.kind == .string: finishReason = FinishReason(member)
      case .logprobs where member.take(&logprobs): break
      case .delta where member.isNull: break
      default: other.keep(member)
      }
    }
  }
}

extension ChatCompletionChunk.Delta {
  fileprivate init(_ json: JSONValueView) {
    var members = json.children
    while let member = members.next() {
      switch member.knownKey {
      case .role where member.take(&role): break
      case .content where member.take(&content): break
      case .content where member.kind == .array: take(parts: member)
      case .refusal where member.take(&refusal): break
      case .reasoningContent where member.take(&reasoningContent): break
      case .reasoning where member.take(&reasoning): break
      case .toolCalls where member.kind == .array:
        var fragments = member.children
        while let fragment = fragments.next() { toolCalls.append(ChatCompletionChunk.ToolCall(fragment)) }
      case .toolCalls where member.isNull: break
      case .functionCall where member.kind == .object: functionCall = ChatCompletionChunk.Function(member)
      case .functionCall where member.isNull: break
      default: other.keep(member)
      }
    }
  }

  /// Text parts are content, thinking parts reasoning (CHAT-45).
  private mutating func take(parts: JSONValueView) {
    var text = ""
    parts.forEachText(ofType: "text") { text += $0.decodedUTF8 }
    content = text
    contentParts = JSONValue(parts).arrayValue
  }
}

extension ChatCompletionChunk.ToolCall {
  fileprivate init(_ json: JSONValueView) {
    self.init(index: nil)
    var members = json.children
    while let member = members.next() {
      switch member.knownKey {
      case .index where member.take(&index): break
      case .id where member.take(&id): break
      case .type where member.take(&type): break
      case .function where member.kind == .object: function = ChatCompletionChunk.Function(member)
      case .custom where member.take(&custom): break
      default: other.keep(member)
      }
    }
  }
}

extension ChatCompletionChunk.Function {
  fileprivate init(_ json: JSONValueView) {
    self.init()
    var members = json.children
    while let member = members.next() {
      switch member.knownKey {
      case .name where member.take(&name): break
      case .arguments where member.take(&arguments): break
      default: other.keep(member)
      }
    }
  }
}

extension JSONValueView {
  /// The text of content parts of one type: `text` parts hold it under that name, `thinking` parts too, as a
  /// string or as parts again (CHAT-45).
  func forEachText(ofType type: StaticString, _ body: (RawSpan) -> Void) {
    var parts = children
    while let part = parts.next() {
      guard let name = part.text(.type), name.equals(type) else { continue }
      let key: Key = name.equals("thinking") ? .thinking : .text
      guard let value = part.member(key) else { continue }
      if let text = value.bytes { body(text) } else { value.forEachText(ofType: "text", body) }
    }
  }
}
