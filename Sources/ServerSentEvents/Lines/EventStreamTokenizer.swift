/// Cuts an event stream into lines: one token a line, whatever the pieces it arrives in.
///
/// The laws of this state machine:
/// 1. A line ends at LF, CR or CR LF and at nothing else (LIN-1, LIN-2); a CR ends it at once, and an LF
///    that follows is swallowed, also across a cut (LIN-3, LIN-6).
/// 2. One byte order mark at offset 0 is dropped (DEC-2), however it is cut (DEC-5).
/// 3. A line that lies whole in the input is lent from there; only a cut line is copied to `buffer`.
/// 4. A line that nobody wants is skipped without being stored, as soon as its first bytes tell.
///
/// Use it where comments and unknown fields matter: linters, proxies. Events come from
/// ``EventStreamDecoder``.
public struct EventStreamTokenizer: ~Copyable {
  /// The lines worth a token; blank lines always are.
  struct Wanted: OptionSet {
    let rawValue: UInt8
    static let fields = Wanted(rawValue: 1)
    static let unknownFields = Wanted(rawValue: 2)
    static let comments = Wanted(rawValue: 4)
    static let all: Wanted = [.fields, .unknownFields, .comments]

    @inline(__always)
    func contains(_ kind: LineToken.Kind) -> Bool {
      switch kind {
      case .blank: true
      case .comment: contains(.comments)
      case .unknownField: contains(.unknownFields)
      case .data, .event, .id, .retry: contains(.fields)
      }
    }
  }

  /// Bytes consumed so far: the offset in the stream of what comes next.
  @inlinable
  public var offset: Int { consumed }
  @usableFromInline
  var consumed = 0
  /// The beginning of a cut line, from its first byte on.
  var buffer = ByteBuffer()
  /// How long the cut line may become, once its first bytes have told what it is; -1 before.
  var allowedLength: Int32 = -1
  @usableFromInline
  let maximumLineLength: Int32
  /// How many bytes of the byte order mark have been seen; 3 once the question is settled.
  var byteOrderMarkState: UInt8 = 0
  /// A CR was the last byte of the previous piece.
  var swallowsLineFeed = false
  /// The rest of the current line is of no interest.
  var isSkipping = false
  /// The last token borrowed `buffer`.
  var isLent = false

  /// Capacity that `buffer` may keep between lines, while more input is at hand.
  static let reserve = ByteBuffer.busyCapacity

  /// - Parameter limits: only ``EventStreamLimits/maximumLineLength`` applies to single lines.
  public init(limits: EventStreamLimits = EventStreamLimits()) {
    maximumLineLength = Int32(clamping: max(8, limits.maximumLineLength))
  }

  /// Takes the next complete line off the front of `input`; nil once `input` is used up.
  ///
  /// - Throws: ``EventStreamError`` with code ``EventStreamError/Code/lineTooLong``. `input` then stands
  ///   just behind the first byte beyond the limit, and the next call goes on with the next line.
  @_lifetime(&self, copy input)
  @_lifetime(input: copy input)
  public mutating func next(_ input: inout RawSpan) throws(EventStreamError) -> LineToken? {
    do throws(EventStreamError) {
      return try next(&input, wanted: .all, valueBudget: .max)
    } catch {
      throw EventStreamError(code: error.code, offset: error.offset, limit: Int(maximumLineLength))
    }
  }

  /// Gives the last line if input ended without a terminator, which is no line by the standard (LIN-7);
  /// then, and on every further call, nil.
  @_lifetime(&self)
  public mutating func endOfInput() -> LineToken? {
    returnLoan()
    settleByteOrderMark()
    isSkipping = false
    guard !buffer.isEmpty else { return nil }
    return bufferedToken(bufferedShape(), offset: offset &- buffer.count)
  }

  /// As `next(_:)`, for the lines in `wanted` only. The value of a stored field, with one more for its line,
  /// may have `valueBudget` bytes; below zero not even one more field line is allowed (LIM-4).
  @_lifetime(&self, copy input)
  @_lifetime(input: copy input)
  mutating func next(
    _ input: inout RawSpan, wanted: Wanted, valueBudget: Int
  ) throws(EventStreamError) -> LineToken? {
    returnLoan()
    while true {
      settle(&input)
      let count = input.byteCount
      if count == 0 {
        if buffer.isEmpty { buffer.removeAll(reserve: ByteBuffer.keptCapacity) }
        return nil
      }
      let end = input.lineEnd(from: 0)
      if isSkipping {
        if end == count {
          consume(&input, end)
          return nil
        }
        isSkipping = false
        consumeLine(&input, end)
        continue
      }
      if end < count && buffer.isEmpty {
        let line = input.slice(unchecked: 0, end)
        let shape = line.lineShape()
        guard wanted.contains(shape.kind) else {
          consumeLine(&input, end)
          continue
        }
        if let excess = excess(of: shape, length: end, isComplete: true, valueBudget: valueBudget) {
          throw refuse(&input, excess, held: 0)
        }
        let token = LineToken(
          kind: shape.kind, name: line.slice(unchecked: 0, shape.nameEnd),
          value: line.slice(unchecked: shape.valueStart, end), offset: offset,
          terminatorOffset: offset &+ end, isBuffered: false)
        consumeLine(&input, end)
        return token
      }
      try absorb(&input, end, wanted: wanted, valueBudget: valueBudget)
      if end == count { return nil }
      if isSkipping {
        isSkipping = false
        consumeLine(&input, 0)
        continue
      }
      let shape = bufferedShape()
      guard wanted.contains(shape.kind) else {
        buffer.removeAll(reserve: Self.reserve)
        allowedLength = -1
        consumeLine(&input, 0)
        continue
      }
      if let excess = excess(
        of: shape, length: buffer.count, isComplete: true, valueBudget: valueBudget)
      {
        throw refuse(&input, excess, held: buffer.count)
      }
      let lineOffset = offset &- buffer.count
      consumeLine(&input, 0)
      return bufferedToken(shape, offset: lineOffset)
    }
  }

  /// Forgets a line that is under way.
  mutating func close() {
    buffer = ByteBuffer()
    allowedLength = -1
    isSkipping = false
  }

  /// Forgets a line that is under way and begins a new stream: a byte order mark is expected again.
  public mutating func reset() {
    consumed = 0
    buffer = ByteBuffer()
    allowedLength = -1
    byteOrderMarkState = 0
    swallowsLineFeed = false
    isSkipping = false
    isLent = false
  }
}

extension EventStreamTokenizer {
  /// Whether the tokenizer stands at the beginning of a line with nothing held back.
  @inline(__always)
  var isAtLineStart: Bool {
    byteOrderMarkState == 3 && !swallowsLineFeed && !isSkipping && (isLent || buffer.isEmpty)
  }

  @inlinable
  @inline(__always)
  @_lifetime(input: copy input)
  mutating func consume(_ input: inout RawSpan, _ count: Int) {
    input = input.slice(unchecked: count, input.byteCount)
    consumed &+= count
  }

  /// The same where there is input.
  @inlinable
  @inline(__always)
  @_lifetime(input: copy input)
  mutating func consumeSome(_ input: inout RawSpan, _ count: Int) {
    input = input.sliceOfSome(unchecked: count, input.byteCount)
    consumed &+= count
  }

  /// Consumes a line that ends at `end`, and its terminator (LIN-3).
  @inline(__always)
  @_lifetime(input: copy input)
  mutating func consumeLine(_ input: inout RawSpan, _ end: Int) {
    let next = end &+ 1
    if input.byte(unchecked: end) == ASCII.carriageReturn {
      if next == input.byteCount {
        swallowsLineFeed = true
      } else if input.byte(unchecked: next) == ASCII.lineFeed {
        consume(&input, next &+ 1)
        return
      }
    }
    consume(&input, next)
  }

  /// Decides what only the next byte could tell: whether the stream begins with a byte order mark, and
  /// whether an LF belongs to the CR before it.
  @inline(__always)
  @_lifetime(input: copy input)
  mutating func settle(_ input: inout RawSpan) {
    if byteOrderMarkState < 3 { passByteOrderMark(&input) }
    if swallowsLineFeed && input.byteCount > 0 {
      swallowsLineFeed = false
      if input.byte(unchecked: 0) == ASCII.lineFeed { consume(&input, 1) }
    }
  }

  /// Consumes a blank line that ends in LF, if one stands in front of `input`; any other is left to `next`.
  @inline(__always)
  @_lifetime(input: copy input)
  mutating func skipBlankLine(_ input: inout RawSpan) -> Bool {
    guard !swallowsLineFeed, input.byteCount > 0, input.byte(unchecked: 0) == ASCII.lineFeed else {
      return false
    }
    consume(&input, 1)
    return true
  }

  /// Takes back a buffer that the last token borrowed.
  @inline(__always)
  mutating func returnLoan() {
    if isLent {
      isLent = false
      buffer.removeAll(reserve: Self.reserve)
    }
  }

  /// Drops a byte order mark at the very beginning; bytes that only looked like one begin the line.
  @_lifetime(input: copy input)
  mutating func passByteOrderMark(_ input: inout RawSpan) {
    while byteOrderMarkState < 3 && input.byteCount > 0 {
      let expected: UInt8 = byteOrderMarkState == 0 ? 0xEF : byteOrderMarkState == 1 ? 0xBB : 0xBF
      guard input.byte(unchecked: 0) == expected else {
        settleByteOrderMark()
        return
      }
      consume(&input, 1)
      byteOrderMarkState &+= 1
    }
  }

  /// Decides that what was seen of a byte order mark is none.
  mutating func settleByteOrderMark() {
    if byteOrderMarkState == 1 || byteOrderMarkState == 2 { buffer.append(0xEF) }
    if byteOrderMarkState == 2 { buffer.append(0xBB) }
    byteOrderMarkState = 3
  }

  func bufferedShape() -> LineShape {
    buffer.unboundSpan().lineShape()
  }

  @_lifetime(&self)
  mutating func bufferedToken(_ shape: LineShape, offset lineOffset: Int) -> LineToken {
    isLent = true
    allowedLength = -1
    let line = unsafe _overrideLifetime(buffer.unboundSpan(), mutating: &self)
    return LineToken(
      kind: shape.kind, name: line.slice(unchecked: 0, shape.nameEnd),
      value: line.slice(unchecked: shape.valueStart, line.byteCount), offset: lineOffset,
      terminatorOffset: lineOffset &+ line.byteCount, isBuffered: true)
  }
}
