import SpanJSON

/// One entry of `choices`, borrowed.
public struct ChatChoiceView: ~Escapable {
  /// The entry as JSON.
  public let json: JSONValueView
  private let place: Int

  @_lifetime(copy json)
  init(_ json: JSONValueView, place: Int) {
    self.json = json
    self.place = place
  }

  /// Which choice this is; its place in the array where the server does not say (CHAT-32). -1 for an index
  /// that is no whole number.
  public var index: Int {
    guard let member = json.member(.index) else { return place }
    return member.int ?? -1
  }

  /// What is new. Empty where the server sent none (CHAT-40); the message, where it stands in its place
  /// (CHAT-12).
  public var delta: ChatDeltaView {
    @_lifetime(copy self)
    get {
      if let delta = json.chatDelta { return ChatDeltaView(delta) }
      return ChatDeltaView(json)
    }
  }

  /// Why the choice ended; nil until it does (CHAT-60 to CHAT-65).
  public var finishReason: FinishReason? { FinishReason(json.memberOrNull(.finishReason)) }

  /// `content` and `refusal`: arrays of tokens with their log probabilities (CHAT-101).
  public var logprobs: JSONValueView? { @_lifetime(copy self) get { json.object(.logprobs) } }
}

/// What one chunk adds to one choice, borrowed.
public struct ChatDeltaView: ~Escapable {
  /// The delta as JSON.
  public let json: JSONValueView

  @_lifetime(copy json)
  init(_ json: JSONValueView) { self.json = json }

  /// Who speaks, with the first delta (CHAT-41).
  public var role: BorrowedText? { @_lifetime(copy self) get { json.text(.role) } }
  /// Text to be appended (CHAT-44).
  public var content: BorrowedText? { @_lifetime(copy self) get { json.text(.content) } }
  /// The parts, where content comes as an array of them (CHAT-45).
  public var contentParts: JSONValueView? { @_lifetime(copy self) get { json.array(.content) } }
  /// Text to be appended to the refusal (CHAT-46).
  public var refusal: BorrowedText? { @_lifetime(copy self) get { json.text(.refusal) } }
  /// The model's thinking, to be appended, under either of its names (CHAT-47).
  public var reasoning: BorrowedText? {
    @_lifetime(copy self)
    get {
      if let text = json.text(.reasoningContent), !text.isEmpty { return text }
      if let text = json.text(.reasoning) { return text }
      return json.text(.reasoningContent)
    }
  }
  /// The model's thinking in parts (CHAT-49).
  public var reasoningDetails: JSONValueView? { @_lifetime(copy self) get { json.array(.reasoningDetails) } }
  /// `id`, `data`, `transcript`, `expires_at` (CHAT-100).
  public var audio: JSONValueView? { @_lifetime(copy self) get { json.object(.audio) } }
  /// The old form of a tool call: `name` and `arguments` (CHAT-111).
  public var functionCall: JSONValueView? { @_lifetime(copy self) get { json.object(.functionCall) } }

  /// How many fragments of tool calls there are.
  public var toolCallCount: Int { json.array(.toolCalls)?.count ?? 0 }

  /// A fragment of a tool call. Precondition: `0 <= position < toolCallCount`.
  @_lifetime(copy self)
  public func toolCall(at position: Int) -> ChatToolCallView {
    guard let calls = json.array(.toolCalls), let fragment = calls.element(at: position) else {
      preconditionFailure("toolCall(at:) needs a position below toolCallCount")
    }
    return ChatToolCallView(json: fragment)
  }
}

/// A fragment of a tool call, borrowed (CHAT-51 to CHAT-57).
public struct ChatToolCallView: ~Escapable {
  /// The fragment as JSON.
  public let json: JSONValueView

  @_lifetime(copy json)
  init(json: JSONValueView) { self.json = json }

  /// Which call of the choice; nil where the server does not say (CHAT-51).
  public var index: Int? { json.member(.index)?.int }
  /// The call's id, with its first fragment (CHAT-55).
  public var id: BorrowedText? { @_lifetime(copy self) get { json.text(.id) } }
  /// `function` or `custom`.
  public var type: BorrowedText? { @_lifetime(copy self) get { json.text(.type) } }
  /// The function's or the custom tool's name, with the first fragment (CHAT-56).
  public var name: BorrowedText? {
    @_lifetime(copy self)
    get {
      if let function = json.object(.function) { return function.text(.name) }
      return json.object(.custom)?.text(.name)
    }
  }
  /// A piece of the function's arguments, to be appended (CHAT-57); of the custom tool's input (CHAT-112).
  public var arguments: BorrowedText? {
    @_lifetime(copy self)
    get {
      if let function = json.object(.function) { return function.text(.arguments) }
      return json.object(.custom)?.text(.input)
    }
  }
}
