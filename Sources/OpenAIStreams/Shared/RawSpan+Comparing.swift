import ServerSentEvents

// Borrowed bytes beside what is kept.

extension RawSpan {
  /// Whether the bytes are those of `text` in UTF-8.
  func spells(_ text: String) -> Bool {
    guard text.utf8.count == byteCount else { return false }
    let atOnce = unsafe withUnsafeBytes { bytes in
      unsafe text.utf8.withContiguousStorageIfAvailable { units in
        unsafe RawSpan(_unsafeBytes: bytes).equals(RawSpan(_unsafeBytes: UnsafeRawBufferPointer(units)))
      }
    }
    return atOnce ?? text.utf8.elementsEqual(copiedBytes)
  }
}

extension [UInt8] {
  /// Whether these are the bytes of `text`.
  func equals(_ text: RawSpan) -> Bool { RawSpan(ofBytes: span).equals(text) }
}
