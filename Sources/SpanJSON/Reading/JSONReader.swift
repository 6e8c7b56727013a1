/// Reads a JSON text token by token, pulled by the caller. RFC 8259 exactly; see `Spec/json.md`.
///
/// ```swift
/// var reader = JSONReader(text)
/// while true {
///   let token = try reader.next()
///   switch token.kind {
///   case .key: name = token.string.string
///   case .number: count = token.number.int64
///   case .end: return
///   default: break
///   }
/// }
/// ```
///
/// Whether a text is JSON is known at its end: read to ``JSONToken/Kind/end``, or call ``finish()``. Work
/// is linear, and there is no heap memory up to 64 levels of nesting. After an error every call throws that
/// error again.
public struct JSONReader: ~Escapable {
  /// What can come next.
  enum State: UInt8 {
    case value, firstKey, firstElement, memberValue, afterValue
  }

  let text: RawSpan
  var position = 0
  var state = State.value
  var containers = ContainerStack()
  let maximumDepth: Int
  var failure: JSONError?

  /// - Parameters:
  ///   - text: one JSON text, in UTF-8.
  ///   - maximumDepth: how deep objects and arrays may be nested, the outermost being 1 (JSN-21).
  @_lifetime(copy text)
  public init(_ text: RawSpan, maximumDepth: Int = 128) {
    self.text = text
    self.maximumDepth = maximumDepth
  }

  /// Where the reader stands, in bytes from the start of the text: behind the last token.
  public var offset: Int { position }

  /// How many objects and arrays are open.
  public var depth: Int { containers.depth }

  /// The next token; ``JSONToken/Kind/end``, again and again, when the text has ended.
  ///
  /// - Throws: ``JSONError`` if the text is not JSON (JSN-1 to JSN-12, JSN-21, JSN-27).
  @_lifetime(copy self)
  @_lifetime(self: copy self)
  public mutating func next() throws(JSONError) -> JSONToken {
    if let failure { throw failure }
    do {
      return try step()
    } catch {
      failure = error
      throw error
    }
  }

  /// Skips the value that comes next and gives its bytes, which are JSON (JSN-29). To be called where a
  /// value comes next: at the start, behind a key, or in an array that has a further element.
  ///
  /// - Throws: ``JSONError`` if the text is not JSON, or no value comes next.
  @_lifetime(copy self)
  @_lifetime(self: copy self)
  public mutating func skipValue() throws(JSONError) -> RawSpan {
    let outside = containers.depth
    let first = try next()
    let start = first.offset
    switch first.kind {
    case .beginObject, .beginArray:
      try skipToEndOfContainer(leaving: outside)
    case .key, .endObject, .endArray, .end:
      let error = text.unexpected(at: start, .value)
      failure = error
      throw error
    case .string, .number, .true, .false, .null:
      break
    }
    return text.slice(unchecked: start, position)
  }

  /// Skips what is left of the innermost open object or array, its end included. Nothing if none is open.
  ///
  /// - Throws: ``JSONError`` if the text is not JSON.
  @_lifetime(self: copy self)
  public mutating func skipToEndOfContainer() throws(JSONError) {
    if containers.depth > 0 { try skipToEndOfContainer(leaving: containers.depth &- 1) }
  }

  @_lifetime(self: copy self)
  private mutating func skipToEndOfContainer(leaving depth: Int) throws(JSONError) {
    while containers.depth > depth { _ = try next() }
  }

  /// Reads to the end of the text: what has not been read is JSON too, and nothing follows the value.
  ///
  /// - Throws: ``JSONError`` if that is not so.
  @_lifetime(self: copy self)
  public mutating func finish() throws(JSONError) {
    while try next().kind != .end {}
  }
}
