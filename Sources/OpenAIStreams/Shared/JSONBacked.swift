import SpanJSON

/// A schema's object that keeps all of its JSON: members that the schema knows are properties, all others
/// are still there, and come out again when the object is written (TYP-19).
///
/// A member is declared in one line:
/// ```swift
/// public var promptTokens: Int? { get { self["prompt_tokens"] } set { self["prompt_tokens"] = newValue } }
/// ```
public protocol JSONBacked: JSONRepresentable, JSONWritable, Hashable {
  /// All members, in their order.
  var json: JSONObject { get set }
  init(json: JSONObject)
}

extension JSONBacked {
  /// The member of that name; nil if there is none, if it is null, or if its type is another one (TYP-36).
  public subscript<Value: JSONRepresentable>(_ key: String) -> Value? {
    get { json[key].flatMap(Value.init(jsonValue:)) }
    set { json[key] = newValue?.jsonValue }
  }

  public init?(jsonValue: JSONValue) {
    guard case .object(let object) = jsonValue else { return nil }
    self.init(json: object)
  }

  public var jsonValue: JSONValue { .object(json) }

  public func write(to writer: inout JSONWriter) { jsonValue.write(to: &writer) }
}

/// What can be written as one JSON value.
public protocol JSONWritable: Sendable {
  /// Writes this as the writer's next value.
  func write(to writer: inout JSONWriter)
}

extension JSONWritable {
  /// This as JSON text.
  public var jsonText: [UInt8] {
    var writer = JSONWriter()
    write(to: &writer)
    return writer.bytes
  }
}

/// What a member of a JSON object can be.
public protocol JSONRepresentable: Sendable {
  /// Nil if the value is null, or of a type that cannot be this.
  init?(jsonValue: JSONValue)
  var jsonValue: JSONValue { get }
}

extension JSONValue: JSONRepresentable, JSONWritable {
  public init?(jsonValue: JSONValue) {
    if jsonValue.isNull { return nil }
    self = jsonValue
  }
  public var jsonValue: JSONValue { self }
}

extension String: JSONRepresentable {
  public init?(jsonValue: JSONValue) {
    guard let text = jsonValue.stringValue else { return nil }
    self = text
  }
  public var jsonValue: JSONValue { .string(self) }
}

extension Int: JSONRepresentable {
  public init?(jsonValue: JSONValue) {
    guard let number = jsonValue.intValue else { return nil }
    self = number
  }
  public var jsonValue: JSONValue { .number(JSONNumberText(self)) }
}

extension Double: JSONRepresentable {
  public init?(jsonValue: JSONValue) {
    guard let number = jsonValue.doubleValue else { return nil }
    self = number
  }
  /// Null for infinities and NaN, which JSON does not have.
  public var jsonValue: JSONValue { JSONNumberText(self).map(JSONValue.number) ?? .null }
}

extension Bool: JSONRepresentable {
  public init?(jsonValue: JSONValue) {
    guard let value = jsonValue.boolValue else { return nil }
    self = value
  }
  public var jsonValue: JSONValue { .bool(self) }
}

extension Array: JSONRepresentable where Element: JSONRepresentable {
  /// Elements that cannot be `Element` are left out.
  public init?(jsonValue: JSONValue) {
    guard let elements = jsonValue.arrayValue else { return nil }
    self = elements.compactMap(Element.init(jsonValue:))
  }
  public var jsonValue: JSONValue { .array(map(\.jsonValue)) }
}

/// An enumeration that more values may be added to: each is its text, the known ones have names (TYP-35).
public protocol OpenEnum: JSONRepresentable, RawRepresentable, Hashable, CustomStringConvertible
where RawValue == String {
  init(rawValue: String)
}

extension OpenEnum {
  public init?(jsonValue: JSONValue) {
    guard let text = jsonValue.stringValue else { return nil }
    self.init(rawValue: text)
  }
  public var jsonValue: JSONValue { .string(rawValue) }
  public var description: String { rawValue }
}
