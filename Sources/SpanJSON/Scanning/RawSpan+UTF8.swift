extension RawSpan {
  /// The UTF-8 sequence that begins at `position` with a byte that is not ASCII: its length, or, if it is
  /// ill-formed, the length of its maximal subpart, which is replaced as one (JSN-26).
  /// Precondition: `0 <= position < byteCount`, and the byte there is at least 0x80.
  @inline(__always)
  func utf8Sequence(at position: Int) -> (length: Int, isWellFormed: Bool) {
    let first = byte(unchecked: position)
    // The second byte's range depends on the first; the others are 80 to BF.
    var lowest: UInt8 = 0x80
    var highest: UInt8 = 0xBF
    let length: Int
    switch first {
    case 0xC2...0xDF:
      length = 2
    case 0xE0...0xEF:
      length = 3
      if first == 0xE0 { lowest = 0xA0 } else if first == 0xED { highest = 0x9F }
    case 0xF0...0xF4:
      length = 4
      if first == 0xF0 { lowest = 0x90 } else if first == 0xF4 { highest = 0x8F }
    default:
      return (1, false)
    }
    var index = 1
    while index < length {
      guard position &+ index < byteCount else { return (index, false) }
      let next = byte(unchecked: position &+ index)
      guard next >= lowest && next <= highest else { return (index, false) }
      lowest = 0x80
      highest = 0xBF
      index &+= 1
    }
    return (length, true)
  }
}
