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
  /// Nothing else ends a line (clause LIN-2). Sixteen bytes a step; `start` must not exceed `byteCount`.
  @inline(__always)
  func lineEnd(from start: Int) -> Int {
    let lineFeeds = SIMD16<UInt8>(repeating: ASCII.lineFeed)
    let carriageReturns = SIMD16<UInt8>(repeating: ASCII.carriageReturn)
    let zeros = SIMD16<UInt8>(repeating: 0)
    let end = byteCount
    var position = start
    while position &+ 64 <= end {
      let a = load16(unchecked: position)
      let b = load16(unchecked: position &+ 16)
      let c = load16(unchecked: position &+ 32)
      let d = load16(unchecked: position &+ 48)
      let hitsA = (a .== lineFeeds) .| (a .== carriageReturns)
      let hitsB = (b .== lineFeeds) .| (b .== carriageReturns)
      let hitsC = (c .== lineFeeds) .| (c .== carriageReturns)
      let hitsD = (d .== lineFeeds) .| (d .== carriageReturns)
      let any = zeros.replacing(with: 255, where: (hitsA .| hitsB) .| (hitsC .| hitsD))
      if any.isZero { position &+= 64; continue }
      if let lane = zeros.replacing(with: 255, where: hitsA).firstSetLane { return position &+ lane }
      if let lane = zeros.replacing(with: 255, where: hitsB).firstSetLane { return position &+ 16 &+ lane }
      if let lane = zeros.replacing(with: 255, where: hitsC).firstSetLane { return position &+ 32 &+ lane }
      if let lane = zeros.replacing(with: 255, where: hitsD).firstSetLane { return position &+ 48 &+ lane }
    }
    while position &+ 16 <= end {
      let bytes = load16(unchecked: position)
      let hits = (bytes .== lineFeeds) .| (bytes .== carriageReturns)
      if let lane = zeros.replacing(with: 255, where: hits).firstSetLane { return position &+ lane }
      position &+= 16
    }
    while position < end {
      let byte = byte(unchecked: position)
      if byte == ASCII.lineFeed || byte == ASCII.carriageReturn { return position }
      position &+= 1
    }
    return end
  }
}

extension SIMD16<UInt8> {
  /// Whether every lane is zero.
  @inline(__always)
  var isZero: Bool {
    let halves = unsafe unsafeBitCast(self, to: SIMD2<UInt64>.self)
    return halves[0] | halves[1] == 0
  }

  /// The index of the first lane whose bits are all set; the other lanes are zero.
  @inline(__always)
  var firstSetLane: Int? {
    let halves = unsafe unsafeBitCast(self, to: SIMD2<UInt64>.self)
    if halves[0] != 0 { return halves[0].trailingZeroBitCount &>> 3 }
    if halves[1] != 0 { return 8 &+ halves[1].trailingZeroBitCount &>> 3 }
    return nil
  }
}
