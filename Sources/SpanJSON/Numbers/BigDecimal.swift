/// The decimal number of a text with all digits that can matter, as a big integer and a power of ten.
///
/// No tie between two doubles has more than 767 significant digits; behind 800 it only matters whether
/// there is anything but zeros, so the work is bounded whatever the length of the text.
struct BigDecimal {
  private static let maximumDigits = 800

  private var digits = BigInteger()
  private var digitCount: Int64 = 0
  private var exponent: Int64 = 0
  private var hasMore = false

  /// - Parameter exponent: the exponent behind the letter e.
  init(text: RawSpan, exponent: Int64) {
    self.exponent = exponent
    var isFraction = false
    for i in 0..<text.byteCount {
      let byte = text.byte(unchecked: i)
      if byte == ASCII.point {
        isFraction = true
      } else if byte | 0x20 == ASCII.e {
        break
      } else if byte.isDigit {
        if isFraction { self.exponent &-= 1 }
        if digitCount == 0 && byte == ASCII.zero { continue }
        if digitCount < Self.maximumDigits {
          digitCount &+= 1
          digits.multiply(by: 10, adding: UInt32(byte &- ASCII.zero))
        } else {
          if byte != ASCII.zero { hasMore = true }
          self.exponent &+= 1
        }
      }
    }
  }

  /// The nearest double, ties to even; infinity beyond the range.
  var magnitude: Double {
    if digits.isZero { return 0 }
    // The value is at least 10^(digitCount + exponent - 1), and below ten times that.
    let scale = digitCount &+ exponent
    if scale > 310 { return .infinity }
    if scale < -330 { return 0 }
    return exponent >= 0 ? product : quotient
  }

  private var product: Double {
    var number = digits
    number.multiply(byPowerOfTen: Int(exponent))
    let (bits, hasRest) = number.topBits
    return DecimalNumber.assemble(bits, number.bitCount &- 64, hasMore: hasRest || hasMore)
  }

  private var quotient: Double {
    var number = digits
    var divisor = BigInteger(1)
    divisor.multiply(byPowerOfTen: Int(0 &- exponent))
    // Brings the quotient into 1 ..< 2.
    var shift = divisor.bitCount &- number.bitCount
    if shift >= 0 { number.shiftLeft(by: shift) } else { divisor.shiftLeft(by: 0 &- shift) }
    if number.isLess(than: divisor) {
      number.shiftLeft(by: 1)
      shift &+= 1
    }
    // Long division, one binary place at a time.
    var bits: UInt64 = 0
    for _ in 0..<64 {
      bits = bits &<< 1
      if !number.isLess(than: divisor) {
        number.subtract(divisor)
        bits |= 1
      }
      number.shiftLeft(by: 1)
    }
    return DecimalNumber.assemble(bits, -63 &- shift, hasMore: !number.isZero || hasMore)
  }
}
