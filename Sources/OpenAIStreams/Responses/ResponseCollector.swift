import ServerSentEvents
import SpanJSON

/// Collects the events of one response into a ``Response``.
///
/// Feed it with events, borrowed or owned, and ask for the ``snapshot`` between any two of them. Adding costs the
/// event's size; a snapshot costs its own.
public struct ResponseCollector: StreamCollector {
  public typealias Rules = ResponseRules

  private let limits: TypedStreamLimits
  /// How many more bytes are kept.
  private var room: Int
  private var keys: ResponseItemKeys
  /// By position in `keys`.
  private var items: [ResponseItemCollector] = []
  /// The response as an event of its life cycle told it last, before it ended.
  private var base = JSONObject()
  /// The response of the terminal event.
  private var terminal: JSONObject?
  private var terminalType: ResponseEventType?
  private var base64 = Base64Decoder()
  /// The sound so far: what `response.audio.delta` events carry, decoded (RSP-93).
  public private(set) var audio: [UInt8] = []
  private var transcript = CollectedText()
  /// The shape of the payload added last, and the item and the text that its delta went to.
  private var repeated: (shape: Int, item: Int, text: Int) = (0, 0, 0)
  /// Whether something came that there was no room for (TYP-60).
  public var isCutByLimit: Bool { room <= 0 }

  public init(limits: TypedStreamLimits) {
    self.limits = limits
    room = limits.maximumCollectedSize
    keys = ResponseItemKeys(maximumIndex: limits.maximumIndex)
  }

  /// Adds a borrowed event.
  public mutating func add(_ event: ResponseStreamEventView) { add(event.payload) }

  public mutating func add(_ payload: PayloadView) {
    if payload.shape != 0 && payload.shape == repeated.shape && payload.hasMainText {
      items[repeated.item].append(whole: payload.mainText.bytes, toText: repeated.text, room: &room)
      return
    }
    let type = ResponseStreamEventView(payload).type
    add(payload.json, type)
    repeated.shape = 0
    if payload.shape != 0, let place = repeatedPlace(of: payload.json, type) {
      repeated = (payload.shape, place.item, place.text)
    }
  }

  /// Where an event that has just been added would add its delta again, if it does nothing else.
  private func repeatedPlace(of event: JSONValueView, _ type: ResponseEventType) -> (item: Int, text: Int)? {
    guard case .delta(let field) = type.role, event.array(.logprobs)?.count ?? 0 == 0,
      case .known(let item) = keys.place(of: event, announces: false), !items[item].isDone,
      let index = part(event, field, item), let text = items[item].position(of: field, index)
    else { return nil }
    return (item, text)
  }

  /// Adds an owned event.
  public mutating func add(_ event: ResponseStreamEvent) {
    repeated.shape = 0
    let text = event.jsonText
    var tape = JSONTape()
    do throws(JSONError) {
      add(try tape.parse(RawSpan(ofBytes: text.span), keys: Key.table, maximumDepth: .max), event.type)
    } catch {
      preconditionFailure("an event writes JSON")
    }
  }

  private mutating func add(_ event: JSONValueView, _ type: ResponseEventType) {
    switch type.role {
    case .lifeCycle: add(lifeCycle: type, event)
    case .audio:
      // Four characters are three bytes.
      guard let delta = event.text(.delta), take(delta.bytes.byteCount / 4 &* 3) else { return }
      _ = base64.decode(delta.bytes, to: &audio)
    case .transcript:
      if let delta = event.member(.delta) { transcript.append(delta, room: &room) }
    case .none: break
    case let role: add(role, event)
    }
  }

  private mutating func add(lifeCycle type: ResponseEventType, _ event: JSONValueView) {
    // Another response on the same WebSocket, after one that was steered (RSP-82).
    if type == .created, terminal?["incomplete_details"]?["reason"]?.stringValue == "steered" {
      let limits = limits
      self = ResponseCollector(limits: limits)
    }
    let isFirst = type.isTerminal && terminalType == nil
    if isFirst { terminalType = type }
    guard terminalType == nil || isFirst, let response = kept(event.object(.response)) else { return }
    if isFirst { terminal = response } else { base = response }
  }

  private mutating func add(_ role: ResponseEventType.Role, _ event: JSONValueView) {
    let position: Int
    switch keys.place(of: event, announces: role == .itemAdded) {
    case .hostile: return
    case .known(let known): position = known
    case .new(let index):
      position = keys.add(index: index)
      items.append(ResponseItemCollector(kind: role.itemKind))
    }
    _ = keys.note(id: event, at: position)
    if items[position].isDone && role != .itemDone { return }
    switch role {
    case .itemAdded:
      if let item = kept(event.object(.item)) { items[position].begin(item) }
    case .itemDone:
      if let item = kept(event.object(.item)) { items[position].end(item) }
    case .partAdded(let list), .partDone(let list):
      guard let index = part(event, list.indexKey, last: items[position].lastPart(of: list)),
        let part = kept(event.object(.part))
      else { return }
      items[position].setPart(list, index, part)
    case .delta(let field):
      guard let index = part(event, field, position), let delta = event.member(.delta) else { return }
      items[position].append(delta, to: field, index, room: &room)
      if field == .outputText, let logprobs = event.array(.logprobs) {
        items[position].append(logprobs: logprobs, index, room: &room)
      }
    case .textBegun(let field), .done(let field):
      guard let index = part(event, field, position), let text = event.member(field.key), text.kind == .string
      else { return }
      items[position].set(text, of: field, index, room: &room)
    case .annotation:
      guard let index = part(event, .outputText, position), let annotation = kept(event.object(.annotation))
      else {
        return
      }
      items[position].annotate(.object(annotation), at: event.member(.annotationIndex)?.int, index)
    case .shellOutputDelta:
      guard let index = part(event, .commandIndex, last: 0), let delta = event.object(.delta) else { return }
      items[position].append(shellOutput: delta, index, room: &room)
    case .shellOutputDone:
      guard let output = event.array(.output), take(output.raw.byteCount) else { return }
      items[position].set(shellOutput: JSONValue(output))
    case .partialImage:
      guard let image = event.text(.partialImageB64), take(image.bytes.byteCount) else { return }
      room &+= items[position].partialImage?.utf8.count ?? 0
      items[position].setPartialImage(image.string)
    case .progress(_, let status):
      if let status { items[position].setStatus(status) }
    case .lifeCycle, .audio, .transcript, .none: break
    }
  }

  private func part(_ event: JSONValueView, _ field: ResponseTextField, _ position: Int) -> Int? {
    part(event, field.indexKey, last: items[position].lastPart(of: field))
  }

  private func part(_ event: JSONValueView, _ key: Key?, last: Int) -> Int? {
    guard let key, let told = event.partIndex(key, maximum: limits.maximumIndex) else { return last }
    return told < 0 ? nil : told
  }

  /// An object, if there is room for it.
  private mutating func kept(_ object: JSONValueView?) -> JSONObject? {
    guard let object, take(object.raw.byteCount) else { return nil }
    return JSONValue(ofPayload: object).objectValue
  }

  private mutating func take(_ count: Int) -> Bool {
    guard count <= room else {
      room = 0
      return false
    }
    room &-= count
    return true
  }

  // MARK: The response so far

  /// The response of the terminal event where there is one, filled in with the items that were streamed if it has
  /// none (RSP-53); otherwise as ``rebuilt``.
  public var snapshot: Response {
    guard var response = terminal else { return rebuilt }
    let output = response["output"]?.arrayValue ?? []
    if output.isEmpty && !items.isEmpty { response["output"] = .array(rebuiltItems) }
    return Response(json: response)
  }

  /// The response made of what was streamed, without the terminal event. Costs its size.
  public var rebuilt: Response {
    var response = base
    if response["object"] == nil { response["object"] = .string("response") }
    if let terminalType { response["status"] = .string(terminalType.status) }
    if !items.isEmpty || response["output"] == nil { response["output"] = .array(rebuiltItems) }
    return Response(json: response)
  }

  private var rebuiltItems: [JSONValue] { keys.order.map { .object(items[$0].item) } }

  /// The text of all `output_text` parts.
  public var text: String {
    if let output = terminal?["output"]?.arrayValue, !output.isEmpty || items.isEmpty {
      return snapshot.outputText
    }
    return keys.order.map { items[$0].outputText }.joined()
  }

  /// The last picture so far of the item with that output index, in base64; nil if there is none, or the item is
  /// closed and has the picture as its result.
  public func partialImage(outputIndex: Int) -> String? {
    for (position, item) in items.enumerated() where keys.index(at: position) == outputIndex {
      return item.partialImage
    }
    return nil
  }

  /// What the sound says, so far.
  public var audioTranscript: String { transcript.string }
}

extension ResponseEventType {
  fileprivate var status: String {
    switch self {
    case .failed: "failed"
    case .incomplete: "incomplete"
    default: "completed"
    }
  }
}
