extension UInt64 {
  /// The number that eight bytes spell, all of them digits, the first one in the lowest bits.
  @inline(__always)
  var valueOfDigits: UInt64 {
    // Pairs of digits, then of pairs, then of fours: each step adds ten, a hundred, ten thousand times the first.
    let digits = self & 0x0F0F_0F0F_0F0F_0F0F
    let pairs = (digits &* (10 &<< 8 &+ 1)) &>> 8 & 0x00FF_00FF_00FF_00FF
    let fours = (pairs &* (100 &<< 16 &+ 1)) &>> 16 & 0x0000_FFFF_0000_FFFF
    return (fours &* (10_000 &<< 32 &+ 1)) &>> 32
  }
}
