// Spans of bytes go in as well as raw spans: clients that compile with strict memory safety need no `unsafe`.

extension JSONReader {
  /// - Parameters: as those of ``init(_:maximumDepth:)-(RawSpan,_)``.
  @_lifetime(copy text)
  public init(_ text: Span<UInt8>, maximumDepth: Int = 128) {
    self.init(RawSpan(elements: text), maximumDepth: maximumDepth)
  }
}

extension JSONTape {
  /// Parses `text` and gives its value. Everything is as for a raw span.
  @_lifetime(&self, copy text)
  public mutating func parse(
    _ text: Span<UInt8>, keys: borrowing JSONKeyTable, maximumDepth: Int = 128, trailing: Trailing = .refused
  ) throws(JSONError) -> JSONValueView {
    try parse(RawSpan(elements: text), keys: keys, maximumDepth: maximumDepth, trailing: trailing)
  }
}

extension JSONPrefixReader {
  /// Adds what has come. Linear in the number of bytes.
  public mutating func append(_ bytes: Span<UInt8>) {
    append(RawSpan(elements: bytes))
  }
}

extension JSONWriter {
  /// Writes a string given in UTF-8; what is ill-formed becomes U+FFFD, one for each maximal subpart.
  public mutating func string(utf8 text: Span<UInt8>) {
    string(utf8: RawSpan(elements: text))
  }
}

#if !hasFeature(Embedded)
extension JSONValue {
  /// Parses a text. Everything is as for a raw span.
  public init(_ text: Span<UInt8>, maximumDepth: Int = 128) throws(JSONError) {
    try self.init(RawSpan(elements: text), maximumDepth: maximumDepth)
  }

  /// The value of a text that may be cut anywhere; nil if there is none yet.
  public init?(prefixOf text: Span<UInt8>, maximumDepth: Int = 128) {
    self.init(prefixOf: RawSpan(elements: text), maximumDepth: maximumDepth)
  }
}
#endif
