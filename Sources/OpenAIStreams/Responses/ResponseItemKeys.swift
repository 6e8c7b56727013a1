import ServerSentEvents
import SpanJSON

/// Which item an event belongs to (RSP-40): by its output index, else by its item's id, else the last one.
///
/// Items have positions, in the order of their first appearance.
struct ResponseItemKeys: Sendable {
  private struct Entry {
    var index: Int
    var id: [UInt8]
  }
  private var entries: [Entry] = []
  private let maximumIndex: Int

  init(maximumIndex: Int) { self.maximumIndex = maximumIndex }

  var count: Int { entries.count }

  enum Place: Equatable {
    case known(Int)
    /// An item that has not been seen, with this output index.
    case new(Int)
    /// No small whole number (TYP-61).
    case hostile
  }

  /// - Parameter announces: whether the event adds an item.
  func place(of event: JSONValueView, announces: Bool) -> Place {
    if let member = event.member(.outputIndex) {
      guard let index = member.int, index >= 0, index <= maximumIndex else { return .hostile }
      if let last = entries.last, last.index == index { return .known(entries.count &- 1) }
      guard let position = entries.firstIndex(where: { $0.index == index }) else { return .new(index) }
      return .known(position)
    }
    if let id = event.responseItemID, id.bytes.byteCount > 0 {
      if let position = entries.lastIndex(where: { $0.id.equals(id.bytes) }) { return .known(position) }
      // Deltas under an id that nobody has announced belong to the last item all the same.
    }
    if !announces && !entries.isEmpty { return .known(entries.count &- 1) }
    let index = (entries.map(\.index).max() ?? -1) &+ 1
    return index <= maximumIndex ? .new(index) : .hostile
  }

  /// Adds an item that has not been seen.
  mutating func add(index: Int) -> Int {
    entries.append(Entry(index: index, id: []))
    return entries.count &- 1
  }

  func index(at position: Int) -> Int { entries[position].index }

  /// Keeps the id that an event tells; whether the item had another one (RSP-46).
  mutating func note(id event: JSONValueView, at position: Int) -> Bool {
    guard let id = event.responseItemID, id.bytes.byteCount > 0, !entries[position].id.equals(id.bytes) else {
      return false
    }
    let hadOne = !entries[position].id.isEmpty
    entries[position].id = id.bytes.copiedBytes
    return hadOne
  }

  /// The positions by output index.
  var order: [Int] { entries.indices.sorted { entries[$0].index < entries[$1].index } }
}

extension JSONValueView {
  /// The id of the item that an event belongs to.
  var responseItemID: BorrowedText? {
    @_lifetime(copy self)
    get {
      if let id = text(.itemId) { return id }
      guard let item = object(.item) else { return nil }
      return item.text(.id)
    }
  }

  /// The place of the part, or the command, that an event belongs to: nil if it tells none, -1 if that is no small
  /// whole number.
  func partIndex(_ key: Key, maximum: Int) -> Int? {
    guard let member = member(key) else { return nil }
    guard let index = member.int, index >= 0, index <= maximum else { return -1 }
    return index
  }
}
