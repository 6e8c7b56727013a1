import ServerSentEvents
import SpanJSON

/// One event of a response's stream, borrowed (`Spec/responses.md`).
///
/// Nothing is copied and nothing is allocated: what is asked for is looked up in the parsed payload. Members that
/// are missing, null, or of another type than the schema's are nil; only the type is needed (RSP-18).
public struct ResponseStreamEventView: ~Escapable {
  /// The payload beneath, with the event's place, its findings and its last event ID.
  public let payload: PayloadView
  /// The payload's type, or the event's name where it has none (RSP-10, RSP-11).
  /// A look-up of its name, unless the event is like one before.
  public var type: ResponseEventType {
    payload.kind > 0 ? ResponseEventType(number: Int(payload.kind)) : typeLookedUp
  }

  // Of the whole view, which would be copied to ask the payload.
  @inline(never)
  private var typeLookedUp: ResponseEventType { ResponseEventType(payload.json, name: payload.eventType) }

  @_lifetime(copy payload)
  init(_ payload: consuming PayloadView) { self.payload = payload }

  /// The event as JSON: members that no schema names are to be had from here (TYP-19).
  public var json: JSONValueView { @_lifetime(copy self) get { payload.json } }

  /// The type's name as it came; nil if the payload has none.
  public var typeName: BorrowedText? { @_lifetime(copy self) get { payload.json.text(.type) } }
  /// The event's number in the response (RSP-20 to RSP-23).
  public var sequenceNumber: Int? { payload.json.member(.sequenceNumber)?.int }
  /// The item's place in the response's output (RSP-40).
  public var outputIndex: Int? { payload.json.member(.outputIndex)?.int }
  /// The item's id, which some servers change from event to event (RSP-46).
  public var itemID: BorrowedText? { @_lifetime(copy self) get { payload.json.text(.itemId) } }
  /// The part's place in the item's content.
  public var contentIndex: Int? { payload.json.member(.contentIndex)?.int }
  /// The part's place in the summary of reasoning.
  public var summaryIndex: Int? { payload.json.member(.summaryIndex)?.int }
  /// The command's place in a shell call.
  public var commandIndex: Int? { payload.json.member(.commandIndex)?.int }
  /// The annotation's place in its part (RSP-92).
  public var annotationIndex: Int? { payload.json.member(.annotationIndex)?.int }
  /// The number of the picture among those of its call.
  public var partialImageIndex: Int? { payload.json.member(.partialImageIndex)?.int }
  /// The lane of a WebSocket (RSP-81).
  public var streamID: BorrowedText? { @_lifetime(copy self) get { payload.json.text(.streamId) } }

  /// What the event adds to its text.
  public var delta: BorrowedText? {
    @_lifetime(copy self)
    get {
      // Whoever read the event may know where it is.
      if payload.hasMainText { return payload.mainText }
      return payload.json.text(.delta)
    }
  }
  /// The whole text, when it is done.
  public var text: BorrowedText? { @_lifetime(copy self) get { payload.json.text(.text) } }
  /// The whole refusal, when it is done.
  public var refusal: BorrowedText? { @_lifetime(copy self) get { payload.json.text(.refusal) } }
  /// The whole arguments of a call, when they are done.
  public var arguments: BorrowedText? { @_lifetime(copy self) get { payload.json.text(.arguments) } }
  /// The whole input of a custom call, when it is done.
  public var input: BorrowedText? { @_lifetime(copy self) get { payload.json.text(.input) } }
  /// The whole code, when it is done; in an error, its code.
  public var code: BorrowedText? { @_lifetime(copy self) get { payload.json.text(.code) } }
  /// A shell command.
  public var command: BorrowedText? { @_lifetime(copy self) get { payload.json.text(.command) } }
  /// A picture so far, in base64.
  public var partialImage: BorrowedText? {
    @_lifetime(copy self) get { payload.json.text(.partialImageB64) }
  }
  /// The item that begins or ends.
  public var item: JSONValueView? { @_lifetime(copy self) get { payload.json.object(.item) } }
  /// The part that begins or ends.
  public var part: JSONValueView? { @_lifetime(copy self) get { payload.json.object(.part) } }
  /// The response as it stands.
  public var response: JSONValueView? { @_lifetime(copy self) get { payload.json.object(.response) } }
  /// An annotation of a text.
  public var annotation: JSONValueView? { @_lifetime(copy self) get { payload.json.object(.annotation) } }
  /// The output of a shell call, when it is done.
  public var output: JSONValueView? { @_lifetime(copy self) get { payload.json.array(.output) } }
  /// Log probabilities of the delta's tokens.
  public var logprobs: JSONValueView? { @_lifetime(copy self) get { payload.json.array(.logprobs) } }

  /// Where the event's first field line begins, in bytes from the start of the stream.
  public var offset: Int { payload.offset }
  /// The event's number in the stream, from 0.
  public var index: Int { payload.index }
  /// What was found in this event.
  public var findings: Span<Finding> { @_lifetime(copy self) get { payload.findings } }
  /// The last event ID when the event was dispatched.
  public var lastEventID: String { payload.lastEventID }
}

extension ResponseEventType {
  /// The type of a payload; that of its event if it has none itself (RSP-10, RSP-11).
  init(_ payload: JSONValueView, name: RawSpan) {
    if let type = payload.text(.type) {
      self.init(name: type.bytes)
    } else {
      self.init(name: name)
    }
  }
}
