import ServerSentEvents
import SpanJSON

/// Tells which tool call of a choice a fragment belongs to: by index, and where servers send none, by id
/// (CHAT-51, CHAT-53). The rules and the collector follow the same calls by it.
struct ToolCallIdentity: Sendable {
  private struct Call {
    /// Nil if the server told none.
    var index: Int?
    var id: [UInt8]
  }

  /// Where a fragment belongs.
  struct Place {
    /// The call's number in the order of first appearance.
    var call: Int
    var isNew: Bool
    /// How the fragment told its index.
    var index: ToldIndex
    /// A known index that was taken over by another call (CHAT-53).
    var isReused: Bool
  }

  enum ToldIndex {
    case told(Int)
    case missing
    /// No small whole number; as if missing (TYP-61).
    case hostile
  }

  private var calls: [Call] = []
  /// The call that got the last fragment.
  private(set) var last = -1

  /// The place of a fragment; nil if there are too many calls already.
  mutating func place(of fragment: JSONValueView, maximum: Int) -> Place? {
    let told = Self.index(of: fragment, maximum: maximum)
    var id = RawSpan()
    if let told = fragment.text(.id) { id = told.bytes }
    var found = -1
    var isReused = false
    if id.byteCount > 0 { found = calls.firstIndex { $0.id.equals(id) } ?? -1 }
    if found < 0 {
      switch told {
      case .told(let index):
        found = calls.lastIndex { $0.index == index } ?? -1
        if found >= 0, id.byteCount > 0, !calls[found].id.isEmpty {
          isReused = true
          found = -1
        }
      case .missing, .hostile:
        if id.byteCount == 0 { found = last }
      }
    }
    let isNew = found < 0
    if isNew {
      guard calls.count <= maximum else { return nil }
      var call = Call(index: nil, id: id.copiedBytes)
      if case .told(let index) = told { call.index = index }
      found = calls.count
      calls.append(call)
    } else if calls[found].id.isEmpty, id.byteCount > 0 {
      calls[found].id = id.copiedBytes
    }
    last = found
    return Place(call: found, isNew: isNew, index: told, isReused: isReused)
  }

  /// The call that a fragment with an index and without an id belongs to, if it is known.
  func known(_ fragment: JSONValueView) -> Int? {
    guard let index = fragment.member(.index)?.int else { return nil }
    return calls.lastIndex { $0.index == index }
  }

  /// A call known to get the next fragment gets it.
  mutating func `continue`(_ call: Int) { last = call }

  static func index(of fragment: JSONValueView, maximum: Int) -> ToldIndex {
    guard let member = fragment.member(.index) else { return .missing }
    guard let index = member.int, index >= 0, index <= maximum else { return .hostile }
    return .told(index)
  }
}
