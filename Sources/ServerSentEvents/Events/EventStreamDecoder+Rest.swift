// What a stream holds while it waits.

extension EventStreamDecoder {
  /// The input has ended between events: gives the buffers back.
  ///
  /// A server's quiet connections then hold nothing but their decoders. Where buffers are needed again, as with a stream
  /// whose every event is cut, they are kept twice as long from one time to the next, counted in pieces of input that end
  /// between events and needed none: so they are made anew a few times in a stream's life, not with each event.
  @inline(never)
  mutating func rest() {
    guard holdsBuffers else { return }
    tokenizer.returnLoan()
    var reserve = ByteBuffer.keptCapacity
    if restsLeft > 0 {
      restsLeft &-= 1
    } else {
      reserve = 0
      patience = patience < 128 ? patience &* 2 &+ 1 : .max
    }
    tokenizer.buffer.removeAll(reserve: reserve)
    clearEvent(reserve: reserve)
  }

  /// Whether a buffer has memory.
  var holdsBuffers: Bool {
    tokenizer.buffer.capacity | data.capacity | type.capacity | pendingID.capacity != 0
  }
}
