// Lines that the pieces of input cut, and lines that are too long.

extension EventStreamTokenizer {
  /// Where a line breaks a limit.
  struct Excess {
    var code: EventStreamError.Code
    /// The first byte beyond the limit, from the beginning of the line.
    var position: Int
    var limit: Int
  }

  /// Whether a line, or the `length` bytes of it that are there, breaks a limit, and where first.
  @inline(__always)
  func excess(of shape: LineShape, length: Int, valueBudget: Int) -> Excess? {
    let stored = shape.kind == .data || shape.kind == .event || shape.kind == .id
    if stored && valueBudget < 0 {
      return Excess(code: .eventTooLarge, position: shape.nameEnd, limit: 0)
    }
    let allowed = stored ? shape.valueStart.addingSaturated(valueBudget) : Int.max
    let maximum = Int(maximumLineLength)
    guard length > min(allowed, maximum) else { return nil }
    return allowed < maximum
      ? Excess(code: .eventTooLarge, position: allowed, limit: 0)
      : Excess(code: .lineTooLong, position: maximum, limit: maximum)
  }

  /// Consumes up to the first byte beyond the limit, skips the rest of the line, and makes the error.
  /// `held` bytes of the line have been consumed before.
  @_lifetime(input: copy input)
  mutating func refuse(_ input: inout RawSpan, _ excess: Excess, held: Int) -> EventStreamError {
    let inPiece = excess.position &- held
    let error = EventStreamError(code: excess.code, offset: offset &+ inPiece, limit: excess.limit)
    buffer.releaseContents(reserve: Self.reserve)
    allowedLength = -1
    let byte = input.byte(unchecked: inPiece)
    if byte == ASCII.lineFeed || byte == ASCII.carriageReturn {
      consumeLine(&input, inPiece)
    } else {
      isSkipping = true
      consume(&input, inPiece &+ 1)
    }
    return error
  }

  /// Consumes the first `end` bytes of `input`, which belong to a cut line, and stores them if the line
  /// is wanted. The first bytes go one by one, until they tell what the line is.
  @_lifetime(input: copy input)
  mutating func absorb(
    _ input: inout RawSpan, _ end: Int, wanted: Wanted, valueBudget: Int
  ) throws(EventStreamError) {
    var rest = end
    while allowedLength < 0 && !isSkipping && rest > 0 {
      buffer.append(input.byte(unchecked: 0))
      let shape = bufferedShape()
      if shape.nameEnd < buffer.count {  // the colon is in
        if !wanted.contains(shape.kind) {
          skipRestOfLine()
        } else if let excess = excess(of: shape, length: buffer.count, valueBudget: valueBudget) {
          throw refuse(&input, excess, held: buffer.count &- 1)
        } else if shape.kind == .comment || buffer.count > shape.nameEnd &+ 1 {
          // Whether one space follows the colon is known: so is the longest line that fits.
          allowedLength = longest(shape, valueBudget: valueBudget)
        }
      } else if buffer.count > FieldName.maximumLength {
        if wanted.contains(.unknownFields) {
          allowedLength = Int(maximumLineLength)
        } else {
          skipRestOfLine()
        }
      }
      consume(&input, 1)
      rest &-= 1
    }
    guard rest > 0 else { return }
    if !isSkipping {
      if buffer.count &+ rest > allowedLength {
        let shape = bufferedShape()
        if let excess = excess(of: shape, length: buffer.count &+ rest, valueBudget: valueBudget) {
          throw refuse(&input, excess, held: buffer.count)
        }
      }
      buffer.append(input.slice(unchecked: 0, rest))
    }
    consume(&input, rest)
  }

  private mutating func skipRestOfLine() {
    isSkipping = true
    buffer.releaseContents(reserve: Self.reserve)
    allowedLength = -1
  }

  private func longest(_ shape: LineShape, valueBudget: Int) -> Int {
    let stored = shape.kind == .data || shape.kind == .event || shape.kind == .id
    let allowed = stored ? shape.valueStart.addingSaturated(valueBudget) : Int.max
    return min(allowed, Int(maximumLineLength))
  }
}

extension Int {
  @inline(__always)
  func addingSaturated(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}

extension [UInt8] {
  /// Empties the array; its storage is kept only up to `reserve` bytes.
  mutating func releaseContents(reserve: Int) {
    removeAll(keepingCapacity: capacity <= reserve)
  }
}

extension Span<UInt8> {
  @inline(__always)
  var asRawSpan: RawSpan {
    @_lifetime(copy self)
    get { RawSpan(ofBytes: self) }
  }
}
