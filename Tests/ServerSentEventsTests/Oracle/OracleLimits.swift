// The limits of Spec/event-stream.md (LIM-2 to LIM-6).

import ServerSentEvents

extension Oracle {
  /// The limit that `line` breaks first, and the offset of the byte that proves it.
  func refusal(of line: OracleLine) -> (Refusal, known: Int)? {
    // While no colon and no terminator has come, nobody knows which field a line will be.
    let isKnown = line.colon != nil || line.isTerminated
    let isField =
      isKnown
      && (line.kind == .data || line.kind == .event || line.kind == .id || line.kind == .retry)
    let isObserved =
      (line.kind == .comment && options.observed.contains(.comments))
      || (line.kind == .unknownField && options.observed.contains(.unknownFields))

    if isField && blockLines + 1 > max(0, options.limits.maximumLineCount) {
      let refusal = Refusal(
        code: "tooManyLines", offset: line.start, limit: max(0, options.limits.maximumLineCount))
      return (refusal, known: line.colon.map { line.start + $0 } ?? line.end)
    }

    var lineTooLong: Int?
    let maximumLineLength = max(8, options.limits.maximumLineLength)
    if (isField || isObserved) && line.bytes.count > maximumLineLength {
      lineTooLong = line.start + maximumLineLength
    }

    var eventTooLarge: Int?
    if isField && line.kind != .retry {
      // Each byte of the value counts one, and so does the line's end.
      let left = max(0, options.limits.maximumEventSize) - blockSize
      if line.value.count > left {
        eventTooLarge = line.start + line.valueStart + left
      } else if line.isTerminated && line.value.count + 1 > left {
        eventTooLarge = line.end
      }
    }

    if let lineTooLong, lineTooLong <= eventTooLarge ?? .max {
      let refusal = Refusal(code: "lineTooLong", offset: lineTooLong, limit: maximumLineLength)
      return (refusal, known: lineTooLong)
    }
    if let eventTooLarge {
      let refusal = Refusal(
        code: "eventTooLarge", offset: eventTooLarge, limit: max(0, options.limits.maximumEventSize))
      return (refusal, known: eventTooLarge)
    }
    return nil
  }
}
