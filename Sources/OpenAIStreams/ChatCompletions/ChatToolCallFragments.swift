import SpanJSON

/// The fragments of tool calls in a chunk: of all choices, in the order of the payload (CHAT-51).
///
/// ```swift
/// var fragments = chunk.toolCallFragments
/// while let fragment = fragments.next() {
///   if let arguments = fragment.arguments { … }
/// }
/// ```
/// Goes over the chunk once. Where a template has found the arguments already, having those costs no look at the rest.
public struct ChatToolCallFragments: ~Escapable {
  private let payload: JSONParsedText
  /// The hole that holds the arguments of the only fragment; -1 if nobody knows.
  private var knownHole: Int32
  /// The indices of the choices and of the fragments that are still to come.
  private var entries: Range<UInt32> = 0..<0
  private var fragments: Range<UInt32> = 0..<0
  /// The index of the choice at hand, and which one it is, from 1.
  private var entry: UInt32 = 0
  private var entryNumber: UInt32 = 0

  @_lifetime(copy payload)
  init(_ payload: JSONParsedText, knownHole: Int) {
    self.payload = payload
    self.knownHole = Int32(truncatingIfNeeded: knownHole)
    if knownHole < 0, payload.mayHold(Key.toolCalls.rawValue), let choices = payload.root.array(.choices) {
      entries = choices.childIndices
    }
  }

  /// The next fragment; nil if there is none.
  @_lifetime(copy self)
  @_lifetime(self: copy self)
  public mutating func next() -> ChatToolCallFragment? {
    if knownHole >= 0 {
      let hole = knownHole
      knownHole = -1
      return ChatToolCallFragment(payload, hole: hole, entry: 0, place: 0, fragment: 0)
    }
    guard !entries.isEmpty || !fragments.isEmpty else { return nil }
    let root = payload.root
    while fragments.isEmpty {
      guard !entries.isEmpty else { return nil }
      let choice = root.value(at: Int(entries.lowerBound))
      entry = entries.lowerBound
      entryNumber &+= 1
      entries = UInt32(truncatingIfNeeded: choice.endIndex)..<entries.upperBound
      if let calls = ChatChoiceView(choice, place: 0).delta.json.array(.toolCalls) {
        fragments = calls.childIndices
      }
    }
    let fragment = fragments.lowerBound
    fragments = UInt32(truncatingIfNeeded: root.value(at: Int(fragment)).endIndex)..<fragments.upperBound
    return ChatToolCallFragment(payload, hole: -1, entry: entry, place: entryNumber &- 1, fragment: fragment)
  }
}

extension JSONValueView {
  /// The indices of a container's children and all that is in them.
  fileprivate var childIndices: Range<UInt32> {
    UInt32(truncatingIfNeeded: index &+ 1)..<UInt32(truncatingIfNeeded: endIndex)
  }
}

/// A fragment of a tool call with the choice that it belongs to, borrowed.
public struct ChatToolCallFragment: ~Escapable {
  private let payload: JSONParsedText
  /// The hole that holds the arguments; -1 if nobody knows.
  private let hole: Int32
  /// The indices of the choice and of the fragment, and the choice's place; where a hole is known they are not.
  private let entry: UInt32
  private let place: UInt32
  private let fragment: UInt32

  @_lifetime(copy payload)
  @inline(__always)
  init(_ payload: JSONParsedText, hole: Int32, entry: UInt32, place: UInt32, fragment: UInt32) {
    self.payload = payload
    self.hole = hole
    self.entry = entry
    self.place = place
    self.fragment = fragment
  }

  /// A piece of the arguments, to be appended (CHAT-57); of a custom tool's input (CHAT-112).
  public var arguments: BorrowedText? {
    @_lifetime(copy self)
    get { hole >= 0 ? BorrowedText(whole: payload.bytes(ofHole: Int(hole))) : call.arguments }
  }

  /// The fragment with all that it holds.
  public var call: ChatToolCallView {
    @_lifetime(copy self)
    get {
      if hole < 0 { return ChatToolCallView(json: payload.root.value(at: Int(fragment))) }
      // What the rules have found before a template was made of it.
      guard let fragment = choice.delta.json.array(.toolCalls)?.element(at: 0) else {
        preconditionFailure("a payload whose arguments are followed has one fragment")
      }
      return ChatToolCallView(json: fragment)
    }
  }

  /// The choice that it belongs to.
  public var choice: ChatChoiceView {
    @_lifetime(copy self)
    get {
      if hole < 0 { return ChatChoiceView(payload.root.value(at: Int(entry)), place: Int(place)) }
      guard let entry = payload.root.array(.choices)?.element(at: 0) else {
        preconditionFailure("a payload whose arguments are followed has one choice")
      }
      return ChatChoiceView(entry, place: 0)
    }
  }
}
