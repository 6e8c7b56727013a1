/// What a scan learnt of a number.
struct ScannedNumber {
  let end: Int
  /// Whether the number has neither fraction nor exponent.
  let isInteger: Bool
}

extension RawSpan {
  /// Scans the number that begins at `start` with a minus or a digit (JSN-6).
  /// Precondition: `0 <= start < byteCount`.
  @inline(__always)
  func scanNumber(from start: Int) throws(JSONError) -> ScannedNumber {
    var position = start
    if byte(unchecked: position) == ASCII.minus {
      position &+= 1
      guard position < byteCount, byte(unchecked: position).isDigit else {
        throw unexpected(at: position, .digit)
      }
    }
    if byte(unchecked: position) == ASCII.zero {
      position &+= 1
    } else {
      position = endOfDigits(from: position &+ 1)
    }
    if position < byteCount {
      let next = byte(unchecked: position)
      if next == ASCII.point || next | 0x20 == ASCII.e {
        return try scanFraction(from: position)
      }
    }
    return ScannedNumber(end: position, isInteger: true)
  }

  /// How many digits the whole number has that begins at `start`, if there are fewer than eight, and eight bytes; else
  /// 0, which may be for other reasons too.
  @inline(__always)
  func shortNumberLength(from start: Int) -> Int {
    guard start &+ 8 <= byteCount else { return 0 }
    let bytes = load8(unchecked: start)
    let count = Self.nonDigits(bytes).trailingZeroBitCount &>> 3
    // Only the number zero begins with one.
    guard count < 8, count == 1 || UInt8(truncatingIfNeeded: bytes) != ASCII.zero else { return 0 }
    let next = byte(unchecked: start &+ count)
    return next == ASCII.point || next | 0x20 == ASCII.e ? 0 : count
  }

  @inline(never)
  private func scanFraction(from start: Int) throws(JSONError) -> ScannedNumber {
    var position = start
    if byte(unchecked: position) == ASCII.point {
      let digits = position &+ 1
      position = endOfDigits(from: digits)
      if position == digits { throw unexpected(at: position, .digit) }
    }
    if position < byteCount, byte(unchecked: position) | 0x20 == ASCII.e {
      position &+= 1
      if position < byteCount,
        byte(unchecked: position) == ASCII.plus || byte(unchecked: position) == ASCII.minus
      {
        position &+= 1
      }
      let digits = position
      position = endOfDigits(from: digits)
      if position == digits { throw unexpected(at: position, .digit) }
    }
    return ScannedNumber(end: position, isInteger: false)
  }

  /// The offset of the first byte from `start` on that is no digit; `byteCount` if there is none.
  @inline(__always)
  func endOfDigits(from start: Int) -> Int {
    var position = start
    while position &+ 8 <= byteCount {
      let others = Self.nonDigits(load8(unchecked: position))
      if others != 0 { return position &+ others.trailingZeroBitCount &>> 3 }
      position &+= 8
    }
    while position < byteCount && byte(unchecked: position).isDigit { position &+= 1 }
    return position
  }

  /// The top bit of every lane whose byte is no digit.
  @inline(__always)
  private static func nonDigits(_ bytes: UInt64) -> UInt64 {
    // A lane is below 10 after the exclusive or exactly if its byte is a digit; no lane carries over.
    let lanes = bytes ^ 0x3030_3030_3030_3030
    return ((lanes & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7676_7676_7676_7676 | lanes) & 0x8080_8080_8080_8080
  }
}
