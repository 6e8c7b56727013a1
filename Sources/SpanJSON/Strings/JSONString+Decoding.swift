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
    let string = JSONString(raw: raw, flags: flags)
    bytes.append(atMost: longestText) { sink in string.decode(to: &sink, repair) }
  }

  /// How long the text can be at most, and how much is written to a sink, what later bytes cover included.
  ///
  /// No escape is shorter than what it stands for, and an ill-formed byte becomes three at most. What has been written
  /// is thus never ahead of what has been read, threefold if replacing; nor is a vector that is written where one was
  /// read.
  var longestText: Int { flags.contains(.illFormedUTF8) ? raw.byteCount &* 3 : raw.byteCount }

  /// Writes the text. Precondition: the sink has room for ``longestText``.
  @inline(__always)
  func decode(to sink: inout ByteSink, _ repair: Repair) {
    let replacesSequences = flags.contains(.illFormedUTF8) && repair == .replace
    raw.decode(to: &sink, replacesSequences: replacesSequences, repair: repair)
  }
}

extension RawSpan {
  /// Writes the text of these contents of a string, which the scan has found to follow the grammar.
  fileprivate func decode(to sink: inout ByteSink, replacesSequences: Bool, repair: JSONString.Repair) {
    var position = 0
    while true {
      position = copy(from: position, to: &sink, upToBytesBeyondASCII: replacesSequences)
      if position >= byteCount { return }
      if byte(unchecked: position) == ASCII.backslash {
        repeat {
          position = decodeEscape(at: position, to: &sink, repair: repair)
        } while position < byteCount && byte(unchecked: position) == ASCII.backslash
      } else {
        let sequence = utf8Sequence(at: position)
        if sequence.isWellFormed {
          for i in 0..<sequence.length { sink.append(byte(unchecked: position &+ i)) }
        } else {
          sink.appendReplacement()
        }
        position &+= sequence.length
      }
    }
  }

  /// Copies up to the first backslash, or the first byte that is not ASCII if asked; gives its offset, or
  /// `byteCount`. Copying is finding: each vector is written before it is known how much of it counts.
  @inline(__always)
  private func copy(from start: Int, to sink: inout ByteSink, upToBytesBeyondASCII: Bool) -> Int {
    var position = start
    let ignored = SIMD16<UInt8>(all: upToBytesBeyondASCII ? 0xFF : 0)
    while position &+ 16 <= byteCount {
      let vector = load16(unchecked: position)
      let marks = (vector .== SIMD16(all: ASCII.backslash)).bytes | vector & ignored
      let (low, high) = (marks & SIMD16(all: 0x80)).words
      let found =
        low != 0
        ? low.trailingZeroBitCount &>> 3 : high != 0 ? 8 &+ high.trailingZeroBitCount &>> 3 : 16
      sink.append(vector, used: found)
      position &+= found
      if found < 16 { return position }
    }
    while position < byteCount {
      let byte = byte(unchecked: position)
      if byte == ASCII.backslash || (byte >= 0x80 && upToBytesBeyondASCII) { return position }
      sink.append(byte)
      position &+= 1
    }
    return position
  }

  /// Decodes the escape at `position`, which the scan has found whole; gives the offset behind it.
  @inline(__always)
  private func decodeEscape(
    at position: Int, to sink: inout ByteSink, repair: JSONString.Repair
  ) -> Int {
    guard position &+ 1 < byteCount else { return byteCount }
    let letter = byte(unchecked: position &+ 1)
    let simple: UInt8
    switch letter {
    case ASCII.u:
      guard let unit = codeUnit(at: position &+ 2) else { return byteCount }
      let behind = position &+ 6
      guard unit & 0xF800 == 0xD800 else {
        sink.appendScalar(UInt32(unit))
        return behind
      }
      if unit & 0xFC00 == 0xD800, let low = escapedCodeUnit(at: behind), low & 0xFC00 == 0xDC00 {
        sink.appendScalar(0x10000 &+ (UInt32(unit & 0x3FF) &<< 10 | UInt32(low & 0x3FF)))
        return behind &+ 6
      }
      switch repair {
      case .replace: sink.appendReplacement()
      case .preserve: sink.appendScalar(UInt32(unit))
      }
      return behind
    case ASCII.b: simple = 0x08
    case ASCII.f: simple = 0x0C
    case ASCII.n: simple = ASCII.lineFeed
    case ASCII.r: simple = ASCII.carriageReturn
    case ASCII.t: simple = ASCII.tab
    default: simple = letter
    }
    sink.append(simple)
    return position &+ 2
  }
}

extension ByteSink {
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
}
