import ServerSentEvents
import SpanJSON

/// One `text_completion` chunk, borrowed (CMP-10; `POST /v1/completions` with `stream: true`).
public struct CompletionChunkView: ~Escapable {
  /// The payload beneath, with the event's place, its findings and its last event ID.
  public let payload: PayloadView

  @_lifetime(copy payload)
  init(_ payload: consuming PayloadView) { self.payload = payload }

  /// The chunk as JSON.
  public var json: JSONValueView { @_lifetime(copy self) get { payload.json } }
  /// The completion's id (CMP-21).
  public var id: BorrowedText? { @_lifetime(copy self) get { payload.json.text(.id) } }
  /// When the answer began, in seconds of Unix time (CMP-23).
  public var created: Int? { payload.json.member(.created)?.int }
  /// The model that answers (CMP-25).
  public var model: BorrowedText? { @_lifetime(copy self) get { payload.json.text(.model) } }
  /// Counts of tokens (CMP-70).
  public var usage: JSONValueView? { @_lifetime(copy self) get { payload.json.object(.usage) } }
  /// How many entries `choices` has.
  public var choiceCount: Int { payload.json.array(.choices)?.count ?? 0 }

  /// An entry of `choices`. Precondition: `0 <= position < choiceCount`.
  @_lifetime(copy self)
  public func choice(at position: Int) -> CompletionChoiceView {
    guard let choices = payload.json.array(.choices), let entry = choices.element(at: position) else {
      preconditionFailure("choice(at:) needs a position below choiceCount")
    }
    return CompletionChoiceView(entry, place: position)
  }

  /// The text of choice 0 in this chunk; empty if it has none.
  public var text: BorrowedText {
    @_lifetime(copy self)
    get {
      if payload.hasMainText { return payload.mainText }
      return payload.textHole == -1 ? BorrowedText() : foundText
    }
  }

  private var foundText: BorrowedText {
    @_lifetime(copy self)
    @inline(never)
    get {
      if let value = payload.json.completionBareText, let text = BorrowedText(value) { return text }
      for position in 0..<choiceCount {
        let choice = choice(at: position)
        if choice.index == 0, let value = choice.json.completionText, let text = BorrowedText(value) {
          return text
        }
      }
      return BorrowedText()
    }
  }
}

/// One entry of `choices`, borrowed.
public struct CompletionChoiceView: ~Escapable {
  /// The entry as JSON.
  public let json: JSONValueView
  private let place: Int

  @_lifetime(copy json)
  init(_ json: JSONValueView, place: Int) {
    self.json = json
    self.place = place
  }

  /// Which choice this is: the prompt's number times n, plus the choice's (CMP-32). -1 if it is no whole number.
  public var index: Int {
    guard let member = json.member(.index) else { return place }
    return member.int ?? -1
  }
  /// Text to be appended (CMP-40, CMP-41).
  public var text: BorrowedText? {
    @_lifetime(copy self)
    get {
      guard let value = json.completionText else { return nil }
      return BorrowedText(value)
    }
  }
  /// Why the choice ended; nil until it does.
  public var finishReason: FinishReason? { FinishReason(json.memberOrNull(.finishReason)) }
  /// `tokens`, `token_logprobs`, `top_logprobs`, `text_offset`: parallel arrays (CMP-43).
  public var logprobs: JSONValueView? { @_lifetime(copy self) get { json.object(.logprobs) } }
}

extension JSONValueView {
  /// The text of an entry of `choices`; that of its delta, where there is no other (CMP-41).
  var completionText: JSONValueView? {
    @_lifetime(copy self)
    get {
      if let text = member(.text), text.kind == .string { return text }
      guard let delta = object(.delta), let content = delta.member(.content), content.kind == .string else {
        return nil
      }
      return content
    }
  }

  /// The text of an object without choices that has only a `value` (CMP-42).
  var completionBareText: JSONValueView? {
    @_lifetime(copy self)
    get {
      guard member(.choices) == nil, let value = member(.value), value.kind == .string else { return nil }
      return value
    }
  }
}

/// One `text_completion` chunk as a value of its own; members that the schema does not name are kept.
public struct CompletionChunk: JSONBacked {
  public var json: JSONObject
  public init(json: JSONObject) { self.json = json }

  public var id: String? {
    get { self["id"] }
    set { self["id"] = newValue }
  }
  public var object: String? {
    get { self["object"] }
    set { self["object"] = newValue }
  }
  public var created: Int? {
    get { self["created"] }
    set { self["created"] = newValue }
  }
  public var model: String? {
    get { self["model"] }
    set { self["model"] = newValue }
  }
  public var systemFingerprint: String? {
    get { self["system_fingerprint"] }
    set { self["system_fingerprint"] = newValue }
  }
  public var usage: CompletionUsage? {
    get { self["usage"] }
    set { self["usage"] = newValue }
  }
  public var choices: [Choice] {
    get { self["choices"] ?? [] }
    set { self["choices"] = newValue }
  }

  /// One entry of `choices`.
  public struct Choice: JSONBacked {
    public var json: JSONObject
    public init(json: JSONObject) { self.json = json }
    public var index: Int? {
      get { self["index"] }
      set { self["index"] = newValue }
    }
    public var text: String? {
      get { self["text"] }
      set { self["text"] = newValue }
    }
    public var finishReason: FinishReason? {
      get { self["finish_reason"] }
      set { self["finish_reason"] = newValue }
    }
    public var logprobs: Logprobs? {
      get { self["logprobs"] }
      set { self["logprobs"] = newValue }
    }
  }

  /// Log probabilities: arrays side by side, an element for each token (CMP-43).
  public struct Logprobs: JSONBacked {
    public var json: JSONObject
    public init(json: JSONObject) { self.json = json }
    public var tokens: [String]? {
      get { self["tokens"] }
      set { self["tokens"] = newValue }
    }
    public var tokenLogprobs: [JSONValue]? {
      get { self["token_logprobs"] }
      set { self["token_logprobs"] = newValue }
    }
    public var topLogprobs: [JSONValue]? {
      get { self["top_logprobs"] }
      set { self["top_logprobs"] = newValue }
    }
    public var textOffset: [Int]? {
      get { self["text_offset"] }
      set { self["text_offset"] = newValue }
    }
  }
}
