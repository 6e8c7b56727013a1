import ServerSentEvents

// Plain base64, sixteen characters at a time: first how far it goes, then its bytes. `Base64Decoder` treats all else
// character by character, which is also the oracle for this.

extension RawSpan {
  /// How many characters from `start` on are of base64, padding not counted, in whole quanta of four.
  /// `start` must not exceed `byteCount`.
  func base64QuantaCount(from start: Int) -> Int {
    var position = start
    let count = byteCount
    while position &+ 16 <= count {
      if !Base64Characters(load16(unchecked: position)).areAllValid { break }
      position &+= 16
    }
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
///
/// Comparisons by size are no single instructions here, equality is; so below 0x80 the highest bit of a sum tells
/// whether a character reaches a border.
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

  /// The highest bit where `characters` are in a range of `count` from `first` on, if they are below 0x80.
  @inline(__always)
  private func range(_ characters: SIMD16<UInt8>, from first: UInt8, count: UInt8) -> SIMD16<UInt8> {
    let reaches = characters &+ SIMD16(repeating: 0x80 &- first)
    let exceeds = characters &+ SIMD16(repeating: 0x80 &- first &- count)
    return reaches & (exceeds ^ high)
  }

  @inline(__always)
  var areAllValid: Bool {
    // This bit tells small letters from capitals.
    let letters = range(characters | SIMD16(repeating: 0x20), from: 0x61, count: 26)
    let digits = range(characters, from: 0x30, count: 10)
    let inRanges = bytes(((letters | digits) & (characters ^ high) & high) .== high)
    let signs =
      bytes(characters .== SIMD16(repeating: 0x2B)) | bytes(characters .== SIMD16(repeating: 0x2F))
    let halves = unsafe unsafeBitCast(inRanges | signs, to: SIMD2<UInt64>.self)
    return halves[0] & halves[1] == .max
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
    let words = unsafe unsafeBitCast(values, to: SIMD2<UInt64>.self)
    return (Self.join(words[0]), Self.join(words[1]))
  }

  /// Eight times six bits, the first in the lowest byte, one behind the other: two, four, eight at a time.
  @inline(__always)
  private static func join(_ word: UInt64) -> UInt64 {
    let six: UInt64 = 0x003F_003F_003F_003F
    let twelve: UInt64 = 0x0000_0FFF_0000_0FFF
    let pairs = (word & six) &<< 6 | (word &>> 8) & six
    let fours = (pairs & twelve) &<< 12 | (pairs &>> 16) & twelve
    return ((fours & 0xFF_FFFF) &<< 24 | fours &>> 32) &<< 16
  }
}
