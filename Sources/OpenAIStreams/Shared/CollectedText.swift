import ServerSentEvents
import SpanJSON

/// Text that grows at its end, cheap to append to and cheap to copy: a copy shares all but the last few
/// kilobytes, so a snapshot between any two deltas costs a bounded amount whatever has come before.
public struct CollectedText: Sendable {
  private var collected = CollectedBytes()
  /// The number of bytes in UTF-8.
  public var count: Int { collected.count }
  /// Whether the last delta ended in half a surrogate pair, which counts as U+FFFD if the rest never comes.
  private var holdsSurrogate = false

  public init() {}

  public init(_ text: String) { collected.append(RawSpan(ofBytes: Array(text.utf8).span)) }

  public var isEmpty: Bool { count == 0 && !holdsSurrogate }

  /// The text. Costs its length.
  public var string: String {
    holdsSurrogate ? collected.string + "\u{FFFD}" : collected.string
  }

  /// The text in UTF-8. Costs its length.
  public var bytes: [UInt8] {
    var all = collected.bytes
    if holdsSurrogate { all.append(contentsOf: [0xEF, 0xBF, 0xBD]) }
    return all
  }

  /// Appends a string of a payload; other values add nothing.
  mutating func append(_ value: JSONValueView, room: inout Int) {
    guard let text = value.bytes else { return }
    if text.byteCount > 0 {
      holdsSurrogate = false
      append(text, room: &room)
    }
    if value.flags.contains(.trailingHighSurrogate) { holdsSurrogate = true }
  }

  /// Appends a text that ends with no half of a surrogate pair; nil adds nothing.
  @inline(__always)
  mutating func append(whole text: RawSpan?, room: inout Int) {
    guard let text, text.byteCount > 0 else { return }
    holdsSurrogate = false
    append(text, room: &room)
  }

  /// Appends well-formed UTF-8, as far as there is room for it.
  @inline(__always)
  mutating func append(_ text: RawSpan, room: inout Int) {
    guard text.byteCount <= room else { return append(beginningOf: text, room: &room) }
    room &-= text.byteCount
    collected.append(text)
  }

  /// Appends as much as there is room for.
  @inline(never)
  private mutating func append(beginningOf text: RawSpan, room: inout Int) {
    collected.append(text.prefix(atMost: room))
    room = 0
  }
}

extension CollectedText: Hashable, CustomStringConvertible, ExpressibleByStringLiteral, JSONRepresentable,
  JSONWritable
{
  public static func == (a: CollectedText, b: CollectedText) -> Bool { a.bytes == b.bytes }
  public func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
  public var description: String { string }
  public init(stringLiteral text: String) { self.init(text) }
  public init?(jsonValue: JSONValue) {
    guard let text = jsonValue.stringValue else { return nil }
    self.init(text)
  }
  public var jsonValue: JSONValue { .string(string) }
  public func write(to writer: inout JSONWriter) {
    let bytes = bytes
    writer.string(utf8: RawSpan(ofBytes: bytes.span))
  }
}

/// JSON values that come one behind the other, such as log probabilities; kept as their text.
public struct CollectedValues: Sendable, Hashable, JSONWritable {
  private var text = CollectedText()
  /// How many there are.
  public private(set) var count = 0

  public init() {}

  /// Appends the elements of an array, as far as there is room for them.
  mutating func append(elementsOf array: JSONValueView, room: inout Int) {
    var elements = array.children
    while let element = elements.next() {
      guard element.raw.byteCount < room else {
        room = 0
        return
      }
      if count > 0 { text.append(RawSpan(immortal: ","), room: &room) }
      text.append(element.raw, room: &room)
      count &+= 1
    }
  }

  /// The values. Parses them: costs their length.
  public var values: [JSONValue] {
    let array = jsonText
    return (try? JSONValue(RawSpan(ofBytes: array.span)))?.arrayValue ?? []
  }

  public func write(to writer: inout JSONWriter) {
    let array = [UInt8(ascii: "[")] + text.bytes + [UInt8(ascii: "]")]
    writer.raw(RawSpan(ofBytes: array.span))
  }
}

extension RawSpan {
  /// At most `limit` bytes from the beginning, cut between characters of well-formed UTF-8.
  @_lifetime(copy self)
  func prefix(atMost limit: Int) -> RawSpan {
    guard limit < byteCount else { return self }
    var end = max(0, limit)
    while end > 0, byte(at: end) & 0xC0 == 0x80 { end -= 1 }
    return slice(unchecked: 0, end)
  }
}
