import ServerSentEvents

/// A typed stream in a box: a reference that iterators, actors and other copyable holders can keep. It gives
/// owned elements and stays usable after a throw.
public final class TypedStreamReader<Rules: StreamRules> {
  private var stream: TypedStream<Rules>

  /// - Parameters: as those of ``TypedStream/init(lastEventID:options:)``.
  public init(lastEventID: String = "", options: TypedStreamOptions = TypedStreamOptions()) {
    stream = TypedStream(lastEventID: lastEventID, options: options)
  }

  /// The next element of `bytes[position...]`; `position` moves behind what was used. Nil once all of `bytes`
  /// is used up.
  ///
  /// - Throws: as ``TypedStream/nextPayload(_:)``.
  public func next(_ bytes: [UInt8], from position: inout Int) throws(TypedStreamError) -> Rules.Element? {
    let count = bytes.count
    var input = RawSpan(ofBytes: bytes.span).slice(unchecked: min(max(0, position), count), count)
    do throws(TypedStreamError) {
      let element = try stream.nextElement(&input)
      position = count - input.byteCount
      return element
    } catch {
      position = count - input.byteCount
      throw error
    }
  }

  /// The unterminated last element, if it is whole; see ``TypedStream/payloadAtEndOfInput()``.
  public func endOfInput() throws(TypedStreamError) -> Rules.Element? { try stream.elementAtEndOfInput() }

  /// Ends the stream and judges it.
  public func finish() -> StreamOutcome { stream.finish() }

  /// Whether `[DONE]` has come: reading can stop (TYP-22).
  public var isFinished: Bool { stream.isFinished }
  /// The findings so far, a summary for each clause (TYP-70).
  public var findings: [FindingSummary] { stream.findings }
  /// Every single finding so far, up to ``TypedStreamLimits/maximumKeptFindings``.
  public var keptFindings: [Finding] { stream.keptFindings }
  /// The last event ID, as of the last blank line.
  public var lastEventID: String { stream.lastEventID }
  /// Bytes of the stream consumed so far.
  public var offset: Int { stream.offset }
}

extension TypedStream {
  /// As ``nextPayload(_:)``, but gives a value of its own.
  @_lifetime(input: copy input)
  public mutating func nextElement(_ input: inout RawSpan) throws(TypedStreamError) -> Rules.Element? {
    try takeElement(&input)
  }

  /// `nextElement`, to be made anew for each endpoint: what is generic costs more than what it does.
  @inline(__always)
  @_lifetime(input: copy input)
  mutating func takeElement(_ input: inout RawSpan) throws(TypedStreamError) -> Rules.Element? {
    guard let payload = try nextUnboundPayload(&input) else { return nil }
    // Envelopes repeat: an element of the same shape is copied, and gets its own texts.
    let shape = payload.shape
    if shape != 0, shape == lastElementShape, var element = lastElement.value,
      Rules.update(&element, to: payload)
    {
      return element
    }
    let element = Rules.element(of: payload)
    if shape != 0 {
      lastElement = Boxed(element)
      lastElementShape = shape
    }
    return element
  }

  /// The next payload, bound to no lifetime. Precondition: neither the stream's decoding parts nor the input change
  /// while it lives.
  @_lifetime(immortal)
  @_lifetime(input: copy input)
  private mutating func nextUnboundPayload(
    _ input: inout RawSpan
  ) throws(TypedStreamError) -> PayloadView? {
    guard let payload = try nextPayload(&input) else { return nil }
    return unsafe _overrideLifetime(payload, copying: ())
  }

  /// As ``payloadAtEndOfInput()``, but gives a value of its own.
  public mutating func elementAtEndOfInput() throws(TypedStreamError) -> Rules.Element? {
    guard let payload = try payloadAtEndOfInput() else { return nil }
    return Rules.element(of: payload)
  }
}

extension TypedStream {
  /// As ``nextPayload(_:)-(RawSpan)``, for a span of bytes.
  @_lifetime(&self, copy input)
  @_lifetime(input: copy input)
  public mutating func nextPayload(_ input: inout Span<UInt8>) throws(TypedStreamError) -> PayloadView? {
    var raw = RawSpan(ofBytes: input)
    do {
      let payload = try nextPayload(&raw)
      input = raw.asBytes
      return payload
    } catch {
      input = raw.asBytes
      throw error
    }
  }
}
