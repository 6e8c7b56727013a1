import ServerSentEvents
import SpanJSON

/// One `chat.completion.chunk`, borrowed (CHAT-10; `POST /v1/chat/completions` with `stream: true`).
///
/// Nothing is copied and nothing is allocated: what is asked for is looked up in the parsed payload. Members
/// that are missing, null, or of another type than the schema's are nil.
public struct ChatCompletionChunkView: ~Escapable {
  /// The payload beneath, with the event's place, its findings and its last event ID.
  public let payload: PayloadView

  @_lifetime(copy payload)
  init(_ payload: consuming PayloadView) { self.payload = payload }

  /// The chunk as JSON: members that no schema names are to be had from here (TYP-19).
  public var json: JSONValueView {
    @_lifetime(copy self)
    get { payload.json }
  }

  /// The completion's id, the same in all chunks (CHAT-21, CHAT-22).
  public var id: BorrowedText? { @_lifetime(copy self) get { payload.json.text(.id) } }
  /// `chat.completion.chunk` (CHAT-20).
  public var object: BorrowedText? { @_lifetime(copy self) get { payload.json.text(.object) } }
  /// When the answer began, in seconds of Unix time (CHAT-23).
  public var created: Int? { payload.json.member(.created)?.int }
  /// The model that answers (CHAT-25).
  public var model: BorrowedText? { @_lifetime(copy self) get { payload.json.text(.model) } }
  /// Which tier of service answered (CHAT-27).
  public var serviceTier: BorrowedText? { @_lifetime(copy self) get { payload.json.text(.serviceTier) } }
  /// The backend's configuration (CHAT-27).
  public var systemFingerprint: BorrowedText? {
    @_lifetime(copy self) get { payload.json.text(.systemFingerprint) }
  }
  /// Counts of tokens, mostly in the last chunk only (CHAT-70 to CHAT-74).
  public var usage: JSONValueView? {
    @_lifetime(copy self)
    get {
      if let usage = payload.json.object(.usage) { return usage }
      return payload.json.usageElsewhere
    }
  }
  /// Scores of input and output (CHAT-102).
  public var moderation: JSONValueView? { @_lifetime(copy self) get { payload.json.object(.moderation) } }

  /// How many entries `choices` has; often 1, and 0 in usage chunks (CHAT-31).
  public var choiceCount: Int { payload.json.array(.choices)?.count ?? 0 }

  /// An entry of `choices`. Precondition: `0 <= position < choiceCount`.
  @_lifetime(copy self)
  public func choice(at position: Int) -> ChatChoiceView {
    guard let choices = payload.json.array(.choices), let entry = choices.element(at: position) else {
      preconditionFailure("choice(at:) needs a position below choiceCount")
    }
    return ChatChoiceView(entry, place: position)
  }

  /// The fragments of tool calls, of all choices.
  public var toolCallFragments: ChatToolCallFragments {
    @_lifetime(copy self)
    get { ChatToolCallFragments(payload.parsed, knownHole: Int(payload.followedHole)) }
  }

  /// The content of choice 0 in this chunk; empty if it has none. With `n` above 1 the other choices' content
  /// is not in it: see ``choice(at:)``.
  public var text: BorrowedText {
    @_lifetime(copy self)
    get {
      // Whoever read the chunk may know where it is.
      if payload.hasMainText { return payload.mainText }
      return payload.textHole == -1 ? BorrowedText() : foundText
    }
  }

  private var foundText: BorrowedText {
    @_lifetime(copy self)
    @inline(never)
    get {
      if payload.textHole < -2 { return payload.textAtIndex }
      if let choices = payload.json.array(.choices) {
        var place = 0
        var entries = choices.children
        while let entry = entries.next() {
          if entry.member(.index)?.int ?? place == 0, let text = entry.chatDelta?.text(.content) {
            return text
          }
          place += 1
        }
      }
      return BorrowedText()
    }
  }

  /// Where the event's first field line begins, in bytes from the start of the stream.
  public var offset: Int { payload.offset }
  /// The event's number in the stream, from 0.
  public var index: Int { payload.index }
  /// What was found in this event.
  public var findings: Span<Finding> { @_lifetime(copy self) get { payload.findings } }
  /// The last event ID when the event was dispatched.
  public var lastEventID: String { payload.lastEventID }
}
