import SpanJSON

/// Which member a choice's reasoning comes from: the one that is first seen with text counts, so that the same
/// text under two names is counted once (CHAT-47, CHAT-49).
struct ReasoningSource: Sendable {
  private(set) var key: Key?

  /// Decides by one delta, if nothing has been decided yet.
  ///
  /// - Returns: whether the delta has reasoning text under a name that does not count.
  mutating func observe(_ delta: JSONValueView) -> Bool {
    let content = Self.hasText(delta.member(.reasoningContent))
    let reasoning = Self.hasText(delta.member(.reasoning))
    if key == nil {
      if content {
        key = .reasoningContent
      } else if reasoning {
        key = .reasoning
      } else if delta.array(.reasoningDetails) != nil {
        key = .reasoningDetails
      }
    }
    return (content && key != .reasoningContent) || (reasoning && key != .reasoning)
  }

  private static func hasText(_ member: JSONValueView?) -> Bool {
    guard let text = member?.bytes else { return false }
    return text.byteCount > 0
  }
}
