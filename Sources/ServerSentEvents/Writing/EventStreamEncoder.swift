/// What cannot be written as an event stream, because a decoder would read something else (ENC clauses).
public struct EventStreamEncodingError: Error, Sendable, Hashable {
  /// The kinds of refusal; more may be added.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    enum Kind: UInt8, Sendable { case lineBreakInType, lineBreakInID, nulInID, negativeRetry }
    let kind: Kind

    /// The type holds CR or LF, which would begin another line.
    public static let lineBreakInType = Code(kind: .lineBreakInType)
    /// The ID holds CR or LF, which would begin another line.
    public static let lineBreakInID = Code(kind: .lineBreakInID)
    /// The ID holds NUL: decoders ignore such a field (PRC-5).
    public static let nulInID = Code(kind: .nulInID)
    /// The reconnection time is negative: a `retry` field has digits only (PRC-7).
    public static let negativeRetry = Code(kind: .negativeRetry)

    public var description: String {
      switch kind {
      case .lineBreakInType: "lineBreakInType"
      case .lineBreakInID: "lineBreakInID"
      case .nulInID: "nulInID"
      case .negativeRetry: "negativeRetry"
      }
    }
  }

  /// What was refused.
  public let code: Code
  /// Where in the refused text, in bytes; 0 for a number.
  public let offset: Int
}

extension EventStreamEncodingError: CustomStringConvertible {
  public var description: String {
    switch code.kind {
    case .lineBreakInType: "\(code) at byte \(offset): an event's type is one line"
    case .lineBreakInID: "\(code) at byte \(offset): an event's ID is one line"
    case .nulInID: "\(code) at byte \(offset): decoders ignore an ID that holds NUL"
    case .negativeRetry: "\(code): a reconnection time is zero or more milliseconds"
    }
  }
}

/// Writes an event stream into a caller's buffer.
///
/// Whatever it writes, a decoder reads back as it was, but for CR and CR LF in data, which are read as LF
/// (PRO-8): the grammar has no way to carry them. What would be read as something else is refused, so that
/// no text from outside can forge an event (PRO-3). Nothing is written before everything was checked.
public struct EventStreamEncoder: Sendable {
  public init() {}

  /// Writes one event: its type unless that is `message` or empty, its ID and reconnection time if given,
  /// its data (ENC-2).
  ///
  /// - Parameters:
  ///   - data: split at LF, CR and CR LF into `data` lines; empty data makes one empty line.
  ///   - type: the event's type; decoders read an empty one as `message`.
  ///   - id: the last event ID from this event on; empty resets it, nil leaves it.
  ///   - retry: a new reconnection time in milliseconds.
  /// - Throws: ``EventStreamEncodingError`` for CR or LF in `type` or `id`, NUL in `id`, a negative `retry`.
  public func encode(
    data: RawSpan, type: String? = nil, id: String? = nil, retry: Int? = nil, into output: inout [UInt8]
  ) throws(EventStreamEncodingError) {
    if let retry, retry < 0 { throw EventStreamEncodingError(code: .negativeRetry, offset: 0) }
    if let type { try Self.check(type, lineBreak: .lineBreakInType) }
    if let id { try Self.check(id, lineBreak: .lineBreakInID, nul: .nulInID) }
    if let type, !type.isEmpty, type.utf8.count != 7 || !type.utf8.elementsEqual("message".utf8) {
      Self.writeField("event", type, into: &output)
    }
    if let id { Self.writeField("id", id, into: &output) }
    if let retry { Self.writeField("retry", retry.description, into: &output) }
    Self.writeLines(data, into: &output)
    output.append(ASCII.lineFeed)
  }

  /// As `encode(data:type:id:retry:into:)`, for text.
  public func encode(
    data: String, type: String? = nil, id: String? = nil, retry: Int? = nil, into output: inout [UInt8]
  ) throws(EventStreamEncodingError) {
    let bytes = Array(data.utf8)
    try encode(data: RawSpan(ofBytes: bytes.span), type: type, id: id, retry: retry, into: &output)
  }

  /// Writes an event that was read: its ID is written only when it differs from `previousID`, so that a
  /// stream re-encoded event by event reads as before.
  public func encode(
    _ event: ServerSentEvent, previousID: String = "", into output: inout [UInt8]
  ) throws(EventStreamEncodingError) {
    let isNew = !event.lastEventID.utf8.elementsEqual(previousID.utf8)
    try encode(
      data: RawSpan(ofBytes: event.dataBytes.span), type: event.type, id: isNew ? event.lastEventID : nil,
      into: &output)
  }

  /// Writes a comment: a colon and a space before each of its lines (ENC-6).
  ///
  /// No blank line follows, so a comment may stand within an event; see ``encodeHeartbeat(into:)``.
  public func encode(comment: String, into output: inout [UInt8]) {
    let bytes = Array(comment.utf8)
    Self.forEachLine(of: RawSpan(ofBytes: bytes.span)) { line in
      output.append(ASCII.colon)
      output.append(ASCII.space)
      output.append(line)
      output.append(ASCII.lineFeed)
    }
  }

  /// Writes a comment and a blank line, which keep a connection alive and dispatch nothing (CON-12).
  public func encodeHeartbeat(into output: inout [UInt8]) {
    output.append(ASCII.colon)
    output.append(ASCII.lineFeed)
    output.append(ASCII.lineFeed)
  }

  /// Writes a reconnection time, which takes effect at once (PRC-7).
  ///
  /// - Throws: ``EventStreamEncodingError`` if it is negative.
  public func encode(retry milliseconds: Int, into output: inout [UInt8]) throws(EventStreamEncodingError) {
    guard milliseconds >= 0 else { throw EventStreamEncodingError(code: .negativeRetry, offset: 0) }
    Self.writeField("retry", milliseconds.description, into: &output)
    output.append(ASCII.lineFeed)
  }
}

extension EventStreamEncoder {
  private static func check(
    _ text: String, lineBreak: EventStreamEncodingError.Code, nul: EventStreamEncodingError.Code? = nil
  ) throws(EventStreamEncodingError) {
    var offset = 0
    for byte in text.utf8 {
      if byte == ASCII.lineFeed || byte == ASCII.carriageReturn {
        throw EventStreamEncodingError(code: lineBreak, offset: offset)
      }
      if byte == 0, let nul { throw EventStreamEncodingError(code: nul, offset: offset) }
      offset += 1
    }
  }

  private static func writeField(_ name: StaticString, _ value: String, into output: inout [UInt8]) {
    output.append(RawSpan(immortal: name))
    output.append(ASCII.colon)
    // One space is dropped by decoders; written always, a value that begins with one survives (PRO-6).
    output.append(ASCII.space)
    output.append(contentsOf: value.utf8)
    output.append(ASCII.lineFeed)
  }

  private static func writeLines(_ data: RawSpan, into output: inout [UInt8]) {
    forEachLine(of: data) { line in
      output.append(RawSpan(immortal: "data: "))
      output.append(line)
      output.append(ASCII.lineFeed)
    }
  }

  private static func forEachLine(of text: RawSpan, _ body: (RawSpan) -> Void) {
    var start = 0
    while true {
      let end = text.lineEnd(from: start)
      body(text.slice(unchecked: start, end))
      if end == text.byteCount { return }
      start = text.behindTerminator(at: end)
    }
  }
}
