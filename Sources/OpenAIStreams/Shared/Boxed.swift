/// A value that is rarely there: it lies on the heap, so that it takes one word where it is not.
indirect enum Boxed<Value> {
  case none
  case some(Value)

  init(_ value: Value?) { self = value.map(Boxed.some) ?? .none }

  /// Whether there is none; copies nothing.
  var isEmpty: Bool {
    if case .none = self { true } else { false }
  }

  var value: Value? {
    if case .some(let value) = self { value } else { nil }
  }
}

extension Boxed: Sendable where Value: Sendable {}
