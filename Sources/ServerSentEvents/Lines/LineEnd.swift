/// ASCII characters that the grammar of an event stream names.
enum ASCII {
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
  static let space: UInt8 = 0x20
  static let colon: UInt8 = 0x3A
  static let zero: UInt8 = 0x30
}

extension RawSpan {
  /// The offset of the first LF or CR at or after `start`, or `byteCount` if there is none.
  ///
  /// Nothing else ends a line (clause LIN-2). `start` must not exceed `byteCount`.
  ///
  /// LF and CR are among the bytes below 16, which hardly occur in text: of 64 bytes a step the smallest of each
  /// four lanes is tried for those, and only a step that has one is looked at closely.
  func lineEnd(from start: Int) -> Int { lineEndInline(from: start) }

  /// Whether there is an LF or CR.
  package var holdsLineEnd: Bool { lineEnd(from: 0) < byteCount }

  /// As `lineEnd(from:)`, without a call.
  @inline(__always)
  func lineEndInline(from start: Int) -> Int {
    let highBits = SIMD16<UInt8>(repeating: 0xF0)
    let zeros = SIMD16<UInt8>(repeating: 0)
    let end = byteCount
    var position = start
    while position &+ 64 <= end {
      let low = load16(unchecked: position).minimum(load16(unchecked: position &+ 16))
      let high = load16(unchecked: position &+ 32).minimum(load16(unchecked: position &+ 48))
      if !zeros.replacing(with: 255, where: (low.minimum(high) & highBits) .== zeros).isZero {
        // Which of the four holds it cannot be foreseen: selected without a branch.
        let first = lineEnds(at: position)
        let second = lineEnds(at: position &+ 16)
        let third = lineEnds(at: position &+ 32)
        let fourth = lineEnds(at: position &+ 48)
        let lower = first != 0 ? first : second
        let lowerBase = first != 0 ? position : position &+ 16
        let upper = third != 0 ? third : fourth
        let upperBase = third != 0 ? position &+ 32 : position &+ 48
        let hits = lower != 0 ? lower : upper
        let base = lower != 0 ? lowerBase : upperBase
        if hits != 0 { return base &+ hits.trailingZeroBitCount &>> 2 }
      }
      position &+= 64
    }
    while position &+ 16 <= end {
      let hits = lineEnds(at: position)
      if hits != 0 { return position &+ hits.trailingZeroBitCount &>> 2 }
      position &+= 16
    }
    if end &- start >= 16 {
      // The last 16 bytes: those before `position` have been found to be others.
      let hits = lineEnds(at: end &- 16)
      return hits != 0 ? end &- 16 &+ hits.trailingZeroBitCount &>> 2 : end
    }
    while position < end {
      let byte = byte(unchecked: position)
      if byte == ASCII.lineFeed || byte == ASCII.carriageReturn { return position }
      position &+= 1
    }
    return end
  }

  /// Four bits for each of the 16 bytes from `position` on, which must all be there: set where it is LF or CR.
  @inline(__always)
  private func lineEnds(at position: Int) -> UInt64 {
    let lineFeeds = SIMD16<UInt8>(repeating: ASCII.lineFeed)
    let carriageReturns = SIMD16<UInt8>(repeating: ASCII.carriageReturn)
    let bytes = load16(unchecked: position)
    let zeros = SIMD16<UInt8>(repeating: 0)
    return zeros.replacing(with: 255, where: (bytes .== lineFeeds) .| (bytes .== carriageReturns)).nibbles
  }
}

extension SIMD16<UInt8> {
  /// The smaller of each two lanes. (`pointwiseMin` is not inlined; this is one instruction.)
  @inline(__always)
  fileprivate func minimum(_ other: SIMD16<UInt8>) -> SIMD16<UInt8> {
    replacing(with: other, where: other .< self)
  }

  /// Whether every lane is zero.
  @inline(__always)
  var isZero: Bool {
    let halves = unsafe unsafeBitCast(self, to: SIMD2<UInt64>.self)
    return halves[0] | halves[1] == 0
  }

  /// Four bits of each lane, the first lane's lowest; every lane is all ones or zero.
  @inline(__always)
  var nibbles: UInt64 {
    let pairs = unsafe unsafeBitCast(self, to: SIMD8<UInt16>.self) &>> SIMD8<UInt16>(repeating: 4)
    return unsafe unsafeBitCast(SIMD8<UInt8>(truncatingIfNeeded: pairs), to: UInt64.self)
  }
}
