// Decimal to double, correctly rounded (JSN-23). Three ways, each exact for what it takes:
//
// 1. Significand and power of ten are doubles: one multiplication or division, which IEEE 754 rounds once.
// 2. Powers of ten from -27 to 27, of which the odd part 5^n fits 64 bits: one 128-bit product or
//    quotient, whose remainder tells on which side of a tie the value lies.
// 3. Everything else: big integers.

extension DecimalNumber {
  /// The nearest double, ties to even.
  ///
  /// - Parameter text: the number's text, for the digits that the significand leaves out.
  func double(text: RawSpan) -> Double {
    if significand == 0 { return isNegative ? -0.0 : 0.0 }
    let magnitude: Double
    if !isTruncated, let quick = Self.quick(significand, exponent) {
      magnitude = quick
    } else if isTruncated, let below = Self.quick(significand, exponent),
      let above = Self.quick(significand &+ 1, exponent), below == above
    {
      magnitude = below
    } else {
      magnitude = BigDecimal(text: text, exponent: writtenExponent).magnitude
    }
    return isNegative ? -magnitude : magnitude
  }

  /// `significand * 10^exponent` by the first or the second way; nil if neither applies.
  @inline(__always)
  private static func quick(_ significand: UInt64, _ exponent: Int64) -> Double? {
    guard exponent >= -27 && exponent <= 27 else { return nil }
    let power = Int(truncatingIfNeeded: exponent.magnitude)
    if significand <= 1 &<< 53 && power <= 22 {
      let value = Double(significand)
      return exponent < 0 ? value / tens[power] : value * tens[power]
    }
    let shift = significand.leadingZeroBitCount
    let normalized = significand &<< UInt64(truncatingIfNeeded: shift)
    let five = fives[power]
    if exponent >= 0 {
      let (high, low) = normalized.multipliedFullWidth(by: five)
      let lead = high.leadingZeroBitCount
      // The product is high * 2^64 + low; its top 64 bits, and what is below them.
      let top = lead == 0 ? high : high &<< UInt64(lead) | low &>> UInt64(64 &- lead)
      let rest = lead == 0 ? low : low &<< UInt64(lead)
      if high == 0 { return assemble(low, power &- shift, hasMore: false) }
      return assemble(top, 64 &- lead &- shift &+ power, hasMore: rest != 0)
    }
    let divisorShift = five.leadingZeroBitCount
    let divisor = five &<< UInt64(truncatingIfNeeded: divisorShift)
    // Both have their top bit set, so the dividend's high word, half of `normalized`, is below the divisor.
    let (quotient, remainder) = divisor.dividingFullWidth((normalized &>> 1, normalized &<< 63))
    return assemble(quotient, divisorShift &- shift &- 63 &- power, hasMore: remainder != 0)
  }

  /// The double nearest to `(bits + f) * 2^exponent`, where f is 0 if `hasMore` is false, and between 0 and
  /// 1, both excluded, if it is true. `bits` is not zero, and has at least 62 significant bits if `hasMore`.
  static func assemble(_ bits: UInt64, _ exponent: Int, hasMore: Bool) -> Double {
    let lead = bits.leadingZeroBitCount
    let normalized = bits &<< UInt64(truncatingIfNeeded: lead)
    let top = exponent &- lead &+ 63
    if top > 1023 { return .infinity }
    // Of the 64 bits a normal double keeps 53; below the normal range one less for each binary place.
    let shift = top < -1022 ? 11 &+ (-1022 &- top) : 11
    if shift > 64 { return 0 }
    let kept = shift == 64 ? 0 : normalized &>> UInt64(shift)
    let rest = shift == 64 ? normalized : normalized & (1 &<< UInt64(shift) &- 1)
    let half: UInt64 = 1 &<< UInt64(shift &- 1)
    let roundsUp = rest > half || (rest == half && (hasMore || kept & 1 == 1))
    let significand = roundsUp ? kept &+ 1 : kept
    // The leading bit of a normal significand adds the missing one to the exponent, as does a carry; a
    // subnormal one that carries becomes the least normal number.
    let biased = top < -1022 ? 0 : UInt64(truncatingIfNeeded: top &+ 1022) &<< 52
    return Double(bitPattern: biased &+ significand)
  }
}

/// The powers of ten that are doubles.
private let tens: [Double] = [
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
  1e19, 1e20, 1e21, 1e22,
]

/// The powers of five that fit 64 bits.
private let fives: [UInt64] = [
  1, 5, 25, 125, 625, 3125, 15625, 78125, 390625, 1_953_125, 9_765_625, 48_828_125, 244_140_625,
  1_220_703_125, 6_103_515_625, 30_517_578_125, 152_587_890_625, 762_939_453_125, 3_814_697_265_625,
  19_073_486_328_125, 95_367_431_640_625, 476_837_158_203_125, 2_384_185_791_015_625,
  11_920_928_955_078_125, 59_604_644_775_390_625, 298_023_223_876_953_125, 1_490_116_119_384_765_625,
  7_450_580_596_923_828_125,
]
