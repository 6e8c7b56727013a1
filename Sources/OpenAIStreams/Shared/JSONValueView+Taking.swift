import SpanJSON

// Decoding into owned values, one member a line:
//
//   case .model where member.take(&model): break
//   default: other.keep(member)
//
// A member of another type than the field's is not taken, and so is kept with the others (TYP-36).

extension JSONValueView {
  /// Takes a string; null leaves the field as it is.
  func take(_ field: inout String) -> Bool {
    if let text = string {
      field = text
      return true
    }
    return isNull
  }

  /// Takes a string, or null as nil.
  func take(_ field: inout String?) -> Bool {
    if let text = string {
      field = text
      return true
    }
    return isNull
  }

  /// Takes a whole number, or null as nil.
  func take(_ field: inout Int?) -> Bool {
    if let number = int {
      field = number
      return true
    }
    return isNull
  }

  /// Takes an object, or null as nil.
  func take<Value: JSONBacked>(_ field: inout Value?) -> Bool {
    if kind == .object {
      field = Value(jsonValue: JSONValue(ofPayload: self))
      return true
    }
    return isNull
  }

  /// Takes any value, or null as nil.
  func take(_ field: inout JSONValue?) -> Bool {
    if !isNull { field = JSONValue(ofPayload: self) }
    return true
  }
}

/// The keys of payloads; `Key` means another type within `JSONValue`.
private typealias PayloadKey = Key

extension JSONValue {
  /// Copies a value of a payload, but for the names of known keys, which are shared.
  init(ofPayload view: JSONValueView) { self.init(view, keys: PayloadKey.table) }
}

extension JSONObject {
  /// Keeps a member under its name.
  mutating func keep(_ member: JSONValueView) {
    guard let key = member.key else { return }
    append(key: key.string, value: JSONValue(ofPayload: member))
  }
}

extension JSONWriter {
  /// Writes a member if there is a value.
  mutating func member(_ key: Key, _ text: String?) {
    guard let text else { return }
    self.key(key.wireName)
    string(text)
  }

  /// Writes a member if there is a value.
  mutating func member(_ key: Key, _ number: Int?) {
    guard let number else { return }
    self.key(key.wireName)
    integer(number)
  }

  /// Writes a member if there is a value.
  mutating func member(_ key: Key, _ value: (some JSONWritable)?) {
    guard let value else { return }
    self.key(key.wireName)
    value.write(to: &self)
  }

  /// Writes an array as a member.
  mutating func member(_ key: Key, elements: [some JSONWritable]) {
    self.key(key.wireName)
    beginArray()
    for element in elements { element.write(to: &self) }
    endArray()
  }

  /// Writes members as they are.
  mutating func members(of object: JSONObject) {
    for member in object.members {
      key(member.key)
      member.value.write(to: &self)
    }
  }
}

extension JSONWriter {
  /// Writes a member; null if there is no value.
  mutating func memberOrNull(_ key: Key, _ value: (some JSONWritable)?) {
    self.key(key.wireName)
    if let value { value.write(to: &self) } else { null() }
  }
}
