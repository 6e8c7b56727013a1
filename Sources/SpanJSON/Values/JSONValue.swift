#if !hasFeature(Embedded)
/// A JSON value that owns all of its parts.
///
/// Equality is that of the text's meaning to a careful reader: numbers as they are written, members in their
/// order.
public enum JSONValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case number(JSONNumberText)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)

  /// Parses a text.
  ///
  /// - Parameters: as those of ``JSONTape/parse(_:keys:maximumDepth:trailing:)``. Values are copied and
  ///   released level by level, so much more depth than the default's needs that much more stack.
  /// - Throws: ``JSONError`` if the text is not JSON.
  public init(_ text: RawSpan, maximumDepth: Int = 128) throws(JSONError) {
    var tape = JSONTape()
    self.init(try tape.parse(text, keys: .empty, maximumDepth: maximumDepth))
  }

  /// Copies a value.
  ///
  /// - Parameter keys: the table that the text was parsed with, if any: names of its keys are shared instead of copied.
  public init(_ view: JSONValueView, keys: JSONKeyTable = .empty) {
    switch view.kind {
    case .null: self = .null
    case .true: self = .bool(true)
    case .false: self = .bool(false)
    case .string: self = .string(view.string ?? "")
    case .number:
      guard let number = view.number else {
        self = .null
        return
      }
      self = .number(JSONNumberText(number))
    case .array:
      var elements: [JSONValue] = []
      elements.reserveCapacity(view.count)
      var children = view.children
      while let element = children.next() { elements.append(JSONValue(element, keys: keys)) }
      self = .array(elements)
    case .object:
      var object = JSONObject(capacity: view.count)
      var children = view.children
      while let member = children.next() {
        let name = keys.name(of: member.keyID) ?? member.key?.string ?? ""
        object.append(key: name, value: JSONValue(member, keys: keys))
      }
      self = .object(object)
    }
  }

  /// Whether this is `null`.
  public var isNull: Bool { self == .null }

  /// The value of a boolean.
  public var boolValue: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  /// The text of a string.
  public var stringValue: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// A number's value, if it is whole and fits (JSN-22, JSN-24).
  public var intValue: Int? {
    guard case .number(let number) = self, let value = number.int64 else { return nil }
    return Int(exactly: value)
  }

  /// The double nearest to a number's value; nil if that is out of range (JSN-23).
  public var doubleValue: Double? {
    guard case .number(let number) = self else { return nil }
    let value = number.double
    return value.isFinite ? value : nil
  }

  /// The elements of an array.
  public var arrayValue: [JSONValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The members of an object.
  public var objectValue: JSONObject? {
    if case .object(let object) = self { object } else { nil }
  }

  /// The value of an object's member, the last one of that name (JSN-20); nil if there is none, or this is
  /// no object.
  public subscript(key: String) -> JSONValue? { objectValue?[key] }

  /// The element of an array; nil if there is none, or this is no array.
  public subscript(index: Int) -> JSONValue? {
    guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
    return elements[index]
  }
}

extension JSONKeyTable {
  /// A table that knows no key.
  public static let empty = JSONKeyTable([])
}
#endif
