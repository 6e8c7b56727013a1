import ServerSentEvents

// Plain base64, sixteen characters at a time: first how far it goes, then its bytes. `Base64Decoder` treats all else
// character by character, which is also the oracle for this.

extension RawSpan {
  /// How many characters from `start` on are of base64, padding not counted, in whole quanta of four.
  /// `start` must not exceed `byteCount`.
  func base64QuantaCount(from start: Int) -> Int {
    var position = start
    let count = byteCount
    while position &+ 64 <= count {
      let low = load16(unchecked: position).strangers | load16(unchecked: position &+ 16).strangers
      let high = load16(unchecked: position &+ 32).strangers | load16(unchecked: position &+ 48).strangers
      if (low | high).hasTopBit { break }
      position &+= 64
    }
    while position &+ 16 <= count, !load16(unchecked: position).strangers.hasTopBit { position &+= 16 }
    // The first that is none is among the next sixteen.
    while position < count, Base64Decoder.values[Int(byte(at: position))] < 64 { position &+= 1 }
    return (position &- start) & ~3
  }

  /// Appends the bytes of `count` characters from `start` on, of which ``base64QuantaCount(from:)`` has told that they
  /// are whole quanta.
  func appendBase64Quanta(from start: Int, count: Int, to bytes: inout [UInt8]) {
    let target = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: count / 4 &* 3))
    // Precondition of the stores: `count / 4 * 3` bytes were just made from `target` on, and each quantum writes three
    // of them. A vector writes fourteen bytes for its twelve, so it is used only while four quanta more follow it.
    unsafe bytes.withUnsafeMutableBytes { buffer in
      guard let bytes = buffer.baseAddress else { return }
      var position = start
      let end = start &+ count
      var place = target
      while position &+ 32 <= end {
        let (first, second) = Base64Characters(load16(unchecked: position)).bits
        unsafe bytes.storeBytes(of: first.bigEndian, toByteOffset: place, as: UInt64.self)
        unsafe bytes.storeBytes(of: second.bigEndian, toByteOffset: place &+ 6, as: UInt64.self)
        position &+= 16
        place &+= 12
      }
      while position < end {
        var bits: UInt32 = 0
        for i in 0..<4 { bits = bits &<< 6 | UInt32(Base64Decoder.values[Int(byte(at: position &+ i))]) }
        unsafe bytes.storeBytes(
          of: UInt8(truncatingIfNeeded: bits &>> 16), toByteOffset: place, as: UInt8.self)
        unsafe bytes.storeBytes(
          of: UInt8(truncatingIfNeeded: bits &>> 8), toByteOffset: place &+ 1, as: UInt8.self)
        unsafe bytes.storeBytes(of: UInt8(truncatingIfNeeded: bits), toByteOffset: place &+ 2, as: UInt8.self)
        position &+= 4
        place &+= 3
      }
    }
  }

  /// Sixteen bytes from `offset` on. Precondition: `0 <= offset <= byteCount - 16`; not checked.
  @inline(__always)
  private func load16(unchecked offset: Int) -> SIMD16<UInt8> {
    unsafe unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: SIMD16<UInt8>.self)
  }
}

/// Sixteen characters.
private struct Base64Characters {
  private let characters: SIMD16<UInt8>
  private var high: SIMD16<UInt8> { SIMD16(repeating: 0x80) }

  @inline(__always)
  init(_ characters: SIMD16<UInt8>) { self.characters = characters }

  /// All ones where a mask is set.
  @inline(__always)
  private func bytes(_ mask: SIMDMask<SIMD16<Int8>>) -> SIMD16<UInt8> {
    unsafe unsafeBitCast(mask, to: SIMD16<UInt8>.self)
  }

  /// Six bits for each. Precondition: they are of base64.
  @inline(__always)
  private var values: SIMD16<UInt8> {
    // What digits need is added to all; each other kind gets the difference.
    let isLetter = bytes(((characters &+ SIMD16(repeating: 0x80 &- 0x41)) & high) .== high)
    let isSmall = bytes(((characters &+ SIMD16(repeating: 0x80 &- 0x61)) & high) .== high)
    let isPlus = bytes(characters .== SIMD16(repeating: 0x2B))
    let isSlash = bytes(characters .== SIMD16(repeating: 0x2F))
    let letters = isLetter & SIMD16(repeating: 0 &- 69)
    let small = isSmall & SIMD16(repeating: 0 &- 6)
    let signs = (isPlus & SIMD16(repeating: 15)) | (isSlash & SIMD16(repeating: 12))
    return characters &+ SIMD16(repeating: 4) &+ letters &+ small &+ signs
  }

  /// The 48 bits of each eight, in the upper six bytes. Precondition: they are of base64.
  @inline(__always)
  var bits: (first: UInt64, second: UInt64) {
    // Joined two, four, eight at a time, the first in the lowest byte.
    let singles = unsafe unsafeBitCast(values, to: SIMD8<UInt16>.self)
    let pairs = (singles &<< SIMD8(repeating: 6)) & SIMD8(repeating: 0xFC0) | singles &>> SIMD8(repeating: 8)
    let halves = unsafe unsafeBitCast(pairs, to: SIMD4<UInt32>.self)
    let fours =
      (halves &<< SIMD4(repeating: 12)) & SIMD4(repeating: 0xFF_F000) | halves &>> SIMD4(repeating: 16)
    let words = unsafe unsafeBitCast(fours, to: SIMD2<UInt64>.self)
    return (words[0] &<< 40 | (words[0] &>> 32) &<< 16, words[1] &<< 40 | (words[1] &>> 32) &<< 16)
  }
}

extension SIMD16<UInt8> {
  /// The top bit is set where a character is not of base64, padding counted as such; the others are any.
  @inline(__always)
  fileprivate var strangers: SIMD16<UInt8> {
    // This bit tells small letters from capitals. The slash stands just before the digits.
    let letters = self | SIMD16(repeating: 0x20)
    let isPlus = unsafe unsafeBitCast(self .== SIMD16(repeating: 0x2B), to: SIMD16<UInt8>.self)
    return letters.outside(0x61, count: 26) & outside(0x2F, count: 11) & ~isPlus
  }

  /// The top bit is set where a byte is none of the `count` from `first` on. Comparisons by size are no single
  /// instructions here.
  @inline(__always)
  private func outside(_ first: UInt8, count: UInt8) -> SIMD16<UInt8> {
    let place = self &- SIMD16(repeating: first)
    return place | (place &+ SIMD16(repeating: 0x80 &- count))
  }

  @inline(__always)
  fileprivate var hasTopBit: Bool {
    let halves = unsafe unsafeBitCast(self, to: SIMD2<UInt64>.self)
    return (halves[0] | halves[1]) & 0x8080_8080_8080_8080 != 0
  }
}
