// What a template asks of a text: whether it holds the literal bytes, and where holes end.

extension RawSpan {
  /// Moves `position` behind the contents of a string that begin there; false if there are none, or such with
  /// defects.
  @inline(__always)
  func scanHoleString(_ position: inout Int, _ flags: inout JSONStringFlags) -> Bool {
    // Nearly all are short and plain.
    let count = shortStringLength(from: position)
    if count >= 0 {
      position &+= count
      return true
    }
    return scanLongHoleString(&position, &flags)
  }

  @inline(never)
  private func scanLongHoleString(_ position: inout Int, _ flags: inout JSONStringFlags) -> Bool {
    do throws(JSONError) {
      let string = try scanStringSlowly(from: position, special: position)
      position = string.end
      flags = string.flags
      return !string.flags.hasDefects
    } catch {
      return false
    }
  }

  /// Moves `position` behind a number that begins there; false if there is none.
  @inline(__always)
  func scanHoleNumber(_ position: inout Int, _ flags: inout JSONStringFlags) -> Bool {
    guard position < byteCount else { return false }
    let first = byte(unchecked: position)
    guard first == ASCII.minus || first.isDigit, let number = try? scanNumber(from: position) else {
      return false
    }
    position = number.end
    flags = number.isInteger ? .isInteger : []
    return true
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
    while i &+ 48 <= count {
      difference |=
        (load16(unchecked: position &+ i) ^ other.load16(unchecked: start &+ i))
        | (load16(unchecked: position &+ i &+ 16) ^ other.load16(unchecked: start &+ i &+ 16))
        | (load16(unchecked: position &+ i &+ 32) ^ other.load16(unchecked: start &+ i &+ 32))
      i &+= 48
    }
    while i &+ 16 < count {
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
