import SpanJSON

/// Which choice an entry of `choices` belongs to (CHAT-32, TYP-61).
enum ChoiceIndex: Equatable {
  /// Told by the entry.
  case told(Int)
  /// Not told: the entry's place in the array.
  case place(Int)
  /// No small whole number; the entry is passed over.
  case hostile

  init(_ choice: JSONValueView, place: Int, maximum: Int) {
    self.init(told: choice.member(.index), place: place, maximum: maximum)
  }

  /// - Parameter member: the member `index`, if it is there and not null.
  @inline(__always)
  init(told member: JSONValueView?, place: Int, maximum: Int) {
    guard let member else {
      self = place <= maximum ? .place(place) : .hostile
      return
    }
    guard let index = member.int, index >= 0, index <= maximum else {
      self = .hostile
      return
    }
    self = .told(index)
  }

  /// Nil for one that is passed over.
  var value: Int? {
    switch self {
    case .told(let index), .place(let index): index
    case .hostile: nil
    }
  }
}
