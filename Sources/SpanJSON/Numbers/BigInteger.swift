/// A natural number of any size, for the numbers that the quick ways cannot round. Plain, not fast.
struct BigInteger {
  /// Limbs of 32 bits, the lowest first, the last one not zero.
  private var limbs: [UInt32] = []

  init() {}

  init(_ value: UInt32) {
    if value != 0 { limbs = [value] }
  }

  var isZero: Bool { limbs.isEmpty }

  /// The number of significant bits.
  var bitCount: Int {
    limbs.isEmpty ? 0 : limbs.count &* 32 &- limbs[limbs.count &- 1].leadingZeroBitCount
  }

  mutating func multiply(by factor: UInt32, adding addend: UInt32 = 0) {
    var carry = UInt64(addend)
    for i in limbs.indices {
      let product = UInt64(limbs[i]) &* UInt64(factor) &+ carry
      limbs[i] = UInt32(truncatingIfNeeded: product)
      carry = product &>> 32
    }
    if carry != 0 { limbs.append(UInt32(truncatingIfNeeded: carry)) }
  }

  mutating func multiply(byPowerOfTen power: Int) {
    var rest = power
    while rest >= 9 {
      multiply(by: 1_000_000_000)
      rest &-= 9
    }
    for _ in 0..<rest { multiply(by: 10) }
  }

  mutating func shiftLeft(by count: Int) {
    guard !limbs.isEmpty else { return }
    let bits = UInt64(truncatingIfNeeded: count & 31)
    var carry: UInt64 = 0
    for i in limbs.indices {
      let wide = UInt64(limbs[i]) &<< bits | carry
      limbs[i] = UInt32(truncatingIfNeeded: wide)
      carry = wide &>> 32
    }
    if carry != 0 { limbs.append(UInt32(truncatingIfNeeded: carry)) }
    let whole = count &>> 5
    if whole > 0 { limbs.insert(contentsOf: [UInt32](repeating: 0, count: whole), at: 0) }
  }

  func isLess(than other: BigInteger) -> Bool {
    if limbs.count != other.limbs.count { return limbs.count < other.limbs.count }
    var i = limbs.count
    while i > 0 {
      i &-= 1
      if limbs[i] != other.limbs[i] { return limbs[i] < other.limbs[i] }
    }
    return false
  }

  /// Subtracts `other`, which is not greater.
  mutating func subtract(_ other: BigInteger) {
    var borrow: UInt64 = 0
    for i in limbs.indices {
      let subtrahend = (i < other.limbs.count ? UInt64(other.limbs[i]) : 0) &+ borrow
      let minuend = UInt64(limbs[i])
      limbs[i] = UInt32(truncatingIfNeeded: minuend &- subtrahend)
      borrow = minuend < subtrahend ? 1 : 0
    }
    while let last = limbs.last, last == 0 { limbs.removeLast() }
  }

  /// The 64 highest bits, the topmost set (a shorter number is shifted up), and whether bits below them are
  /// set. Precondition: not zero.
  var topBits: (bits: UInt64, hasRest: Bool) {
    var copy = self
    let short = 64 &- bitCount
    if short > 0 { copy.shiftLeft(by: short) }
    let count = copy.limbs.count
    let lead = UInt64(truncatingIfNeeded: copy.limbs[count &- 1].leadingZeroBitCount)
    var bits = UInt64(copy.limbs[count &- 1]) &<< 32 | UInt64(copy.limbs[count &- 2])
    var hasRest = false
    var lowest = count &- 2
    if lead > 0 {
      lowest = count &- 3
      bits = bits &<< lead | UInt64(copy.limbs[lowest]) &>> (32 &- lead)
      hasRest = UInt64(copy.limbs[lowest]) & (1 &<< (32 &- lead) &- 1) != 0
    }
    for i in 0..<lowest where copy.limbs[i] != 0 { hasRest = true }
    return (bits, hasRest)
  }
}
