import SpanJSON

/// The tool calls of one choice in canonical form: numbered from 0 in the order of their appearance, with id, type
/// and name in the first fragment and nowhere else, arguments as text (CHAT-51 to CHAT-57).
///
/// A call is held back until its id and its name have come, or another call begins, or the choice ends.
struct ToolCallNormalizer: Sendable {
  fileprivate struct Call: Sendable {
    var id: String?
    var type: String?
    var name: String?
    var isCustom = false
    var isSent = false
    /// What is held back until the call is sent.
    var arguments = ""
    var other = JSONObject()

    var isReady: Bool { id != nil && name != nil }
  }

  private var identity = ToolCallIdentity()
  private var calls: [Call] = []
  private let choice: Int
  private let maximum: Int

  init(choice: Int, limits: TypedStreamLimits) {
    self.choice = choice
    maximum = limits.maximumIndex
  }

  /// The fragments to be sent for those of one delta, one for each call.
  mutating func normalize(_ array: JSONValueView) -> [ChatCompletionChunk.ToolCall] {
    var touched: [Int] = []
    var fragments = array.children
    while let fragment = fragments.next() {
      guard fragment.kind == .object, let place = identity.place(of: fragment, maximum: maximum) else {
        continue
      }
      if place.isNew { calls.append(Call()) }
      calls[place.call].take(fragment)
      if !touched.contains(place.call) { touched.append(place.call) }
    }
    var result: [ChatCompletionChunk.ToolCall] = []
    for call in touched where calls[call].isSent || calls[call].isReady {
      if !calls[call].isSent { sendAll(before: call, into: &result) }
      send(call, into: &result)
    }
    return result
  }

  /// The calls that are still held back: the choice has ended, or the stream has.
  mutating func finish() -> [ChatCompletionChunk.ToolCall] {
    var result: [ChatCompletionChunk.ToolCall] = []
    sendAll(before: calls.count, into: &result)
    return result
  }

  /// Calls keep their order: one that waits is sent when a later one is.
  private mutating func sendAll(before end: Int, into result: inout [ChatCompletionChunk.ToolCall]) {
    for call in 0..<end where !calls[call].isSent { send(call, into: &result) }
  }

  private mutating func send(_ position: Int, into result: inout [ChatCompletionChunk.ToolCall]) {
    let call = calls[position]
    let isFirst = !call.isSent
    guard isFirst || !call.arguments.isEmpty || !call.other.members.isEmpty else { return }
    calls[position].isSent = true
    calls[position].arguments = ""
    calls[position].other = JSONObject()
    var fragment = ChatCompletionChunk.ToolCall(index: position)
    if isFirst {
      // A call that never got an id must be given one: it is answered by it.
      fragment.id = call.id ?? "call_\(choice)_\(position)"
      fragment.type = call.type ?? (call.isCustom ? "custom" : "function")
    }
    if call.isCustom {
      var custom = JSONObject()
      if isFirst, let name = call.name { custom.append(key: "name", value: .string(name)) }
      custom.append(key: "input", value: .string(call.arguments))
      fragment.custom = .object(custom)
    } else {
      fragment.function = .init(name: isFirst ? call.name : nil, arguments: call.arguments)
    }
    fragment.other = call.other
    result.append(fragment)
  }
}

extension ToolCallNormalizer.Call {
  fileprivate mutating func take(_ fragment: JSONValueView) {
    var members = fragment.children
    while let member = members.next() {
      if member.isNull { continue }
      switch member.knownKey {
      case .index: break
      case .id: if id == nil, member.isNonEmptyText { id = member.string }
      case .type: if type == nil, member.isNonEmptyText { type = member.string }
      case .function: take(function: member, text: .arguments)
      case .custom:
        isCustom = true
        take(function: member, text: .input)
      default: other.keep(member)
      }
    }
  }

  private mutating func take(function: JSONValueView, text key: Key) {
    if name == nil, let told = function.member(.name), told.isNonEmptyText { name = told.string }
    if let text = function.member(key) { arguments += text.argumentsText }
  }
}

extension JSONValueView {
  /// Arguments as text: a string as it is, an object or an array as it was written (CHAT-57).
  var argumentsText: String {
    switch kind {
    case .string: string ?? ""
    case .object, .array: raw.decodedUTF8
    default: ""
    }
  }
}
