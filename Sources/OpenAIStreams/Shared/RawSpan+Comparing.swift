import ServerSentEvents

// Borrowed bytes beside what is kept.

extension RawSpan {
  /// Whether the bytes are those of `text` in UTF-8.
  func spells(_ text: String) -> Bool {
    guard text.utf8.count == byteCount else { return false }
    var i = 0
    for unit in text.utf8 {
      if unit != byte(at: i) { return false }
      i &+= 1
    }
    return true
  }
}

extension [UInt8] {
  /// Whether these are the bytes of `text`.
  func equals(_ text: RawSpan) -> Bool { RawSpan(ofBytes: span).equals(text) }
}
