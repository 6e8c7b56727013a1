extension JSONKeyTable {
  /// A key table, borrowed for a run of look-ups.
  struct Lookup: ~Escapable {
    let slots: Span<Slot>
    let guesses: Span<Guess>
    let bytes: RawSpan

    @inline(__always)
    @_lifetime(copy slots, copy guesses, copy bytes)
    init(slots: Span<Slot>, guesses: Span<Guess>, bytes: RawSpan) {
      self.slots = slots
      self.guesses = guesses
      self.bytes = bytes
    }

    /// The number of the key that lies at `start ..< end` of `text`. Precondition: that is a range of it.
    @inline(__always)
    func id(_ text: RawSpan, _ start: Int, _ end: Int) -> JSONKeyID {
      let length = end &- start
      let (low, high) = text.firstWords(start, end)
      var index = JSONKeyTable.slot(low, high, length)
      while true {
        index &= slots.count &- 1
        // In range: the count is a power of two, and the index was just reduced by it. An empty slot ends
        // the search; at most a quarter of the slots are full.
        let slot = unsafe slots[unchecked: index]
        if slot.low == low && slot.high == high && Int(slot.length) == length
          && (length <= 16 || isSame(slot, text, start, length))
        {
          return slot.id
        }
        if slot.id == 0 { return 0 }
        index &+= 1
      }
    }

    /// Whether the bytes behind the first sixteen are those of the slot's name too.
    @inline(__always)
    private func isSame(_ slot: Slot, _ text: RawSpan, _ start: Int, _ length: Int) -> Bool {
      let name = Int(truncatingIfNeeded: slot.start)
      // Both have sixteen bytes and more, so the last eight can be compared at once.
      if text.load8(unchecked: start &+ length &- 8) != bytes.load8(unchecked: name &+ length &- 8) {
        return false
      }
      var i = 16
      while i < length &- 8 {
        if text.byte(unchecked: start &+ i) != bytes.byte(unchecked: name &+ i) { return false }
        i &+= 1
      }
      return true
    }
  }
}
