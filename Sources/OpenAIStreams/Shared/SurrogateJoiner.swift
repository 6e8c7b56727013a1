import ServerSentEvents
import SpanJSON

/// Joins the halves of surrogate pairs that come in different deltas of one text (TYP-31, TYP-32).
///
/// A high half at the end of a delta is held back. If the text's next delta begins with the low half, the
/// character stands there; if not, U+FFFD does.
struct SurrogateJoiner {
  /// The texts that end in a high half.
  private var pending: [(text: TextIdentity, half: UInt16)] = []

  var isEmpty: Bool { pending.isEmpty }

  /// A string of the tape that must read differently.
  struct Edit {
    var index: Int
    var text: [UInt8]
  }

  /// What must change in a payload's texts.
  mutating func edits<Rules: StreamRules>(
    of payload: JSONValueView, rules: Rules, log: inout FindingLog
  ) -> [Edit] {
    var edits: [Edit] = []
    var pending = pending
    // Collected first: the visitor cannot change the log while it borrows it.
    var joined = 0
    var lone = 0
    rules.visitTexts(of: payload) { identity, value in
      guard let string = value.jsonString else { return }
      let known = pending.firstIndex { $0.text == identity }
      let hasDefect = value.flags.contains(.loneSurrogate)
      if string.raw.byteCount == 0 || (known == nil && !hasDefect) { return }
      var text: [UInt8] = []
      var raw = string.raw
      if let known {
        let high = pending.remove(at: known).half
        if let low = string.leadingLowSurrogate {
          text.append(utf8: 0x10000 + (UInt32(high & 0x3FF) << 10) + UInt32(low & 0x3FF))
          raw = raw.slice(unchecked: 6, raw.byteCount)
          joined += 1
        } else {
          text.append(utf8: 0xFFFD)
          lone += 1
        }
      }
      if let high = string.trailingHighSurrogate, raw.byteCount >= 6 {
        pending.append((identity, high))
        raw = raw.slice(unchecked: 0, raw.byteCount - 6)
      }
      let rest = JSONString(part: raw)
      rest.appendDecoded(to: &text)
      if rest.hasLoneSurrogate { lone += 1 }
      edits.append(Edit(index: value.index, text: text))
    }
    self.pending = pending
    for _ in 0..<joined { log.report(.splitSurrogates) }
    for _ in 0..<lone { log.report(.loneSurrogate) }
    return edits
  }

  /// The stream has ended: what is still held never pairs.
  mutating func finish(log: inout FindingLog) {
    for _ in pending { log.report(.loneSurrogate, "at the end of the stream") }
    pending = []
  }
}

extension [UInt8] {
  /// Appends a scalar value that is no surrogate, as UTF-8.
  fileprivate mutating func append(utf8 value: UInt32) {
    guard let scalar = Unicode.Scalar(value) else { return }
    append(contentsOf: Character(scalar).utf8)
  }
}
