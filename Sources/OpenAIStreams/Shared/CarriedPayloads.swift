import ServerSentEvents
import SpanJSON

/// What is left of a payload that holds several values, copied, since its event is gone by then (TYP-12).
struct CarriedPayloads {
  /// One rest, with the place of its event.
  fileprivate struct Rest {
    var bytes: [UInt8] = []
    var type: [UInt8] = []
    var offset = 0
    var index = 0
  }

  /// The rest that waits to be taken.
  fileprivate var waiting: Rest?
  /// The rest that was taken last: what was delivered of it is borrowed from here.
  fileprivate var taken = Rest()
}

extension TypedStream {
  /// Keeps what stands behind the first value of a payload, if that is more than white space.
  mutating func keepRest(of event: UnboundEvent, from end: Int) {
    var start = end
    while start < event.data.byteCount, event.data.byte(at: start).isWhitespace { start += 1 }
    guard start < event.data.byteCount else { return }
    log.report(.oneValuePerPayload)
    var rest: [UInt8] = []
    rest.append(event.data.slice(unchecked: start, event.data.byteCount))
    var type: [UInt8] = []
    type.append(event.type)
    var carry = carried.value ?? CarriedPayloads()
    carry.waiting = .init(bytes: rest, type: type, offset: event.offset, index: event.index)
    carried = .some(carry)
  }

  /// The next value of a payload that holds several.
  @_lifetime(immortal)
  mutating func nextCarried() -> UnboundEvent? {
    guard let rest = carried.value?.waiting else { return nil }
    // The arrays' bytes stay where they are for as long as they are the taken ones.
    carried = .some(CarriedPayloads(waiting: nil, taken: rest))
    var event = UnboundEvent(data: rest.bytes.unboundSpan(), offset: rest.offset, index: rest.index)
    event.type = rest.type.unboundSpan()
    return event
  }

  /// Keeps bytes for as long as the payload that they are lives; gives them, bound to no lifetime.
  @_lifetime(immortal)
  mutating func keep(_ bytes: [UInt8]) -> RawSpan {
    var carry = carried.value ?? CarriedPayloads()
    carry.taken.bytes = bytes
    carried = .some(carry)
    return bytes.unboundSpan()
  }
}
