// What a template asks of a text: whether it holds the literal bytes, and where holes end.

extension RawSpan {
  /// Scans the contents of a string that begin at `start` and are not short and plain; nil if there are none, or such
  /// with defects.
  @inline(never)
  func scanLongHoleString(from start: Int) -> ScannedString? {
    if let count = shortTextLength(from: start) {
      return ScannedString(end: start &+ count, flags: .isNotASCII)
    }
    guard let string = try? scanStringSlowly(from: start, special: start), !string.flags.hasDefects else {
      return nil
    }
    return string
  }

  /// Scans a number that begins at `start`; nil if there is none.
  @inline(__always)
  func scanHoleNumber(from start: Int) -> ScannedNumber? {
    // Nearly all are whole and short.
    let count = shortNumberLength(from: start)
    return count > 0 ? ScannedNumber(end: start &+ count, isInteger: true) : scanLongHoleNumber(from: start)
  }

  @inline(never)
  private func scanLongHoleNumber(from start: Int) -> ScannedNumber? {
    guard start < byteCount else { return nil }
    let first = byte(unchecked: start)
    return first == ASCII.minus || first.isDigit ? try? scanNumber(from: start) : nil
  }

  /// Whether the bytes from `position` on begin with `other[start ..< end]`.
  /// Preconditions: `0 <= position <= byteCount`, and `start ..< end` is a range of `other`; not checked.
  @inline(__always)
  func hasBytes(of other: RawSpan, _ start: Int, _ end: Int, at position: Int) -> Bool {
    let count = end &- start
    guard count <= byteCount &- position else { return false }
    guard count >= 16 else { return hasFewBytes(of: other, start, count, at: position) }
    // The last sixteen first, some of them again later: there a difference is likely, behind an index.
    var difference =
      load16(unchecked: position &+ count &- 16) ^ other.load16(unchecked: end &- 16)
    var i = 0
    let lastStep = count &- 64
    while i <= lastStep {
      difference |=
        (load16(unchecked: position &+ i) ^ other.load16(unchecked: start &+ i))
        | (load16(unchecked: position &+ i &+ 16) ^ other.load16(unchecked: start &+ i &+ 16))
        | (load16(unchecked: position &+ i &+ 32) ^ other.load16(unchecked: start &+ i &+ 32))
        | (load16(unchecked: position &+ i &+ 48) ^ other.load16(unchecked: start &+ i &+ 48))
      i &+= 64
    }
    let rest = count &- 16
    while i < rest {
      difference |= load16(unchecked: position &+ i) ^ other.load16(unchecked: start &+ i)
      i &+= 16
    }
    let (low, high) = difference.words
    return low | high == 0
  }

  /// Fewer than sixteen: by two loads that overlap.
  @inline(__always)
  private func hasFewBytes(of other: RawSpan, _ start: Int, _ count: Int, at position: Int) -> Bool {
    if count >= 8 {
      let rest = count &- 8
      return (load8(unchecked: position) ^ other.load8(unchecked: start))
        | (load8(unchecked: position &+ rest) ^ other.load8(unchecked: start &+ rest)) == 0
    }
    if count >= 4 {
      let rest = count &- 4
      return (load4(unchecked: position) ^ other.load4(unchecked: start))
        | (load4(unchecked: position &+ rest) ^ other.load4(unchecked: start &+ rest)) == 0
    }
    for i in 0..<count where byte(unchecked: position &+ i) != other.byte(unchecked: start &+ i) {
      return false
    }
    return true
  }
}
