/// A decimal number: `significand * 10^exponent`, from the first nineteen significant digits of its text.
struct DecimalNumber {
  var isNegative = false
  var significand: UInt64 = 0
  var exponent: Int64 = 0
  /// Whether digits other than zero were left out: the magnitude is then above the significand, and below
  /// the significand plus one.
  var isTruncated = false
  /// The exponent behind the letter e.
  var writtenExponent: Int64 = 0

  /// The exact value if it is whole and its magnitude fits 64 bits.
  var whole: (magnitude: UInt64, isNegative: Bool)? {
    var magnitude = significand
    var exponent = exponent
    if isTruncated { return nil }
    if magnitude == 0 { return (0, isNegative) }
    while exponent < 0 {
      let (quotient, remainder) = magnitude.quotientAndRemainder(dividingBy: 10)
      guard remainder == 0 else { return nil }
      magnitude = quotient
      exponent &+= 1
    }
    guard exponent < 20 else { return nil }
    while exponent > 0 {
      let (product, overflow) = magnitude.multipliedReportingOverflow(by: 10)
      guard !overflow else { return nil }
      magnitude = product
      exponent &-= 1
    }
    return (magnitude, isNegative)
  }
}

extension RawSpan {
  /// The decimal number of this text, which follows the grammar (JSN-6).
  var decimal: DecimalNumber {
    var number = DecimalNumber()
    var position = 0
    if position < byteCount && byte(unchecked: position) == ASCII.minus {
      number.isNegative = true
      position = 1
    }
    var digits = 0
    var isFraction = false
    while position < byteCount {
      let byte = byte(unchecked: position)
      if byte.isDigit {
        if digits == 0 && byte == ASCII.zero {
          if isFraction { number.exponent &-= 1 }
        } else if digits < 19 {
          digits &+= 1
          number.significand = number.significand &* 10 &+ UInt64(byte &- ASCII.zero)
          if isFraction { number.exponent &-= 1 }
        } else {
          if byte != ASCII.zero { number.isTruncated = true }
          if !isFraction { number.exponent &+= 1 }
        }
      } else if byte == ASCII.point {
        isFraction = true
      } else {
        break
      }
      position &+= 1
    }
    if position < byteCount {
      number.writtenExponent = exponentBehindE(at: position &+ 1)
      number.exponent &+= number.writtenExponent
    }
    return number
  }

  /// The exponent that begins at `start`. It saturates far beyond what the digits of any text can make up
  /// for, and far within `Int64`.
  private func exponentBehindE(at start: Int) -> Int64 {
    var position = start
    var isNegative = false
    if position < byteCount, !byte(unchecked: position).isDigit {
      isNegative = byte(unchecked: position) == ASCII.minus
      position &+= 1
    }
    var exponent: Int64 = 0
    while position < byteCount {
      exponent = min(exponent &* 10 &+ Int64(byte(unchecked: position) &- ASCII.zero), 1_000_000_000_000_000)
      position &+= 1
    }
    return isNegative ? 0 &- exponent : exponent
  }
}
