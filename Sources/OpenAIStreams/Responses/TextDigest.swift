import ServerSentEvents

/// A text's length and hash, so that sums can be checked without keeping texts.
///
/// How the text was cut makes no difference: what is hashed are words of eight bytes of the whole.
struct TextDigest: Sendable, Equatable {
  private(set) var count = 0
  private var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  /// The bytes behind the last whole word; the first is the lowest.
  private var rest: UInt64 = 0

  init() {}

  init(_ text: RawSpan) { append(text) }

  mutating func append(_ text: RawSpan) {
    let added = text.byteCount
    let held = UInt64(truncatingIfNeeded: count & 7) &* 8
    var position = 0
    while position &+ 8 <= added {
      let word = text.word(at: position)
      mix(rest | word &<< held)
      rest = word >> (64 &- held)
      position &+= 8
    }
    let word = text.slice(unchecked: position, added).shortWord
    let joined = rest | word &<< held
    if (count & 7) &+ added &- position < 8 {
      rest = joined
    } else {
      mix(joined)
      rest = word >> (64 &- held)
    }
    count &+= added
  }

  /// Takes a word in: no two words that differ give the same.
  private mutating func mix(_ word: UInt64) {
    hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
    hash ^= hash &>> 32
  }
}
