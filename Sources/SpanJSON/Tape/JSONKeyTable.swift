/// The number of a known key: 1 for the first one in its table. 0 stands for a key that is not in it.
public typealias JSONKeyID = UInt16

/// Names of members that a program knows, for finding a key's number quickly.
///
/// Built once, used for every text:
/// ```swift
/// static let keys = JSONKeyTable(["id", "choices", "delta"])   // 1, 2, 3
/// ```
/// A look-up hashes the name's first sixteen bytes and its length, and compares all of its bytes; it needs
/// one probe mostly.
public struct JSONKeyTable: Sendable {
  struct Slot: BitwiseCopyable, Sendable {
    /// The first sixteen bytes, zero where the name is shorter.
    var low: UInt64 = 0
    var high: UInt64 = 0
    /// Where the whole name lies in `bytes`; a quotation mark and a colon follow it there.
    var start: UInt32 = 0
    var length: UInt16 = .max
    var id: JSONKeyID = 0
  }

  /// A power of two, at least four times as many as there are keys.
  let slots: [Slot]
  let bytes: [UInt8]
  /// By number, for guesses; that of 0 matches nothing.
  let guesses: [Guess]
  let names: [String]

  /// The number of keys.
  public var count: Int { names.count }

  /// - Parameter names: the keys in the order of their numbers, without repetition, less than 65,535 of
  ///   them, each shorter than 65,534 bytes.
  public init(_ names: [String]) {
    precondition(names.count < Int(JSONKeyID.max), "a key table holds less than 65,535 keys")
    var size = 4
    while size < names.count &* 4 { size &*= 2 }
    var slots = [Slot](repeating: Slot(), count: size)
    var bytes: [UInt8] = []
    var guesses = [Guess()]
    var id: JSONKeyID = 0
    for name in names {
      let utf8 = Array(name.utf8)
      let text = RawSpan(elements: utf8.span)
      precondition(text.byteCount < Int(UInt16.max) &- 1, "a key is shorter than 65,534 bytes")
      id &+= 1
      let (low, high) = text.firstWords(0, text.byteCount)
      var index = Self.slot(low, high, text.byteCount) & (size &- 1)
      while slots[index].id != 0 { index = (index &+ 1) & (size &- 1) }
      slots[index] = Slot(
        low: low, high: high, start: UInt32(truncatingIfNeeded: bytes.count),
        length: UInt16(text.byteCount), id: id)
      guesses.append(Guess(text, at: bytes.count))
      bytes.append(bytesOf: text)
      bytes.append(ASCII.quote)
      bytes.append(ASCII.colon)
    }
    self.slots = slots
    self.bytes = bytes
    self.guesses = guesses
    self.names = names
  }

  /// The name of key `id`; nil if there is none.
  public func name(of id: JSONKeyID) -> String? {
    id > 0 && Int(id) <= names.count ? names[Int(id) &- 1] : nil
  }

  /// The number of the key with these bytes; 0 if it is not in the table.
  public func id(of key: RawSpan) -> JSONKeyID {
    lookup.id(key, 0, key.byteCount)
  }

  /// The table, borrowed for a run of look-ups.
  @inline(__always)
  var lookup: Lookup {
    @_lifetime(borrow self)
    get { Lookup(slots: slots.span, guesses: guesses.span, bytes: RawSpan(elements: bytes.span)) }
  }

  @inline(__always)
  static func slot(_ low: UInt64, _ high: UInt64, _ length: Int) -> Int {
    let mixed = (low ^ UInt64(truncatingIfNeeded: length)) &* 0x9E37_79B9_7F4A_7C15 ^ high
    return Int(truncatingIfNeeded: (mixed &* 0xD6E8_FEB8_6659_FD93) &>> 33)
  }
}

extension RawSpan {
  /// The first sixteen bytes of `start ..< end` as two words, little-endian, zero behind the end.
  /// Precondition: that is a range of this span.
  @inline(__always)
  func firstWords(_ start: Int, _ end: Int) -> (UInt64, UInt64) {
    let length = end &- start
    if start &+ 16 <= byteCount {
      let low = load8(unchecked: start)
      let high = load8(unchecked: start &+ 8)
      // Shifting by 64 or more gives zero, by less than nothing shifts the other way: all within 0 ... 64.
      let lowMask = ~(~UInt64(0) << UInt64(truncatingIfNeeded: length &* 8))
      let highMask = ~(~UInt64(0) << UInt64(truncatingIfNeeded: max(length &- 8, 0) &* 8))
      return (low & lowMask, high & highMask)
    }
    var low: UInt64 = 0
    var high: UInt64 = 0
    for i in 0..<min(length, 8) { low |= UInt64(byte(unchecked: start &+ i)) &<< UInt64(i &* 8) }
    if length > 8 {
      for i in 0..<(min(length, 16) &- 8) {
        high |= UInt64(byte(unchecked: start &+ 8 &+ i)) &<< UInt64(i &* 8)
      }
    }
    return (low, high)
  }
}
