extension JSONString {
  /// What becomes of parts that no well-formed UTF-8 can hold.
  public enum Repair: Sendable, Hashable {
    /// U+FFFD: one for each maximal subpart of ill-formed UTF-8, one for each lone surrogate.
    case replace
    /// Ill-formed bytes stay as they are, and a lone surrogate becomes its three bytes of generalised UTF-8
    /// (`ED A0 80` to `ED BF BF`): nothing is lost, and halves can still be joined; but it is no UTF-8.
    case preserve
  }

  /// Appends the text to `bytes`: escapes decoded, surrogate pairs joined. Linear.
  ///
  /// - Parameter repair: what becomes of parts that no well-formed UTF-8 can hold.
  public func appendDecoded(to bytes: inout [UInt8], repair: Repair = .replace) {
    guard flags.contains(.hasEscapes) || (flags.contains(.illFormedUTF8) && repair == .replace) else {
      bytes.append(bytesOf: raw)
      return
    }
    let replacesSequences = flags.contains(.illFormedUTF8) && repair == .replace
    let count = raw.byteCount
    bytes.reserveCapacityGrowing(by: count)
    var run = 0
    var position = 0
    while true {
      position =
        replacesSequences ? raw.firstSpecial(from: position) : raw.firstBackslash(from: position)
      if position >= count { break }
      let byte = raw.byte(unchecked: position)
      if byte == ASCII.backslash {
        bytes.append(bytesOf: raw.slice(unchecked: run, position))
        position = raw.decodeEscape(at: position, to: &bytes, repair: repair)
        run = position
      } else if byte >= 0x80 {
        let sequence = raw.utf8Sequence(at: position)
        if !sequence.isWellFormed {
          bytes.append(bytesOf: raw.slice(unchecked: run, position))
          bytes.appendReplacement()
          run = position &+ sequence.length
        }
        position &+= sequence.length
      } else {
        position &+= 1
      }
    }
    bytes.append(bytesOf: raw.slice(unchecked: run, count))
  }
}

extension RawSpan {
  /// The offset of the first backslash from `start` on; `byteCount` if there is none.
  @inline(__always)
  fileprivate func firstBackslash(from start: Int) -> Int {
    var position = start
    while position &+ 16 <= byteCount {
      let (low, high) = (load16(unchecked: position) .== SIMD16(all: ASCII.backslash)).bytes.words
      if low != 0 { return position &+ low.trailingZeroBitCount &>> 3 }
      if high != 0 { return position &+ 8 &+ high.trailingZeroBitCount &>> 3 }
      position &+= 16
    }
    while position < byteCount && byte(unchecked: position) != ASCII.backslash { position &+= 1 }
    return position
  }

  /// Decodes the escape at `position`, which the scan has found whole; gives the offset behind it.
  @inline(__always)
  fileprivate func decodeEscape(
    at position: Int, to bytes: inout [UInt8], repair: JSONString.Repair
  ) -> Int {
    guard position &+ 1 < byteCount else { return byteCount }
    let letter = byte(unchecked: position &+ 1)
    let simple: UInt8
    switch letter {
    case ASCII.u:
      guard let unit = codeUnit(at: position &+ 2) else { return byteCount }
      let behind = position &+ 6
      guard unit & 0xF800 == 0xD800 else {
        bytes.appendScalar(UInt32(unit))
        return behind
      }
      if unit & 0xFC00 == 0xD800, let low = escapedCodeUnit(at: behind), low & 0xFC00 == 0xDC00 {
        bytes.appendScalar(0x10000 &+ (UInt32(unit & 0x3FF) &<< 10 | UInt32(low & 0x3FF)))
        return behind &+ 6
      }
      switch repair {
      case .replace: bytes.appendReplacement()
      case .preserve: bytes.appendScalar(UInt32(unit))
      }
      return behind
    case ASCII.b: simple = 0x08
    case ASCII.f: simple = 0x0C
    case ASCII.n: simple = ASCII.lineFeed
    case ASCII.r: simple = ASCII.carriageReturn
    case ASCII.t: simple = ASCII.tab
    default: simple = letter
    }
    bytes.append(simple)
    return position &+ 2
  }
}

extension [UInt8] {
  /// Appends U+FFFD.
  mutating func appendReplacement() {
    append(0xEF)
    append(0xBF)
    append(0xBD)
  }

  /// Appends a scalar value, or a surrogate, in (generalised) UTF-8.
  @inline(__always)
  mutating func appendScalar(_ value: UInt32) {
    if value < 0x80 {
      append(UInt8(truncatingIfNeeded: value))
      return
    }
    if value < 0x800 {
      append(0xC0 | UInt8(truncatingIfNeeded: value &>> 6))
    } else {
      if value < 0x10000 {
        append(0xE0 | UInt8(truncatingIfNeeded: value &>> 12))
      } else {
        append(0xF0 | UInt8(truncatingIfNeeded: value &>> 18))
        append(0x80 | UInt8(truncatingIfNeeded: value &>> 12 & 0x3F))
      }
      append(0x80 | UInt8(truncatingIfNeeded: value &>> 6 & 0x3F))
    }
    append(0x80 | UInt8(truncatingIfNeeded: value & 0x3F))
  }

  /// Makes room for `extra` bytes, growing geometrically.
  mutating func reserveCapacityGrowing(by extra: Int) {
    let needed = count &+ extra
    if needed > capacity { reserveCapacity(Swift.max(needed, capacity &* 2)) }
  }
}
