// Texts have their members in the same order mostly. So before a name is scanned and looked up, it is compared
// with the one that came last time behind the name before: a match, closing quotation mark and colon included, proves
// at once where the name ends and which one it is. No guess is trusted.

extension JSONKeyTable {
  /// A name, its closing quotation mark and a colon, ready to be compared with a text.
  struct Guess: BitwiseCopyable, Sendable {
    /// The first sixteen bytes, and which of them count.
    var low: UInt64 = 0
    var high: UInt64 = 0
    var lowMask: UInt64 = 0
    var highMask: UInt64 = 0
    /// Where all of them lie in the table's bytes.
    var start: UInt32 = 0
    /// How many there are; 0 if this name is never guessed.
    var length: UInt16 = 0

    /// Matches nothing.
    init() {}

    /// A name that is not ASCII, or that JSON must write with an escape, is never guessed.
    init(_ name: RawSpan, at start: Int) {
      for i in 0..<name.byteCount {
        let byte = name.byte(unchecked: i)
        if byte < 0x20 || byte >= 0x80 || byte == ASCII.quote || byte == ASCII.backslash { return }
      }
      let (low, high) = name.firstWords(0, name.byteCount)
      self.low = low
      self.high = high
      let length = name.byteCount &+ 2
      for (byte, place) in [(ASCII.quote, length &- 2), (ASCII.colon, length &- 1)] {
        if place < 8 {
          self.low |= UInt64(byte) << UInt64(8 * place)
        } else if place < 16 {
          self.high |= UInt64(byte) << UInt64(8 * (place - 8))
        }
      }
      lowMask = ~(~UInt64(0) << UInt64(8 * length))
      highMask = length > 8 ? ~(~UInt64(0) << UInt64(8 * (length - 8))) : 0
      self.start = UInt32(truncatingIfNeeded: start)
      self.length = UInt16(truncatingIfNeeded: length)
    }
  }
}

extension JSONKeyTable.Lookup {
  /// If the name that begins at `start`, behind its opening quotation mark, is the one with this number, and something
  /// follows: as many bytes as it has with its closing quotation mark and a colon; otherwise, or if in doubt, 0.
  /// Precondition: `0 <= start <= text.byteCount`.
  @inline(__always)
  func match(_ id: JSONKeyID, _ text: RawSpan, _ start: Int) -> Int {
    guard start &+ 17 <= text.byteCount && Int(id) < guesses.count else { return 0 }
    let guess = unsafe guesses[unchecked: Int(id)]
    let differences =
      (text.load8(unchecked: start) ^ guess.low) & guess.lowMask
      | (text.load8(unchecked: start &+ 8) ^ guess.high) & guess.highMask
    if differences != 0 { return 0 }
    let length = Int(guess.length)
    // None, which is no match, is not between 1 and 16 either.
    return UInt(bitPattern: length &- 1) < 16 || matches(guess, text, start, from: 16) ? length : 0
  }

  /// As `match`, where the text ends soon.
  func matchNearEnd(_ id: JSONKeyID, _ text: RawSpan, _ start: Int) -> Int {
    guard start &+ 17 > text.byteCount && Int(id) < guesses.count else { return 0 }
    let guess = unsafe guesses[unchecked: Int(id)]
    return matches(guess, text, start, from: 0) ? Int(guess.length) : 0
  }

  /// Whether the bytes from some place on are those of the guess too, and something follows. Precondition: where there
  /// are less than eight from there on, as many lie before it.
  @inline(__always)
  private func matches(_ guess: JSONKeyTable.Guess, _ text: RawSpan, _ start: Int, from first: Int) -> Bool {
    let length = Int(guess.length)
    let name = Int(truncatingIfNeeded: guess.start)
    guard start &+ length < text.byteCount else { return false }
    if length < 8 {
      for i in 0..<length where text.byte(unchecked: start &+ i) != bytes.byte(unchecked: name &+ i) {
        return false
      }
      return true
    }
    var i = first
    while i &+ 8 < length {
      if text.load8(unchecked: start &+ i) != bytes.load8(unchecked: name &+ i) { return false }
      i &+= 8
    }
    // The last eight, some of them again.
    return text.load8(unchecked: start &+ length &- 8) == bytes.load8(unchecked: name &+ length &- 8)
  }
}
