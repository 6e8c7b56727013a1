// Strings: where they end, and what is in them (JSN-7 to JSN-9, JSN-25, JSN-26).

/// What a scan learnt of a string.
struct ScannedString {
  /// The offset of the closing quotation mark.
  let end: Int
  let flags: JSONStringFlags

  @inline(__always)
  init(end: Int, flags: JSONStringFlags) {
    self.end = end
    self.flags = flags
  }
}

extension RawSpan {
  /// Scans the string whose contents begin at `start`, just behind the opening quotation mark.
  @inline(__always)
  func scanString(from start: Int) throws(JSONError) -> ScannedString {
    let end = firstSpecial(from: start)
    if end < byteCount && byte(unchecked: end) == ASCII.quote { return ScannedString(end: end, flags: []) }
    return try scanStringSlowly(from: start, special: end)
  }

  /// The offset of the first byte from `start` on that a string cannot simply hold: quotation mark,
  /// backslash, control character, or a byte that is not ASCII; `byteCount` if there is none.
  @inline(__always)
  func firstSpecial(from start: Int) -> Int {
    var position = start
    while position &+ 16 <= byteCount {
      let (low, high) = load16(unchecked: position).specialLanes
      // Most strings end in the first half of a vector.
      if low != 0 { return position &+ low.trailingZeroBitCount &>> 3 }
      if high != 0 { return position &+ 8 &+ high.trailingZeroBitCount &>> 3 }
      position &+= 16
      // Whoever has that many goes on with many: four vectors a step.
      if position &- start == 64 { position = endOfPlainSteps(from: position) }
    }
    return firstSpecialInTail(from: position)
  }

  /// The offset of the first 64 bytes from `start` on, in steps of as many, that a string cannot simply hold, or that
  /// are fewer.
  @inline(never)
  private func endOfPlainSteps(from start: Int) -> Int {
    var position = start
    while position &+ 64 <= byteCount {
      let low = load16(unchecked: position).special | load16(unchecked: position &+ 16).special
      let high = load16(unchecked: position &+ 32).special | load16(unchecked: position &+ 48).special
      let (first, second) = (low | high).words
      if (first | second) & laneTops != 0 { break }
      position &+= 64
    }
    return position
  }

  /// How many bytes the string has whose contents begin at `start`, if it is shorter than sixteen bytes, holds nothing
  /// special, and as many bytes as that follow; else nil. Without a branch that depends on the length.
  @inline(__always)
  func shortStringLength(from start: Int) -> Int? {
    guard start &+ 16 <= byteCount else { return nil }
    let mask = load16(unchecked: start).special.gatheredTopBits
    if mask == 0 { return nil }
    let count = mask.trailingZeroBitCount
    return byte(unchecked: start &+ count) == ASCII.quote ? count : nil
  }

  /// The same for the last few bytes: an overlapping load, shifted.
  @inline(__always)
  private func firstSpecialInTail(from start: Int) -> Int {
    if byteCount >= 16 {
      let back = byteCount &- 16
      var (low, high) = load16(unchecked: back).specialLanes
      // Drops the lanes before `start`; there are 1 to 16 of them.
      let skipped = start &- back
      if skipped >= 8 {
        low = 0
        high = skipped == 16 ? 0 : high & (~0 &<< UInt64(truncatingIfNeeded: (skipped &- 8) &* 8))
      } else {
        low &= ~0 &<< UInt64(truncatingIfNeeded: skipped &* 8)
      }
      return low | high == 0 ? byteCount : back &+ Self.firstLane(low, high)
    }
    var position = start
    while position < byteCount {
      let byte = byte(unchecked: position)
      if byte == ASCII.quote || byte == ASCII.backslash || byte < 0x20 || byte >= 0x80 { break }
      position &+= 1
    }
    return position
  }

  /// The index of the first lane whose top bit is set. Precondition: there is one.
  @inline(__always)
  static func firstLane(_ low: UInt64, _ high: UInt64) -> Int {
    low != 0 ? low.trailingZeroBitCount &>> 3 : 8 &+ high.trailingZeroBitCount &>> 3
  }

  /// The general case: from the first special byte on.
  @inline(never)
  func scanStringSlowly(from start: Int, special: Int) throws(JSONError) -> ScannedString {
    var position = special
    var flags: JSONStringFlags = []
    while position < byteCount {
      let byte = byte(unchecked: position)
      if byte == ASCII.quote { return ScannedString(end: position, flags: flags) }
      if byte >= 0x80 {
        flags.insert(.isNotASCII)
        var end = endOfCommonText(from: position)
        if end == position { end = endOfCommonSequences(from: position) }
        position = end > position ? end : behindSequence(at: position, &flags)
      } else if byte == ASCII.backslash {
        flags.insert(.hasEscapes)
        if position &+ 1 < byteCount && self.byte(unchecked: position &+ 1).isSimpleEscape {
          position &+= 2
        } else {
          position = try scanLongEscape(at: position, start: start, flags: &flags)
        }
      } else if byte < 0x20 {
        break
      } else {
        position = firstSpecial(from: position &+ 1)
      }
    }
    throw unexpected(at: position, .stringContent)
  }

  /// The offset behind the well-formed UTF-8 sequences of two or three bytes that begin at `start`, one behind the
  /// other; those that are U+FFFD, or in doubt, do not count.
  @inline(__always)
  private func endOfCommonSequences(from start: Int) -> Int {
    var position = start
    while position &+ 4 <= byteCount {
      let bytes = load4(unchecked: position)
      if bytes & 0xC0_C0F0 == 0x80_80E0 {
        // Three bytes: neither longer than needed, nor a surrogate, nor U+FFFD.
        let head = bytes & 0x200F
        guard head != 0, head != 0x200D, bytes & 0xFF_FFFF != 0xBD_BFEF else { break }
        position &+= 3
      } else {
        guard bytes & 0xC0E0 == 0x80C0, bytes & 0x1E != 0 else { break }
        position &+= 2
      }
    }
    return position
  }

  /// The offset behind any sequence.
  @inline(never)
  private func behindSequence(at position: Int, _ flags: inout JSONStringFlags) -> Int {
    let sequence = utf8Sequence(at: position)
    if !sequence.isWellFormed {
      flags.insert(.illFormedUTF8)
    } else if byte(unchecked: position) == 0xEF && isReplacementCharacter(at: position) {
      flags.insert(.replacementCharacter)
    }
    return position &+ sequence.length
  }

  /// The offset behind the escape whose backslash stands at `position`, which is none of two bytes.
  @inline(never)
  private func scanLongEscape(
    at position: Int, start: Int, flags: inout JSONStringFlags
  ) throws(JSONError) -> Int {
    guard position &+ 1 < byteCount, byte(unchecked: position &+ 1) == ASCII.u else {
      throw unexpected(at: position &+ 1, .escape)
    }
    guard let unit = codeUnit(at: position &+ 2) else {
      var bad = position &+ 2
      while bad < byteCount && byte(unchecked: bad).hexValue != nil { bad &+= 1 }
      throw unexpected(at: bad, .hexDigit)
    }
    let behind = position &+ 6
    if unit & 0xF800 != 0xD800 {
      if unit == 0xFFFD { flags.insert(.replacementCharacter) }
      return behind
    }
    if unit & 0xFC00 == 0xD800 {
      if let low = escapedCodeUnit(at: behind), low & 0xFC00 == 0xDC00 { return behind &+ 6 }
      flags.insert(.loneSurrogate)
      if behind < byteCount && byte(unchecked: behind) == ASCII.quote { flags.insert(.trailingHighSurrogate) }
    } else {
      flags.insert(.loneSurrogate)
      if position == start { flags.insert(.leadingLowSurrogate) }
    }
    return behind
  }

  /// Whether the well-formed sequence of three bytes at `position` is U+FFFD.
  private func isReplacementCharacter(at position: Int) -> Bool {
    byte(unchecked: position &+ 1) == 0xBF && byte(unchecked: position &+ 2) == 0xBD
  }

  /// The value of the four hexadecimal digits at `position`; nil if there are none.
  @inline(__always)
  func codeUnit(at position: Int) -> UInt16? {
    guard position &+ 4 <= byteCount else { return nil }
    let bytes = load4(unchecked: position)
    // In each lane, the top bit tells whether the byte is a digit, or a letter from A to F in either case;
    // no lane carries over.
    let digits = bytes ^ 0x3030_3030
    let isDigit = ~((digits & 0x7F7F_7F7F) &+ 0x7676_7676 | digits)
    let letters = (bytes | 0x2020_2020) ^ 0x6060_6060
    let low = letters & 0x7F7F_7F7F
    let isLetter = (low &+ 0x7F7F_7F7F) & ~(low &+ 0x7979_7979) & ~letters
    guard (isDigit | isLetter) & 0x8080_8080 == 0x8080_8080 else { return nil }
    let values = bytes & 0x0F0F_0F0F &+ (bytes &>> 6 & 0x0101_0101) &* 9
    // The first digit, in the lowest lane, is the highest.
    let pairs = values &<< 4 | values &>> 8
    return UInt16(truncatingIfNeeded: pairs &<< 8 & 0xFF00 | pairs &>> 16 & 0xFF)
  }

  /// The code unit of a `\uXXXX` that stands at `position`; nil if there is none.
  @inline(__always)
  func escapedCodeUnit(at position: Int) -> UInt16? {
    guard position &+ 6 <= byteCount, byte(unchecked: position) == ASCII.backslash,
      byte(unchecked: position &+ 1) == ASCII.u
    else { return nil }
    return codeUnit(at: position &+ 2)
  }
}

extension UInt8 {
  /// Whether a backslash and this byte are an escape.
  @inline(__always)
  fileprivate var isSimpleEscape: Bool {
    // The letters b, f, n, r, t by their last five bits; a jump by the letter would be hard to predict.
    let letters: UInt32 = 1 << 2 | 1 << 6 | 1 << 14 | 1 << 18 | 1 << 20
    return self & 0xE0 == 0x60 && letters &>> UInt32(self) & 1 != 0
      || self == ASCII.quote || self == ASCII.backslash || self == ASCII.slash
  }
}

private let laneTops: UInt64 = 0x8080_8080_8080_8080

extension SIMD16<UInt8> {
  /// The top bit of every lane that holds a byte which a string cannot simply hold.
  @inline(__always)
  fileprivate var specialLanes: (UInt64, UInt64) { special.topBits }

  /// The lanes' top bits, in place.
  @inline(__always)
  var topBits: (UInt64, UInt64) {
    let (low, high) = words
    return (low & laneTops, high & laneTops)
  }

  /// The top bit is set in every lane that holds a byte which a string cannot simply hold; the others are any.
  @inline(__always)
  fileprivate var special: SIMD16<UInt8> {
    // A byte that is not ASCII has its own top bit set.
    specialASCII | self
  }

  /// All bits are set in every lane that holds an ASCII byte which a string cannot simply hold, none in the others.
  @inline(__always)
  var specialASCII: SIMD16<UInt8> {
    let marks = (self .== SIMD16(all: ASCII.quote)).bytes | (self .== SIMD16(all: ASCII.backslash)).bytes
    return marks | (self & SIMD16(all: 0xE0) .== SIMD16(all: 0)).bytes
  }
}
