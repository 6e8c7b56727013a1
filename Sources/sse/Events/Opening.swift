import ServerSentEvents

/// The first bytes of an input: kept to show them, should it turn out to be no event stream.
struct Opening {
  private var bytes: [UInt8] = []

  private static let length = 512

  mutating func add(_ piece: RawSpan) {
    let missing = Self.length - bytes.count
    if missing > 0 { bytes += piece.extracting(first: missing).copiedBytes }
  }

  /// The first bytes as one line of text.
  var preview: String {
    Diagnostics.printable(String(decoding: bytes.prefix(200), as: UTF8.self))
  }

  /// Whether there is something among the first lines, and nothing of what event streams hold: no comment, no
  /// known field. The last line may be unfinished.
  var isOfOtherBody: Bool {
    var tokenizer = EventStreamTokenizer()
    var rest = RawSpan(ofBytes: bytes.span)
    var kinds: Set<LineToken.Kind> = []
    while let line = try? tokenizer.next(&rest) { kinds.insert(line.kind) }
    if let line = tokenizer.endOfInput() { kinds.insert(line.kind) }
    return kinds.contains(.unknownField) && kinds.isSubset(of: [.unknownField, .blank])
  }
}
