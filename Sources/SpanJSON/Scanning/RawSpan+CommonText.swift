// Text that is not ASCII, as it is in most of the world's languages: sixteen bytes at a time, without a branch for a
// sequence.

extension RawSpan {
  /// How many bytes the string has whose contents begin at `start`, behind its quotation mark, if it is shorter than
  /// sixteen bytes, not ASCII alone, holds nothing but ASCII and well-formed sequences of two or three bytes, and as
  /// many bytes as that follow; else nil, as for U+FFFD and its neighbours. Without a branch for a sequence.
  func shortTextLength(from start: Int) -> Int? {
    guard start >= 2 && start &+ 16 <= byteCount else { return nil }
    let bytes = load16(unchecked: start)
    let end = bytes.specialASCII.gatheredTopBits
    if end == 0 { return nil }
    let count = end.trailingZeroBitCount
    guard byte(unchecked: start &+ count) == ASCII.quote else { return nil }
    // The mark itself counts too: no sequence is left open before it.
    let counted = (2 &<< UInt64(truncatingIfNeeded: count)) &- 1
    let defects = defects(of: bytes, at: start).gatheredTopBits & counted
    let isASCII = bytes.gatheredTopBits & ((1 &<< UInt64(truncatingIfNeeded: count)) &- 1) == 0
    return defects == 0 && !isASCII ? count : nil
  }

  /// The offset behind the ASCII and the well-formed sequences of two or three bytes that begin at `start`, one behind
  /// the other: of what a string cannot simply hold, or of a sequence that is longer, ill-formed, or a neighbour of
  /// U+FFFD. At the text's two first bytes and its fifteen last ones it may be any before that.
  ///
  /// Precondition: a character begins at `start`.
  func endOfCommonText(from start: Int) -> Int {
    guard start >= 2 else { return start }
    var position = start
    while position &+ 16 <= byteCount {
      let bytes = load16(unchecked: position)
      // Whether a sequence goes on is asked of the bytes before, so that vectors may cut it.
      let (low, high) = (bytes.specialASCII | defects(of: bytes, at: position)).topBits
      if low | high != 0 {
        position &+= Self.firstLane(low, high)
        break
      }
      position &+= 16
    }
    // A sequence that ends too early, or is not wanted, began one or two bytes before.
    if position &- start >= 1 && byte(unchecked: position &- 1) >= 0xC0 { return position &- 1 }
    if position &- start >= 2 && byte(unchecked: position &- 2) >= 0xE0 { return position &- 2 }
    return position
  }

  /// The top bit is set in every lane of the sixteen bytes at `start` where something else stands than ASCII and
  /// well-formed sequences of two or three bytes, or a neighbour of U+FFFD. Precondition: `start >= 2`.
  @inline(__always)
  private func defects(of bytes: SIMD16<UInt8>, at start: Int) -> SIMD16<UInt8> {
    let before = load16(unchecked: start &- 1)
    let beforeThat = load16(unchecked: start &- 2)
    let continues = (bytes & SIMD16(all: 0xC0) .== SIMD16(all: 0x80)).bytes
    // Behind the first byte of two or three, and behind the second of three.
    let shallContinue =
      (before & SIMD16(all: 0xC0) .== SIMD16(all: 0xC0)).bytes
      | (beforeThat & SIMD16(all: 0xE0) .== SIMD16(all: 0xE0)).bytes
    let isFirstOfFour = (bytes & SIMD16(all: 0xF0) .== SIMD16(all: 0xF0)).bytes
    // Longer than needed: C0, C1, and E0 before what is below A0.
    let isTooLong =
      (bytes & SIMD16(all: 0xFE) .== SIMD16(all: 0xC0)).bytes
      | (before .== SIMD16(all: 0xE0)).bytes & (bytes & SIMD16(all: 0xE0) .== SIMD16(all: 0x80)).bytes
    // ED before what is not below A0 is a surrogate; EF BF is where U+FFFD is.
    let isSurrogate =
      (before .== SIMD16(all: 0xED)).bytes & (bytes & SIMD16(all: 0xE0) .== SIMD16(all: 0xA0)).bytes
    let isReplacement = (before .== SIMD16(all: 0xEF)).bytes & (bytes .== SIMD16(all: 0xBF)).bytes
    return continues ^ shallContinue | isFirstOfFour | isTooLong | isSurrogate | isReplacement
  }
}

extension SIMD16<UInt8> {
  /// The lanes' top bits, the first lane's lowest.
  @inline(__always)
  var gatheredTopBits: UInt64 {
    let (low, high) = words
    let top: UInt64 = 0x8080_8080_8080_8080
    // Gathers them: each product's topmost byte has them in order, and no sum carries.
    let gather: UInt64 = 0x0002_0408_1020_4081
    return ((low & top) &* gather) &>> 56 | ((high & top) &* gather) &>> 48 & 0xFF00
  }
}
