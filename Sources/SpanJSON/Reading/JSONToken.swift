/// A token of a JSON text, borrowed from it.
public struct JSONToken: ~Escapable {
  /// The kinds of tokens. Commas and colons are no tokens of their own.
  public enum Kind: UInt8, Sendable, Hashable {
    case beginObject, endObject, beginArray, endArray
    /// A member's name; its value comes next.
    case key
    case string, number
    case `true`, `false`, null
    /// The text has ended, with one whole value in it.
    case end
  }

  public let kind: Kind
  /// Where the token begins, in bytes from the start of the text; that of a string is its quotation mark's.
  public let offset: Int

  let content: RawSpan
  let flags: JSONStringFlags

  @inline(__always)
  @_lifetime(copy content)
  init(_ kind: Kind, at offset: Int, _ content: RawSpan, _ flags: JSONStringFlags = []) {
    self.kind = kind
    self.offset = offset
    self.content = content
    self.flags = flags
  }

  /// The string of a key or string token; empty for other kinds.
  public var string: JSONString {
    @_lifetime(copy self)
    get {
      let isString = kind == .string || kind == .key
      return JSONString(
        raw: isString ? content : content.slice(unchecked: 0, 0), flags: isString ? flags : [])
    }
  }

  /// The number of a number token; for other kinds a number without digits, whose value is zero.
  public var number: JSONNumber {
    @_lifetime(copy self)
    get {
      let isNumber = kind == .number
      return JSONNumber(
        raw: isNumber ? content : content.slice(unchecked: 0, 0), isInteger: flags.contains(.isInteger))
    }
  }
}
