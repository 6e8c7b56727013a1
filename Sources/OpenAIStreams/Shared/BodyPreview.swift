import ServerSentEvents

/// The first bytes of a body in which no event and no comment has been seen, so that a body that is no event
/// stream can be shown (TYP-55).
struct BodyPreview {
  private static let maximumCount = 512
  private var bytes: [UInt8] = []
  /// Nothing has been seen yet that makes the body an event stream.
  private(set) var isWanted = true

  mutating func append(_ input: RawSpan) {
    let room = Self.maximumCount - bytes.count
    if room > 0 { bytes.append(input.slice(unchecked: 0, min(room, input.byteCount))) }
  }

  /// The body is an event stream.
  @inline(__always)
  mutating func drop() {
    guard isWanted else { return }
    isWanted = false
    bytes = []
  }

  /// The beginning of a body that is not empty and no event stream; nil if it is one, or empty.
  var ofOtherBody: String? {
    guard isWanted, !bytes.isEmpty, !holdsKnownField else { return nil }
    return RawSpan(ofBytes: bytes.span).decodedUTF8
  }

  /// Whether the beginning holds a field that the standard knows, of an event that was never completed.
  private var holdsKnownField: Bool {
    var tokenizer = EventStreamTokenizer()
    let closed = bytes + [0x0A]
    var input = RawSpan(ofBytes: closed.span)
    while true {
      guard let token = try? tokenizer.next(&input) else { return false }
      switch token.kind {
      case .data, .event, .id, .retry: return true
      case .blank, .comment, .unknownField: continue
      }
    }
  }
}
