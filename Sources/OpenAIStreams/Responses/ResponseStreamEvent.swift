import ServerSentEvents
import SpanJSON

/// One event of a response's stream, as a value of its own. All of its JSON is kept: members that are no property
/// here are in ``json``, and are written again (TYP-19). Every property is nil where the type has no such member.
public struct ResponseStreamEvent: JSONBacked {
  public var json: JSONObject
  public init(json: JSONObject = JSONObject()) { self.json = json }

  /// The event's number in the response (RSP-20).
  public var sequenceNumber: Int? {
    get { self["sequence_number"] }
    set { self["sequence_number"] = newValue }
  }
  /// The item's place in the response's output (RSP-40).
  public var outputIndex: Int? {
    get { self["output_index"] }
    set { self["output_index"] = newValue }
  }
  public var itemID: String? {
    get { self["item_id"] }
    set { self["item_id"] = newValue }
  }
  public var contentIndex: Int? {
    get { self["content_index"] }
    set { self["content_index"] = newValue }
  }
  public var summaryIndex: Int? {
    get { self["summary_index"] }
    set { self["summary_index"] = newValue }
  }
  public var commandIndex: Int? {
    get { self["command_index"] }
    set { self["command_index"] = newValue }
  }
  public var annotationIndex: Int? {
    get { self["annotation_index"] }
    set { self["annotation_index"] = newValue }
  }
  public var partialImageIndex: Int? {
    get { self["partial_image_index"] }
    set { self["partial_image_index"] = newValue }
  }
  /// The response as it stands, in events of its life cycle.
  public var response: Response? {
    get { self["response"] }
    set { self["response"] = newValue }
  }
  /// The item that begins or ends.
  public var item: ResponseOutputItem? {
    get { self["item"] }
    set { self["item"] = newValue }
  }
  /// The part that begins or ends.
  public var part: ResponsePart? {
    get { self["part"] }
    set { self["part"] = newValue }
  }
  /// What the event adds to its text.
  public var delta: String? {
    get { self["delta"] }
    set { self["delta"] = newValue }
  }
  /// What the event adds to the output of a shell command.
  public var shellDelta: ResponseShellOutput? {
    get { self["delta"] }
    set { self["delta"] = newValue }
  }
  public var text: String? {
    get { self["text"] }
    set { self["text"] = newValue }
  }
  public var refusal: String? {
    get { self["refusal"] }
    set { self["refusal"] = newValue }
  }
  public var arguments: String? {
    get { self["arguments"] }
    set { self["arguments"] = newValue }
  }
  public var input: String? {
    get { self["input"] }
    set { self["input"] = newValue }
  }
  /// The code of a call; the code of an error.
  public var code: String? {
    get { self["code"] }
    set { self["code"] = newValue }
  }
  public var diff: String? {
    get { self["diff"] }
    set { self["diff"] = newValue }
  }
  public var command: String? {
    get { self["command"] }
    set { self["command"] = newValue }
  }
  /// The output of a shell call, a command each.
  public var output: [ResponseShellOutput]? {
    get { self["output"] }
    set { self["output"] = newValue }
  }
  public var annotation: ResponseAnnotation? {
    get { self["annotation"] }
    set { self["annotation"] = newValue }
  }
  public var logprobs: [ResponseLogprob]? {
    get { self["logprobs"] }
    set { self["logprobs"] = newValue }
  }
  /// A picture so far, in base64.
  public var partialImage: String? {
    get { self["partial_image_b64"] }
    set { self["partial_image_b64"] = newValue }
  }
  public var background: String? {
    get { self["background"] }
    set { self["background"] = newValue }
  }
  public var outputFormat: String? {
    get { self["output_format"] }
    set { self["output_format"] = newValue }
  }
  public var quality: String? {
    get { self["quality"] }
    set { self["quality"] = newValue }
  }
  public var size: String? {
    get { self["size"] }
    set { self["size"] = newValue }
  }
  /// The status of a part of reasoning that is done.
  public var status: String? {
    get { self["status"] }
    set { self["status"] = newValue }
  }
  /// What went wrong, in a flat error (RSP-60).
  public var message: String? {
    get { self["message"] }
    set { self["message"] = newValue }
  }
  public var param: String? {
    get { self["param"] }
    set { self["param"] = newValue }
  }
  /// What went wrong, in a nested error (RSP-60).
  public var error: ResponseError? {
    get { self["error"] }
    set { self["error"] = newValue }
  }
  /// Random padding (TYP-34).
  public var obfuscation: String? {
    get { self["obfuscation"] }
    set { self["obfuscation"] = newValue }
  }
  /// The lane of a WebSocket (RSP-81).
  public var streamID: String? {
    get { self["stream_id"] }
    set { self["stream_id"] = newValue }
  }
  /// The steering that is answered (RSP-82).
  public var steer: JSONValue? {
    get { self["steer"] }
    set { self["steer"] = newValue }
  }
  public var reason: String? {
    get { self["reason"] }
    set { self["reason"] = newValue }
  }
  public var rateLimits: [JSONValue]? {
    get { self["rate_limits"] }
    set { self["rate_limits"] = newValue }
  }

  /// The event's name on the wire; nil if it had none, or came as a message.
  public var eventName: String?

  /// The type; `other` if it is no known one (RSP-13). Without a type of its own it is the event's name (RSP-10).
  public var type: ResponseEventType { ResponseEventType(name: typeName ?? "") }
  /// The type as it came, or the event's name where it has none.
  public var typeName: String? { self["type"] ?? eventName }
}

extension ResponseStreamEvent {
  /// Copies a borrowed event.
  public init(_ event: ResponseStreamEventView) {
    self.init(json: JSONValue(ofPayload: event.json).objectValue ?? JSONObject())
    let name = event.payload.eventType
    if name.byteCount > 0 && !name.equals("message") { eventName = name.decodedUTF8 }
  }
}
