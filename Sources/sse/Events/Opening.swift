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

  /// Whether a comment or a known field is among the first lines; the last one may be unfinished.
  var holdsKnownLine: Bool {
    var tokenizer = EventStreamTokenizer()
    var rest = RawSpan(ofBytes: bytes.span)
    while let line = try? tokenizer.next(&rest) {
      if line.kind.isKnown { return true }
    }
    return tokenizer.endOfInput()?.kind.isKnown ?? false
  }
}

extension LineToken.Kind {
  fileprivate var isKnown: Bool {
    switch self {
    case .comment, .data, .event, .id, .retry: true
    case .blank, .unknownField: false
    }
  }
}
