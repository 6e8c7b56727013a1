import ServerSentEvents

/// What an event's data is, as far as its first bytes tell (TYP-10 to TYP-21).
enum Payload: Equatable {
  /// Exactly `[DONE]`.
  case done
  /// Like `[DONE]`, but not exactly.
  case almostDone
  /// Empty, or white space.
  case empty
  /// The word null.
  case null
  /// A comment that was wrapped into a data field.
  case wrappedComment
  /// A data line that was wrapped into a data field; its payload begins at the offset.
  case wrappedData(at: Int)
  /// JSON, presumably an object.
  case object
  /// Anything else: other JSON, or none.
  case other

  init(_ data: RawSpan) {
    let count = data.byteCount
    if count > 0, data.byte(at: 0) == UInt8(ascii: "{") {
      self = .object
    } else if data.equals("[DONE]") {
      self = .done
    } else {
      self = Self.rare(data)
    }
  }

  private static func rare(_ data: RawSpan) -> Payload {
    var start = 0
    while start < data.byteCount, data.byte(at: start).isWhitespace { start += 1 }
    if start == data.byteCount { return .empty }
    if data.byte(at: start) == UInt8(ascii: "{") { return .object }
    if data.byte(at: 0) == UInt8(ascii: ":") { return .wrappedComment }
    if data.hasPrefix("data:", at: start) { return .wrappedData(at: start + 5) }
    if data.equals("null") { return .null }
    if data.hasPrefix("[done]", at: start, ignoringCase: true) { return .almostDone }
    return .other
  }
}

extension UInt8 {
  /// White space of JSON.
  var isWhitespace: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }
}

extension RawSpan {
  /// The byte at `offset`, which must be in range.
  @inline(__always)
  func byte(at offset: Int) -> UInt8 {
    unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
  }

  /// Whether the bytes from `offset` on begin with `prefix`, which is in lower case if case is ignored.
  func hasPrefix(_ prefix: StaticString, at offset: Int = 0, ignoringCase: Bool = false) -> Bool {
    let prefix = RawSpan(immortal: prefix)
    guard offset >= 0, byteCount - offset >= prefix.byteCount else { return false }
    for i in 0..<prefix.byteCount {
      var byte = byte(at: offset + i)
      if ignoringCase, byte >= UInt8(ascii: "A"), byte <= UInt8(ascii: "Z") { byte |= 0x20 }
      if byte != prefix.byte(at: i) { return false }
    }
    return true
  }
}
