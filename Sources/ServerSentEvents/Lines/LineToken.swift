/// One line of an event stream, borrowed from the input or, if the line was cut, from the tokenizer.
public struct LineToken: ~Escapable {
  /// What a line is (FLD-1 to FLD-8).
  public enum Kind: UInt8, Sendable, Hashable {
    /// An empty line: the end of an event.
    case blank
    /// A line that begins with a colon; ``LineToken/value`` is what follows the colon, as it stands.
    case comment
    /// `data`, `event`, `id`, `retry`: the fields that the standard knows.
    case data, event, id, retry
    /// A field with another name.
    case unknownField
  }

  /// What the line is.
  public let kind: Kind
  /// The field's name; empty for a blank line and for a comment.
  public let name: RawSpan
  /// The field's value without the one leading space (FLD-4), or the comment's text with it.
  public let value: RawSpan
  /// Where the line begins, in bytes from the start of the stream.
  public let offset: Int
  /// Where the line's terminator stands, in bytes from the start of the stream.
  public let terminatorOffset: Int
  /// Whether the line was cut and therefore lies in the tokenizer's own buffer.
  let isBuffered: Bool

  @inline(__always)
  @_lifetime(copy name, copy value)
  init(
    kind: Kind, name: RawSpan, value: RawSpan, offset: Int, terminatorOffset: Int, isBuffered: Bool
  ) {
    self.kind = kind
    self.name = name
    self.value = value
    self.offset = offset
    self.terminatorOffset = terminatorOffset
    self.isBuffered = isBuffered
  }
}

/// How a line, or as much of it as is there, divides into name and value.
struct LineShape {
  var kind: LineToken.Kind
  /// Bytes before the colon, or of the whole line without one.
  var nameEnd: Int
  /// Where the value begins: behind the colon and the one space.
  var valueStart: Int
}

extension RawSpan {
  /// Divides a whole line, given without its terminator, at the first colon (FLD-3 to FLD-7).
  @inline(__always)
  func lineShape() -> LineShape {
    let count = byteCount
    if count == 0 { return LineShape(kind: .blank, nameEnd: 0, valueStart: 0) }
    var colon = 0
    while colon < count, byte(unchecked: colon) != ASCII.colon { colon &+= 1 }
    if colon == 0 { return LineShape(kind: .comment, nameEnd: 0, valueStart: 1) }
    var valueStart = min(colon &+ 1, count)
    if valueStart < count, byte(unchecked: valueStart) == ASCII.space { valueStart &+= 1 }
    return LineShape(kind: fieldKind(nameEnd: colon), nameEnd: colon, valueStart: valueStart)
  }

  /// Which field the first `nameEnd` bytes name; names are compared byte by byte (FLD-6, FLD-10).
  @inline(__always)
  func fieldKind(nameEnd: Int) -> LineToken.Kind {
    switch nameEnd {
    case 4 where load4(unchecked: 0) == FieldName.data: .data
    case 5 where load4(unchecked: 0) == FieldName.even && byte(unchecked: 4) == FieldName.t: .event
    case 2 where byte(unchecked: 0) == FieldName.i && byte(unchecked: 1) == FieldName.d: .id
    case 5 where load4(unchecked: 0) == FieldName.retr && byte(unchecked: 4) == FieldName.y: .retry
    default: .unknownField
    }
  }
}

/// The letters of the known field names, as they lie in memory.
enum FieldName {
  static let data: UInt32 = 0x6174_6164
  static let even: UInt32 = 0x6E65_7665
  static let retr: UInt32 = 0x7274_6572
  static let t: UInt8 = 0x74
  static let y: UInt8 = 0x79
  static let i: UInt8 = 0x69
  static let d: UInt8 = 0x64
  /// The longest known name; a prefix longer than this without a colon is an unknown field.
  static let maximumLength = 5
}
