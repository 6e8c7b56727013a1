// The fast way: a whole event straight out of the input, without a copy.
//
// Nothing changes in the decoder until a block's blank line has been seen; whatever does not fit (a second
// data line, a block that the input cuts, a limit) is left to `step`, which starts over at the block's
// first line.

extension EventStreamDecoder {
  /// Whether the decoder stands at the first line of a block with nothing held back.
  @inline(__always)
  var isAtBlockStart: Bool {
    lineCount == 0 && tokenizer.isAtLineStart && isRunning
  }

  @inline(__always)
  private var isRunning: Bool {
    if case .running = phase { true } else { false }
  }

  /// How long a block may be that the caller recognises and takes whole; -1 if the decoder does not stand between
  /// blocks with nothing held back. What the last event borrowed is taken back.
  @inlinable
  @inline(__always)
  package mutating func wholeBlockLimit() -> Int {
    lender == .input || endsLoanAtBlockStart() ? shortestLimit : -1
  }

  /// Whether the decoder stands between blocks, after it has taken back what the last event borrowed.
  @usableFromInline
  @inline(never)
  mutating func endsLoanAtBlockStart() -> Bool {
    returnLoan()
    return isAtBlockStart
  }

  /// Takes an event off the front of `input` that lies there whole: at most one `event` line, one `data` line, a blank
  /// line, each ended by LF. Precondition: `byteCount` is its length, and at most ``wholeBlockLimit``.
  @inlinable
  @inline(__always)
  @_lifetime(input: copy input)
  package mutating func takeWholeBlock(_ input: inout RawSpan, byteCount: Int) {
    lender = .input
    tokenizer.consumeSome(&input, byteCount)
    index &+= 1
  }

  /// Takes blocks off the front of `input` up to and including the first that dispatches an event. Nil if
  /// there is none that lies whole in the input with one data line, and nothing to observe in it.
  @_lifetime(&self, copy input)
  @_lifetime(input: copy input)
  mutating func takeBlock(
    _ input: inout RawSpan, observed: EventStreamOptions.Observed
  ) -> EventView? {
    let bytes = input
    let count = bytes.byteCount
    var block = Block(start: 0)
    var position = 0
    while position < count {
      let first = bytes.byte(unchecked: position)
      let lineStart = position
      let end: Int
      if first == FieldName.d && position &+ 5 < count
        && bytes.load4(unchecked: position) == FieldName.data
        && bytes.byte(unchecked: position &+ 4) == ASCII.colon
      {
        if block.hasData { return nil }
        let space = bytes.byte(unchecked: position &+ 5) == ASCII.space ? 1 : 0
        block.dataStart = position &+ 5 &+ space
        end = bytes.lineEnd(from: block.dataStart)
        block.dataEnd = end
        block.countLine(at: lineStart, valueLength: end &- block.dataStart)
      } else if first == ASCII.lineFeed || first == ASCII.carriageReturn {
        let isCutCR = first == ASCII.carriageReturn && position &+ 1 == count
        position = bytes.behindTerminator(at: position)
        if !fits(block) { return nil }
        if isCutCR { tokenizer.swallowsLineFeed = true }
        let blockOffset = tokenizer.offset
        tokenizer.consume(&input, position &- block.start)
        if block.idStart >= 0 { committedID.set(bytes.slice(unchecked: block.idStart, block.idEnd)) }
        if block.retry >= 0 { retryOrMinusOne = block.retry }
        if block.hasData {
          index &+= 1
          lender = isCutCR ? .none : .input
          return view(of: block, in: bytes, offset: blockOffset &+ block.firstField &- block.start)
        }
        block = Block(start: position)
        continue
      } else {
        end = bytes.lineEnd(from: position)
        if end == count { return nil }
        guard block.addLine(bytes, lineStart, end, observed: observed) else { return nil }
      }
      if end == count { return nil }
      block.longestLine = max(block.longestLine, end &- lineStart)
      position = bytes.behindTerminator(at: end)
    }
    return nil
  }

  /// Takes an event of a `data` line and a blank line, with an `event` line before them if `typeEnd` is not 0: nearly
  /// all that AI services send. The data line's value ends at `end` and begins at `dataStart`, or behind a space there.
  @inline(__always)
  @_lifetime(&self, copy input)
  @_lifetime(input: copy input)
  mutating func takePlainBlock(_ input: inout RawSpan, dataStart: Int, _ end: Int, typeEnd: Int) -> EventView
  {
    let bytes = input
    let offset = tokenizer.offset
    tokenizer.consumeSome(&input, end &+ 2)
    index &+= 1
    let dataStart = bytes.valueStart(behindColon: dataStart)
    let typeStart = bytes.valueStart(behindColon: 6)
    return view(
      data: bytes.slice(unchecked: dataStart, end),
      type: typeEnd > typeStart
        ? bytes.slice(unchecked: typeStart, typeEnd) : RawSpan(immortal: "message"),
      offset: offset)
  }

  /// Takes an event of nearly all that AI services send, if one lies whole in front. Precondition: the last event was
  /// lent from the input.
  @_lifetime(&self, copy input)
  @_lifetime(input: copy input)
  mutating func takeWholePlainBlock(_ input: inout RawSpan) -> EventView? {
    let end = input.endOfDataLine(from: 0)
    if end > 0 && end < input.byteCount && end <= shortestLimit {
      return takePlainBlock(&input, dataStart: 5, end, typeEnd: 0)
    }
    return takeNamedBlock(&input)
  }

  /// Takes an event of one `event` line, one `data` line and a blank line, all ended by LF, if one is in front.
  @_lifetime(&self, copy input)
  @_lifetime(input: copy input)
  mutating func takeNamedBlock(_ input: inout RawSpan) -> EventView? {
    guard input.byteCount > 6, input.load4(unchecked: 0) == FieldName.even,
      input.byte(unchecked: 4) == FieldName.t, input.byte(unchecked: 5) == ASCII.colon
    else { return nil }
    let typeEnd = input.lineEndInline(from: 6)
    guard typeEnd < input.byteCount, input.byte(unchecked: typeEnd) == ASCII.lineFeed else { return nil }
    let end = input.endOfDataLine(from: typeEnd &+ 1)
    guard end > 0 && end < input.byteCount && end <= shortestLimit else { return nil }
    return takePlainBlock(&input, dataStart: typeEnd &+ 6, end, typeEnd: typeEnd)
  }

  /// A block of two lines that is no longer breaks no limit.
  @inlinable
  @inline(__always)
  var shortestLimit: Int {
    maximumLineCount < 2 ? 0 : Int(min(tokenizer.maximumLineLength, maximumEventSize))
  }

  @inline(__always)
  private func fits(_ block: Block) -> Bool {
    block.longestLine <= Int(tokenizer.maximumLineLength) && block.size <= Int(maximumEventSize)
      && block.lineCount <= Int(maximumLineCount)
  }

  /// The event of `block` (DSP-3, DSP-4).
  @inline(__always)
  @_lifetime(&self, copy bytes)
  private mutating func view(of block: Block, in bytes: RawSpan, offset: Int) -> EventView {
    view(
      data: bytes.slice(unchecked: block.dataStart, block.dataEnd),
      type: block.typeEnd > block.typeStart
        ? bytes.slice(unchecked: block.typeStart, block.typeEnd) : RawSpan(immortal: "message"),
      offset: offset)
  }

  @inline(__always)
  @_lifetime(&self, copy data, copy type)
  private mutating func view(data: RawSpan, type: RawSpan, offset: Int) -> EventView {
    let id = unboundID()
    let index = index &- 1
    let retryOrMinusOne = retryOrMinusOne
    return EventView(
      data: data, type: type, id: unsafe _overrideLifetime(id, mutating: &self), offset: offset, index: index,
      retryOrMinusOne: retryOrMinusOne)
  }
}

/// Where the parts of a block lie in the input.
private struct Block {
  let start: Int
  var dataStart = -1
  var dataEnd = 0
  var typeStart = 0
  var typeEnd = 0
  var idStart = -1
  var idEnd = 0
  var retry = -1
  var firstField = 0
  var lineCount = 0
  var size = 0
  var longestLine = 0

  @inline(__always)
  init(start: Int) { self.start = start }

  @inline(__always)
  var hasData: Bool { dataStart >= 0 }

  @inline(__always)
  mutating func countLine(at lineStart: Int, valueLength: Int) {
    if lineCount == 0 { firstField = lineStart }
    lineCount &+= 1
    size &+= valueLength &+ 1
  }

  /// Adds the line `lineStart ..< end`; false if the block must go line by line.
  @inline(__always)
  mutating func addLine(
    _ bytes: RawSpan, _ lineStart: Int, _ end: Int, observed: EventStreamOptions.Observed
  ) -> Bool {
    let line = bytes.slice(unchecked: lineStart, end)
    let shape = line.lineShape()
    let valueStart = lineStart &+ shape.valueStart
    switch shape.kind {
    case .comment:
      return !observed.contains(.comments)
    case .unknownField:
      return !observed.contains(.unknownFields)
    case .event:
      typeStart = valueStart
      typeEnd = end
    case .id:
      if !bytes.slice(unchecked: valueStart, end).containsNUL {
        idStart = valueStart
        idEnd = end
      }
    case .retry:
      if observed.contains(.retry) { return false }
      countLine(at: lineStart, valueLength: -1)
      if let milliseconds = bytes.slice(unchecked: valueStart, end).milliseconds { retry = milliseconds }
      return true
    case .data:
      if hasData { return false }
      dataStart = valueStart
      dataEnd = end
    case .blank:
      return false
    }
    countLine(at: lineStart, valueLength: end &- valueStart)
    return true
  }
}

extension RawSpan {
  /// If a `data` line begins at `start` and a blank line follows, both ended by LF: where the first one ends.
  /// Otherwise 0, or `byteCount` if a `data` line begins there that has no end.
  @inline(__always)
  func endOfDataLine(from start: Int) -> Int {
    guard byteCount &- start >= 7, load4(unchecked: start) == FieldName.data,
      byte(unchecked: start &+ 4) == ASCII.colon
    else { return 0 }
    let end = lineEndInline(from: start &+ 5)
    if end == byteCount { return end }
    guard end &+ 1 < byteCount, byte(unchecked: end) == ASCII.lineFeed,
      byte(unchecked: end &+ 1) == ASCII.lineFeed
    else { return 0 }
    return end
  }

  /// Where a value begins whose colon stands before `start`. Precondition: `start < byteCount`.
  @inline(__always)
  fileprivate func valueStart(behindColon start: Int) -> Int {
    byte(unchecked: start) == ASCII.space ? start &+ 1 : start
  }

  /// The offset behind the terminator at `end`. A CR that is the last byte is taken alone.
  @inline(__always)
  func behindTerminator(at end: Int) -> Int {
    let next = end &+ 1
    if byte(unchecked: end) == ASCII.carriageReturn && next < byteCount
      && byte(unchecked: next) == ASCII.lineFeed
    {
      return next &+ 1
    }
    return next
  }
}
