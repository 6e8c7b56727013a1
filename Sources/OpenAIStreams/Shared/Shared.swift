/// A value that copies share until one of them changes it: a copy costs one count of references, however large the
/// value. While it is the default it is not even there.
struct Shared<Value: Defaulted> {
  private final class Storage {
    var value: Value
    init(_ value: Value) { self.value = value }
  }

  private var storage: Storage?

  /// The default.
  init() {}

  /// Whether nobody has set anything.
  var isDefault: Bool { storage == nil }

  var value: Value {
    @inline(__always)
    get {
      if let storage { return storage.value }
      return Value()
    }
  }

  /// Changes the value, in a place of its own.
  @inline(__always)
  mutating func update(_ change: (inout Value) -> Void) {
    if storage == nil || !isKnownUniquelyReferenced(&storage) { storage = Storage(value) }
    if let storage { change(&storage.value) }
  }
}

/// What has a value that says nothing.
protocol Defaulted: Sendable, Hashable {
  init()
}

extension Shared: Hashable {
  static func == (a: Shared, b: Shared) -> Bool { a.storage === b.storage || a.value == b.value }
  func hash(into hasher: inout Hasher) { hasher.combine(value) }
}

// Nobody changes a storage that somebody else can reach.
extension Shared: @unchecked Sendable {}
