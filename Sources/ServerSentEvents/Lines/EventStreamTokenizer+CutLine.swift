// Lines that the pieces of input cut, and lines that are too long.

extension EventStreamTokenizer {
  /// Where a line breaks a limit, counted from its beginning.
  struct Excess {
    var code: EventStreamError.Code
    /// The first byte beyond the limit.
    var position: Int
    /// The byte with which that is known.
    var knownAt: Int
  }

  /// Whether a line, or the `length` bytes of it that are there, breaks a limit, and where first (LIM-6).
  @inline(__always)
  func excess(of shape: LineShape, length: Int, isComplete: Bool, valueBudget: Int) -> Excess? {
    let maximum = Int(maximumLineLength)
    var allowed = Int.max
    switch shape.kind {
    case .data, .event, .id, .retry:
      if valueBudget < 0 { return Excess(code: .tooManyLines, position: 0, knownAt: shape.nameEnd) }
      if shape.kind != .retry { allowed = shape.valueStart.addingSaturated(valueBudget) }
    case .blank, .comment, .unknownField: break
    }
    // The line's end counts as one more byte of a stored value.
    if (length > allowed && allowed < maximum) || (isComplete && length == allowed && length <= maximum) {
      return Excess(code: .eventTooLarge, position: allowed, knownAt: allowed)
    }
    if length > maximum { return Excess(code: .lineTooLong, position: maximum, knownAt: maximum) }
    return nil
  }

  /// Consumes up to the byte that proves it, skips the rest of the line, and makes the error, but for the
  /// limit, which the caller knows. `held` bytes of the line have been consumed before.
  @_lifetime(input: copy input)
  mutating func refuse(_ input: inout RawSpan, _ excess: Excess, held: Int) -> EventStreamError {
    let error = EventStreamError(
      code: excess.code, offset: offset &+ excess.position &- held, limit: 0)
    buffer.removeAll(reserve: Self.reserve)
    allowedLength = -1
    let known = excess.knownAt &- held
    let byte = input.byte(unchecked: known)
    if byte == ASCII.lineFeed || byte == ASCII.carriageReturn {
      consumeLine(&input, known)
    } else {
      isSkipping = true
      consume(&input, known &+ 1)
    }
    return error
  }

  /// Takes the only byte of `input` into a cut line whose length is known to be allowed; false if that is
  /// not the case. For input that comes byte by byte.
  @inline(__always)
  @_lifetime(input: copy input)
  mutating func absorbSingleByte(_ input: inout RawSpan) -> Bool {
    let byte = input.byte(unchecked: 0)
    guard buffer.count < Int(allowedLength), !isSkipping, byte != ASCII.lineFeed, byte != ASCII.carriageReturn
    else { return false }
    buffer.append(byte)
    consume(&input, 1)
    return true
  }

  /// Consumes the first `end` bytes of `input`, which belong to a cut line, and stores them if the line
  /// is wanted. The first bytes go one by one, until they tell what the line is.
  @_lifetime(input: copy input)
  mutating func absorb(
    _ input: inout RawSpan, _ end: Int, wanted: Wanted, valueBudget: Int
  ) throws(EventStreamError) {
    var rest = end
    if buffer.isEmpty && rest > FieldName.maximumLength &+ 2 && !isSkipping {
      judge(input.slice(unchecked: 0, rest).lineShape(), wanted: wanted, valueBudget: valueBudget)
    }
    while allowedLength < 0 && !isSkipping && rest > 0 {
      buffer.append(input.byte(unchecked: 0))
      let shape = bufferedShape()
      if shape.nameEnd < buffer.count {  // the colon is in
        if !wanted.contains(shape.kind) {
          skipRestOfLine()
        } else if let excess = excess(
          of: shape, length: buffer.count, isComplete: false, valueBudget: valueBudget)
        {
          throw refuse(&input, excess, held: buffer.count &- 1)
        } else if shape.kind == .comment || buffer.count > shape.nameEnd &+ 1 {
          // Whether one space follows the colon is known: so is the longest line that fits.
          allowedLength = longest(shape, valueBudget: valueBudget)
        }
      } else if buffer.count > FieldName.maximumLength {
        if wanted.contains(.unknownFields) {
          allowedLength = maximumLineLength
        } else {
          skipRestOfLine()
        }
      }
      consume(&input, 1)
      rest &-= 1
    }
    guard rest > 0 else { return }
    if !isSkipping {
      if buffer.count &+ rest > Int(allowedLength) {
        let shape = buffer.isEmpty ? input.slice(unchecked: 0, rest).lineShape() : bufferedShape()
        if let excess = excess(
          of: shape, length: buffer.count &+ rest, isComplete: false, valueBudget: valueBudget)
        {
          throw refuse(&input, excess, held: buffer.count)
        }
      }
      buffer.append(input.slice(unchecked: 0, rest))
    }
    consume(&input, rest)
  }

  /// Decides by the beginning of a line, longer than any known name, a colon and a space, what becomes of it.
  @inline(__always)
  private mutating func judge(_ shape: LineShape, wanted: Wanted, valueBudget: Int) {
    if !wanted.contains(shape.kind) {
      skipRestOfLine()
    } else if valueBudget >= 0 {
      allowedLength = longest(shape, valueBudget: valueBudget)
    }
  }

  private mutating func skipRestOfLine() {
    isSkipping = true
    buffer.removeAll(reserve: Self.reserve)
    allowedLength = -1
  }

  private func longest(_ shape: LineShape, valueBudget: Int) -> Int32 {
    let stored = shape.kind == .data || shape.kind == .event || shape.kind == .id
    let allowed = stored ? shape.valueStart.addingSaturated(valueBudget) : Int.max
    return Int32(truncatingIfNeeded: min(allowed, Int(maximumLineLength)))
  }
}

extension Int {
  @inline(__always)
  func addingSaturated(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}

extension Span<UInt8> {
  @inline(__always)
  var asRawSpan: RawSpan {
    @_lifetime(copy self)
    get { RawSpan(ofBytes: self) }
  }
}
