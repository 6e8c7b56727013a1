import Testing
import TestSupport
@testable import ServerSentEvents

/// Looking for the end of a line, and dividing it.
@Suite struct ScanTests {
  /// LF or CR at every place of every length about the widths of vectors, among bytes that share bits with
  /// them; nothing is read outside.
  @Test(arguments: [0x61, 0x0B, 0x0C, 0x0E, 0x08, 0x09, 0x0F, 0x8A, 0x8D, 0x1A, 0x4D, 0x00, 0xFF] as [UInt8])
  func lineEnd(filling: UInt8) {
    let memory = GuardedMemory()
    for count in 0...140 {
      var bytes = [UInt8](repeating: filling, count: count)
      memory.withBytes(bytes) { span in
        for start in 0...count { #expect(span.lineEnd(from: start) == count) }
      }
      for position in 0..<count where count < 34 || count % 16 < 2 {
        for end in [0x0A, 0x0D] as [UInt8] {
          bytes[position] = end
          memory.withBytes(bytes, atEnd: position % 2 == 0) { span in
            #expect(span.lineEnd(from: 0) == position)
            #expect(span.lineEnd(from: position) == position)
            #expect(span.lineEnd(from: position + 1) == count)
          }
        }
        bytes[position] = filling
      }
    }
  }

  /// The first of several, wherever they stand.
  @Test(arguments: 0..<20)
  func firstOfSeveral(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    for _ in 0..<200 {
      let pool: [UInt8] = [
        0x0A, 0x0D, 0x0B, 0x0C, 0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0x61,
      ]
      let bytes = (0..<generator.below(200)).map { _ in
        generator.below(8) == 0 ? pool[generator.below(pool.count)] : 0x61
      }
      let start = generator.below(bytes.count + 1)
      let expected = bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
      #expect(RawSpan(ofBytes: bytes.span).lineEnd(from: start) == expected, "seed \(seed)")
    }
  }

  @Test func lanes() {
    #expect(SIMD16<UInt8>(repeating: 0).isZero)
    #expect(SIMD16<UInt8>(repeating: 0).nibbles == 0)
    for lane in 0..<16 {
      var vector = SIMD16<UInt8>(repeating: 0)
      vector[lane] = 255
      #expect(!vector.isZero)
      #expect(vector.nibbles == 0xF << UInt64(4 * lane))
      vector[15] = 255
      #expect(vector.nibbles.trailingZeroBitCount / 4 == lane)
    }
    #expect(SIMD16<UInt8>(repeating: 255).nibbles == .max)
  }

  /// Every line of the exhaustive alphabet divides as the oracle says.
  @Test func lineShapes() {
    let pieces = ["data", "event", "id", "retry", "d", "x", ":", " ", "\0", "ev", "ent"].map {
      Array($0.utf8)
    }
    func check(_ line: [UInt8], _ rest: Int) {
      let expected = OracleLine(line, start: 0, isTerminated: true)
      let shape = RawSpan(ofBytes: line.span).lineShape()
      #expect(shape.kind == LineToken.Kind(expected.kind), "\(Escaped(line))")
      #expect(shape.nameEnd == expected.colon ?? line.count, "\(Escaped(line))")
      if shape.kind != .comment {
        #expect(shape.valueStart == expected.valueStart, "\(Escaped(line))")
      } else {
        #expect(shape.valueStart == 1)
      }
      if rest > 0 { for piece in pieces { check(line + piece, rest - 1) } }
    }
    check([], 3)
  }

  @Test(
    arguments: [
      ("a\n", 1, 2), ("a\r", 1, 2), ("a\r\n", 1, 3), ("a\r\r", 1, 2), ("a\n\n", 1, 2), ("a\n\r", 1, 2),
      ("\r\n", 0, 2),
    ] as [(Text, Int, Int)])
  func behindTerminator(text: Text, end: Int, expected: Int) {
    #expect(RawSpan(ofBytes: text.bytes.span).behindTerminator(at: end) == expected)
  }

  @Test(
    arguments: [
      ("", nil), ("0", 0), ("7", 7), ("03000", 3000), ("9223372036854775807", Int.max),
      ("9223372036854775808", Int.max), ("99999999999999999999999999999", Int.max),
      ("0000000000000000000000042", 42),
      ("-1", nil), ("+5", nil), ("1 ", nil), (" 1", nil), ("1e3", nil), ("0x10", nil), ("1_0", nil),
      ("1.5", nil),
      ("\u{FF15}", nil), ("/", nil), (":", nil), ("99999999999999999999x", nil),
      ("9223372036854775810", Int.max),
    ] as [(Text, Int?)])
  func milliseconds(text: Text, expected: Int?) {
    #expect(RawSpan(ofBytes: text.bytes.span).milliseconds == expected)
  }

  @Test(arguments: 0...40)
  func containsNUL(count: Int) {
    var bytes = [UInt8](repeating: 0x30, count: count)
    #expect(RawSpan(ofBytes: bytes.span).containsNUL == false)
    for position in 0..<count {
      bytes[position] = 0
      #expect(RawSpan(ofBytes: bytes.span).containsNUL == true)
      bytes[position] = 0x80
    }
  }
}

extension ScanTests {
  /// Each byte counts, whatever the length.
  @Test func equalBytes() {
    for length in 0...40 {
      let bytes = (0..<length).map { UInt8($0) }
      let copy = Array(bytes)
      let isSame = RawSpan(ofBytes: bytes.span).equals(RawSpan(ofBytes: copy.span))
      #expect(isSame)
      for position in 0..<length {
        var other = bytes
        other[position] ^= 0x80
        let isEqual = RawSpan(ofBytes: bytes.span).equals(RawSpan(ofBytes: other.span))
        #expect(!isEqual, "length \(length), position \(position)")
      }
      let longer = bytes + [0]
      let isEqual = RawSpan(ofBytes: bytes.span).equals(RawSpan(ofBytes: longer.span))
      #expect(!isEqual)
    }
  }
}
