import SpanJSON

/// The rules of a choice's tool calls (CHAT-50 to CHAT-59), and of the old function call, which is one call
/// without index and id (CHAT-111).
struct ToolCallRules: Sendable {
  /// What is followed of one call.
  struct Call: Sendable {
    var hasID = false
    var hasName = false
    var isCustom = false
    var arguments = JSONPrefixReader(keepsText: false)
    /// The chunk in which the last fragment came.
    var lastChunk = -1

    init(maximumDepth: Int) { arguments = JSONPrefixReader(maximumDepth: maximumDepth, keepsText: false) }
  }

  private var identity = ToolCallIdentity()
  private var calls: [Call] = []
  private var highestIndex = -1
  let limits: FollowedLimits

  init(limits: FollowedLimits) { self.limits = limits }

  var isEmpty: Bool { calls.isEmpty }

  /// Follows `tool_calls`; whether it had fragments.
  mutating func observe(_ member: JSONValueView, chunk: Int, log: inout FindingLog) -> Bool {
    guard member.kind == .array else {
      log.report(member.isNull ? .emptyToolCalls : .unexpectedType, member.isNull ? nil : "tool_calls")
      return false
    }
    var hasFragments = false
    var fragments = member.children
    while let fragment = fragments.next() {
      guard fragment.kind == .object else {
        log.report(.unexpectedType, "tool_calls[]")
        continue
      }
      hasFragments = true
      guard let place = identity.place(of: fragment, maximum: limits.maximumIndex) else {
        log.report(.indexRange, "too many tool calls")
        continue
      }
      report(place, log: &log)
      if place.isNew { calls.append(Call(maximumDepth: limits.maximumDepth)) }
      Self.follow(fragment, &calls[place.call], isNew: place.isNew, chunk: chunk, log: &log)
    }
    if !hasFragments { log.report(.emptyToolCalls) }
    return hasFragments
  }

  private mutating func report(_ place: ToolCallIdentity.Place, log: inout FindingLog) {
    switch place.index {
    case .missing: log.report(.toolCallIndex)
    case .hostile: log.report(.indexRange, "tool_calls[].index")
    case .told(let index):
      if place.isReused {
        log.report(.toolCallReused, "index \(index)")
      } else if place.isNew {
        if index > highestIndex + 1 { log.report(.toolCallGap, "index \(index)") }
        highestIndex = max(highestIndex, index)
      }
    }
  }

  private static func follow(
    _ fragment: JSONValueView, _ call: inout Call, isNew: Bool, chunk: Int, log: inout FindingLog
  ) {
    if call.lastChunk == chunk { log.report(.repeatedFragment) }
    call.lastChunk = chunk
    if isNew || fragment.member(.id) != nil {
      once(fragment.member(.id), &call.hasID, isNew: isNew, .toolCallID, log: &log)
    }
    if let custom = fragment.object(.custom) {
      call.isCustom = true
      if isNew || custom.member(.name) != nil {
        once(custom.member(.name), &call.hasName, isNew: isNew, .toolCallName, log: &log)
      }
      return
    }
    guard let function = fragment.object(.function) else {
      if isNew { log.report(.toolCallName) }
      return
    }
    follow(function: function, &call, isNew: isNew, log: &log)
  }

  private static func follow(
    function: JSONValueView, _ call: inout Call, isNew: Bool, log: inout FindingLog
  ) {
    if isNew || function.member(.name) != nil {
      once(function.member(.name), &call.hasName, isNew: isNew, .toolCallName, log: &log)
    }
    guard let arguments = function.memberOrNull(.arguments) else { return }
    if let text = arguments.bytes {
      call.arguments.append(text)
    } else {
      log.report(.argumentsAreText)
      if arguments.kind == .object || arguments.kind == .array { call.arguments.append(arguments.raw) }
    }
  }

  /// If `tool_calls` is one fragment that only adds arguments to a known call: that call, and the index of the
  /// arguments' value.
  func repeatedFragment(_ member: JSONValueView) -> (call: Int, arguments: Int)? {
    guard member.kind == .array, member.count == 1, let fragment = member.element(at: 0),
      fragment.member(.id) == nil, fragment.member(.custom) == nil, let function = fragment.object(.function),
      function.member(.name) == nil, let arguments = function.member(.arguments), arguments.kind == .string,
      let call = identity.known(fragment)
    else { return nil }
    return (call, arguments.index)
  }

  /// Follows such a fragment.
  mutating func observeRepeated(call: Int, arguments: RawSpan) {
    identity.continue(call)
    calls[call].arguments.append(arguments)
  }

  /// What is to come once, with the first fragment: an id, or a name (CHAT-55, CHAT-56).
  private static func once(
    _ member: JSONValueView?, _ has: inout Bool, isNew: Bool, _ clause: Clause, log: inout FindingLog
  ) {
    let isThere = member?.isNonEmptyText ?? false
    if !isThere || !isNew { log.report(clause) }
    if isThere { has = true }
  }

  /// Follows `function_call`; whether it is more than a stub of empty strings.
  mutating func observe(functionCall: JSONValueView, log: inout FindingLog) -> Bool {
    let hasText =
      functionCall.member(.name)?.isNonEmptyText ?? false
      || functionCall.member(.arguments)?.isNonEmptyText ?? false
    let isNew = calls.isEmpty
    if isNew && !hasText { return false }
    if isNew { calls.append(Call(maximumDepth: limits.maximumDepth)) }
    Self.follow(function: functionCall, &calls[0], isNew: isNew, log: &log)
    return hasText
  }

  /// The choice has ended, or the stream has without it: are the calls whole (CHAT-58, CHAT-59)?
  ///
  /// - Parameter reason: why it ended; nil if it did not.
  func finish(_ reason: FinishReason?, log: inout FindingLog) {
    let isOwnEnd = reason?.isOwnEnd ?? false
    let last = calls.count == 1 ? 0 : identity.last
    for (i, call) in calls.enumerated() where !call.isCustom || !isOwnEnd {
      if isOwnEnd {
        if !call.arguments.isCompleteAtEnd { log.report(.argumentsAreJSON, "call \(i)") }
      } else if i == last || (!call.isCustom && !call.arguments.isCompleteAtEnd) {
        log.report(.cutToolCall, "call \(i)")
      }
    }
  }
}

extension JSONValueView {
  /// Whether this is a string that is not empty.
  var isNonEmptyText: Bool {
    guard let bytes else { return false }
    return bytes.byteCount > 0
  }
}
