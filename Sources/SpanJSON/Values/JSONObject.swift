#if !hasFeature(Embedded)
/// The members of a JSON object, in their order. A name may stand several times: the last one counts
/// (JSN-20).
public struct JSONObject: Sendable, Hashable {
  /// A name and its value.
  public struct Member: Sendable, Hashable {
    public var key: String
    public var value: JSONValue

    public init(key: String, value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// All members, repeated names included.
  public private(set) var members: [Member] = []

  public init() {}

  /// - Parameter capacity: for how many members there shall be room.
  init(capacity: Int) { members.reserveCapacity(capacity) }

  /// Adds a member behind all others, whether its name is there already or not.
  public mutating func append(key: String, value: JSONValue) {
    members.append(Member(key: key, value: value))
  }

  /// The value of the last member of that name; nil if there is none. Linear.
  ///
  /// Setting replaces that member's value in its place, or adds one at the end; setting nil removes all
  /// members of that name.
  public subscript(key: String) -> JSONValue? {
    get { members.last { $0.key == key }?.value }
    set {
      guard let newValue else {
        members.removeAll { $0.key == key }
        return
      }
      if let index = members.lastIndex(where: { $0.key == key }) {
        members[index].value = newValue
      } else {
        append(key: key, value: newValue)
      }
    }
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    for (key, value) in elements { append(key: key, value: value) }
  }
}
#endif
