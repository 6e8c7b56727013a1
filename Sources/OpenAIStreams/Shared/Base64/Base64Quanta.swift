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
      let sixBits = SixBits(load16(at: position))
      if !sixBits.areAllValid { break }
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
    // of them. A vector writes sixteen bytes for its twelve, so it is used only while four quanta more follow it.
    unsafe bytes.withUnsafeMutableBytes { buffer in
      guard let bytes = buffer.baseAddress else { return }
      var position = start
      let end = start &+ count
      var place = target
      while position &+ 32 <= end {
        let quanta = SixBits(load16(at: position)).quanta
        for i in 0..<4 {
          unsafe bytes.storeBytes(of: quanta[i].bigEndian, toByteOffset: place &+ 3 &* i, as: UInt32.self)
        }
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

  /// Sixteen bytes from `offset` on, which must all be there.
  @inline(__always)
  private func load16(at offset: Int) -> SIMD16<UInt8> {
    unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: SIMD16<UInt8>.self)
  }
}

/// What sixteen characters stand for.
private struct SixBits {
  /// Six bits each, where the character is one of base64.
  private var values: SIMD16<UInt8>
  /// All ones where it is.
  private var valid: SIMD16<UInt8>

  /// The alphabet is five ranges; each has its own distance from characters to values.
  @inline(__always)
  init(_ characters: SIMD16<UInt8>) {
    values = SIMD16(repeating: 0)
    valid = SIMD16(repeating: 0)
    add(characters, from: 0x41, count: 26, value: 0)
    add(characters, from: 0x61, count: 26, value: 26)
    add(characters, from: 0x30, count: 10, value: 52)
    add(characters, from: 0x2B, count: 1, value: 62)
    add(characters, from: 0x2F, count: 1, value: 63)
    let zeros = SIMD16<UInt8>(repeating: 0)
    let isASCII = (characters & SIMD16(repeating: 0x80)) .== zeros
    valid = valid & (unsafe unsafeBitCast(isASCII, to: SIMD16<UInt8>.self))
  }

  @inline(__always)
  private mutating func add(_ characters: SIMD16<UInt8>, from first: UInt8, count: UInt8, value: UInt8) {
    // Below 0x80 the highest bit of a sum tells whether a character reaches a border. (Comparisons by size are no
    // single instructions here; equality is.)
    let high = SIMD16<UInt8>(repeating: 0x80)
    let reaches = characters &+ SIMD16(repeating: 0x80 &- first)
    let exceeds = characters &+ SIMD16(repeating: 0x80 &- first &- count)
    let isInRange = unsafe unsafeBitCast(
      (reaches & (exceeds ^ high) & high) .== high, to: SIMD16<UInt8>.self)
    valid = valid | isInRange
    values = values | ((characters &+ SIMD16(repeating: value &- first)) & isInRange)
  }

  @inline(__always)
  var areAllValid: Bool {
    let halves = unsafe unsafeBitCast(valid, to: SIMD2<UInt64>.self)
    return halves[0] & halves[1] == .max
  }

  /// The 24 bits of each four, in the upper three bytes.
  @inline(__always)
  var quanta: SIMD4<UInt32> {
    // The first character is the lowest byte of its word.
    let words = unsafe unsafeBitCast(values, to: SIMD4<UInt32>.self)
    let mask = SIMD4<UInt32>(repeating: 0x3F)
    let first = (words & mask) &<< 26
    let second = (words &>> 8 & mask) &<< 20
    let third = (words &>> 16 & mask) &<< 14
    let fourth = (words &>> 24) &<< 8
    return first | second | third | fourth
  }
}
