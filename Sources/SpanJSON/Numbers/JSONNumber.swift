/// A number of a JSON text, borrowed: its text, which the reader has found to follow the grammar (JSN-6).
public struct JSONNumber: ~Escapable {
  /// The number as written.
  public let raw: RawSpan
  /// Whether there is neither a fraction nor an exponent.
  public let isInteger: Bool

  @inline(__always)
  @_lifetime(copy raw)
  init(raw: RawSpan, isInteger: Bool) {
    self.raw = raw
    self.isInteger = isInteger
  }

  /// The value, if it is whole and fits; `1.0` and `1e3` are whole too (JSN-22, JSN-24). Exact.
  public var int64: Int64? {
    guard let (magnitude, isNegative) = raw.wholeNumber(isInteger: isInteger) else { return nil }
    if isNegative {
      return magnitude <= 1 &<< 63 ? Int64(truncatingIfNeeded: 0 &- magnitude) : nil
    }
    return Int64(exactly: magnitude)
  }

  /// The value, if it is whole and fits; `1.0` and `1e3` are whole too (JSN-22, JSN-24). Exact.
  public var uint64: UInt64? {
    guard let (magnitude, isNegative) = raw.wholeNumber(isInteger: isInteger) else { return nil }
    return isNegative && magnitude != 0 ? nil : magnitude
  }

  /// The double nearest to the value, ties to even (JSN-23). A value too small becomes zero with its sign,
  /// one too large infinity with its sign: see ``finiteDouble``.
  public var double: Double { raw.decimal.double(text: raw) }

  /// The double nearest to the value; nil if that is beyond the range of doubles (JSN-23).
  public var finiteDouble: Double? {
    let value = double
    return value.isFinite ? value : nil
  }
}

extension RawSpan {
  /// The exact value of this number's text if it is whole and its magnitude fits 64 bits.
  @inline(__always)
  func wholeNumber(isInteger: Bool) -> (magnitude: UInt64, isNegative: Bool)? {
    let isNegative = byteCount > 0 && byte(unchecked: 0) == ASCII.minus
    let start = isNegative ? 1 : 0
    // Eighteen digits cannot overflow.
    guard isInteger, byteCount &- start <= 18 else { return wholeNumberSlowly() }
    var magnitude: UInt64 = 0
    var position = start
    while position &+ 8 <= byteCount {
      magnitude = magnitude &* 100_000_000 &+ load8(unchecked: position).valueOfDigits
      position &+= 8
    }
    while position < byteCount {
      magnitude = magnitude &* 10 &+ UInt64(byte(unchecked: position) &- ASCII.zero)
      position &+= 1
    }
    return (magnitude, isNegative)
  }

  @inline(never)
  private func wholeNumberSlowly() -> (magnitude: UInt64, isNegative: Bool)? {
    let decimal = decimal
    guard !decimal.isTruncated else { return wholeNumberOfManyDigits() }
    return decimal.whole
  }

  /// Numbers of more than nineteen significant digits: 64 bits hold twenty at most, but zeros may follow a
  /// point.
  private func wholeNumberOfManyDigits() -> (magnitude: UInt64, isNegative: Bool)? {
    var significant = 0
    var zeros = 0
    var magnitude: UInt64 = 0
    var exponent: Int64 = decimal.writtenExponent
    var isFraction = false
    for i in 0..<byteCount {
      let byte = byte(unchecked: i)
      if byte == ASCII.point {
        isFraction = true
      } else if byte | 0x20 == ASCII.e {
        break
      } else if byte.isDigit {
        if isFraction { exponent &-= 1 }
        if byte == ASCII.zero {
          if significant > 0 { zeros &+= 1 }
          continue
        }
        // The zeros held back turn out to be inside.
        significant &+= zeros &+ 1
        guard significant <= 20 else { return nil }
        for _ in 0..<zeros { magnitude = magnitude &* 10 }
        zeros = 0
        let (tens, overflow) = magnitude.multipliedReportingOverflow(by: 10)
        let (sum, carry) = tens.addingReportingOverflow(UInt64(byte &- ASCII.zero))
        guard !overflow && !carry else { return nil }
        magnitude = sum
      }
    }
    return DecimalNumber(
      isNegative: byte(unchecked: 0) == ASCII.minus, significand: magnitude,
      exponent: exponent &+ Int64(zeros), isTruncated: false, writtenExponent: 0
    ).whole
  }
}
