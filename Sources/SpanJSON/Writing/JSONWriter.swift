/// Writes JSON text, without white space, into an array of bytes. Commas and colons are placed by it.
///
/// ```swift
/// var writer = JSONWriter()
/// writer.beginObject()
/// writer.key("id"); writer.string("x")
/// writer.key("n"); writer.integer(3)
/// writer.endObject()                     // {"id":"x","n":3}
/// ```
/// What it writes is JSON in well-formed UTF-8 if its calls follow the grammar; that they do is the
/// caller's part, and a precondition of each: a key before each value in an object, none elsewhere, and an
/// end for each beginning.
public struct JSONWriter: Sendable {
  /// What has been written.
  public private(set) var bytes: [UInt8]
  private var containers = ContainerStack()
  /// Whether a value stands before, so that a comma must follow.
  private var needsComma = false
  /// Whether a key has been written whose value comes next.
  private var hasKey = false

  /// - Parameter bytes: what stands before the text; it is appended to.
  public init(appendingTo bytes: [UInt8] = []) {
    self.bytes = bytes
  }

  /// Whether one value has been written, and all that was begun has been ended.
  public var isComplete: Bool { containers.depth == 0 && needsComma }

  /// How many objects and arrays are open.
  public var depth: Int { containers.depth }

  /// Begins an object as the next value.
  public mutating func beginObject() { begin(ASCII.openBrace, isObject: true) }

  /// Begins an array as the next value.
  public mutating func beginArray() { begin(ASCII.openBracket, isObject: false) }

  /// Ends the innermost object.
  public mutating func endObject() {
    precondition(containers.isInObject && !hasKey, "endObject() ends an object whose last key has its value")
    end(ASCII.closeBrace)
  }

  /// Ends the innermost array.
  public mutating func endArray() {
    precondition(containers.depth > 0 && !containers.isInObject, "endArray() ends an array")
    end(ASCII.closeBracket)
  }

  /// Writes the name of the next member.
  public mutating func key(_ name: String) {
    beginKey()
    bytes.appendJSONString(name)
    bytes.append(ASCII.colon)
  }

  /// Writes the name of the next member, given in UTF-8; what is ill-formed becomes U+FFFD.
  public mutating func key(utf8 name: RawSpan) {
    beginKey()
    bytes.appendJSONString(name)
    bytes.append(ASCII.colon)
  }

  /// Writes a string.
  public mutating func string(_ text: String) {
    beginValue()
    bytes.appendJSONString(text)
  }

  /// Writes a string given in UTF-8; what is ill-formed becomes U+FFFD, one for each maximal subpart.
  public mutating func string(utf8 text: RawSpan) {
    beginValue()
    bytes.appendJSONString(text)
  }

  /// Writes an integer.
  public mutating func integer<Value: FixedWidthInteger>(_ value: Value) {
    beginValue()
    bytes.appendDecimal(value)
  }

  #if !hasFeature(Embedded)
  /// Writes the shortest number that reads as `value` again. JSON has no infinities and no NaN: they
  /// become `null`.
  public mutating func double(_ value: Double) {
    beginValue()
    guard value.isFinite else {
      bytes.append(literal: "null")
      return
    }
    bytes.append(contentsOf: value.description.utf8)
  }
  #endif

  /// Writes `true` or `false`.
  public mutating func bool(_ value: Bool) {
    beginValue()
    bytes.append(literal: value ? "true" : "false")
  }

  /// Writes `null`.
  public mutating func null() {
    beginValue()
    bytes.append(literal: "null")
  }

  /// Writes a value as it is. That `json` is one JSON value is the caller's part (``JSONReader/skipValue()``
  /// and ``JSONValueView/raw`` give such).
  public mutating func raw(_ json: RawSpan) {
    beginValue()
    bytes.append(bytesOf: json)
  }

  /// Ends a line: writes LF behind a complete value, after which another value may come (JSON Lines).
  public mutating func endLine() {
    precondition(containers.depth == 0, "endLine() follows a complete value")
    bytes.append(ASCII.lineFeed)
    needsComma = false
  }

  /// Takes what has been written out and leaves nothing; the capacity stays.
  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    containers = ContainerStack()
    needsComma = false
    hasKey = false
  }

  private mutating func beginKey() {
    precondition(containers.isInObject && !hasKey, "key(_:) names a member of an object, before its value")
    if needsComma { bytes.append(ASCII.comma) }
    needsComma = false
    hasKey = true
  }

  @inline(__always)
  private mutating func beginValue() {
    if containers.isInObject {
      precondition(hasKey, "a value in an object follows its key")
      hasKey = false
    } else if needsComma {
      precondition(containers.depth > 0, "a text is one value; endLine() begins another text")
      bytes.append(ASCII.comma)
    }
    needsComma = true
  }

  private mutating func begin(_ bracket: UInt8, isObject: Bool) {
    beginValue()
    bytes.append(bracket)
    containers.push(isObject: isObject)
    needsComma = false
  }

  private mutating func end(_ bracket: UInt8) {
    bytes.append(bracket)
    containers.pop()
    needsComma = true
  }
}
