import Testing
import TestSupport
@testable import ServerSentEvents

/// The unchecked loads and slices, at the borders of memory that may be read.
@Suite struct LoadTests {
  static let bytes = (0..<40).map { UInt8(truncatingIfNeeded: $0 * 7 + 3) }

  /// Each load at every offset that its precondition allows, with forbidden memory on either side.
  @Test(arguments: [1, 2, 4, 5, 8, 9, 16, 17, 31, 40], [true, false])
  func everyAllowedOffset(count: Int, atEnd: Bool) {
    let bytes = Array(Self.bytes.prefix(count))
    GuardedMemory().withBytes(bytes, atEnd: atEnd) { span in
      for offset in 0..<count {
        #expect(span.byte(unchecked: offset) == bytes[offset])
        if offset + 4 <= count {
          let expected = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[offset + $1]) << UInt32(8 * $1) }
          #expect(span.load4(unchecked: offset) == expected)
        }
        if offset + 8 <= count {
          let expected = (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[offset + $1]) << UInt64(8 * $1) }
          #expect(span.load8(unchecked: offset) == expected)
        }
        if offset + 16 <= count {
          let lanes = span.load16(unchecked: offset)
          for lane in 0..<16 { #expect(lanes[lane] == bytes[offset + lane]) }
        }
      }
    }
  }

  @Test func everySlice() {
    GuardedMemory().withBytes(Self.bytes) { span in
      for start in 0...Self.bytes.count {
        for end in start...Self.bytes.count {
          let slice = span.slice(unchecked: start, end)
          #expect(slice.byteCount == end - start)
          #expect(slice.copiedBytes == Array(Self.bytes[start..<end]))
        }
      }
    }
  }

  @Test func literals() {
    #expect(RawSpan(immortal: "").byteCount == 0)
    #expect(RawSpan(immortal: "message").copiedBytes == Array("message".utf8))
    #expect(RawSpan(immortal: "…").copiedBytes == [0xE2, 0x80, 0xA6])
  }

  /// From a span of bytes and back.
  @Test(arguments: [0, 1, 7, 40])
  func spansOfBytes(count: Int) {
    let bytes = Array(Self.bytes.prefix(count))
    let raw = RawSpan(ofBytes: bytes.span)
    #expect(raw.byteCount == count)
    let span = raw.asBytes
    #expect(span.count == count)
    for index in 0..<count { #expect(span[index] == bytes[index]) }
    #expect(bytes.unboundSpan().copiedBytes == bytes)
  }

  @Test(arguments: [0, 1, 15, 16, 17, 100])
  func appendingSpans(count: Int) {
    let bytes = (0..<count).map { UInt8($0) }
    var array: [UInt8] = [1, 2]
    array.append(RawSpan(ofBytes: bytes.span))
    #expect(array == [1, 2] + bytes)
    array.append(RawSpan())
    #expect(array == [1, 2] + bytes)
  }

  @Test func equality() {
    let bytes = Array("data".utf8)
    for other in ["", "dat", "data", "Data", "data ", "datb", "xata"] as [Text] {
      let span = RawSpan(ofBytes: other.bytes.span)
      let equalsSpan = RawSpan(ofBytes: bytes.span).equals(span)
      let equalsLiteral = span.equals("data")
      let equalsEmpty = span.equals("")
      #expect(equalsSpan == (other.bytes == bytes))
      #expect(equalsLiteral == (other.bytes == bytes))
      #expect(equalsEmpty == other.bytes.isEmpty)
    }
    let empty = RawSpan()
    let results = [empty.equals(""), empty.equals(RawSpan()), empty.equals("x")]
    #expect(results == [true, true, false])
  }

  /// One U+FFFD for each maximal subpart, nothing stripped (DEC-4, DEC-7): all of two bytes, and random ones.
  @Test func textOfBytes() {
    #expect(RawSpan().decodedUTF8.isEmpty)
    func check(_ bytes: [UInt8]) {
      let text = RawSpan(ofBytes: bytes.span).decodedUTF8
      #expect(Array(text.utf8) == UTF8Oracle.replacing(bytes), "\(Escaped(bytes))")
    }
    for first in UInt8.min...UInt8.max {
      for second in [0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xE2, 0xF4, 0xFF] as [UInt8] {
        check([first, second])
        check([0x61, first, second, 0x80, 0x62])
        check([first, second, 0x80, 0xBF])
      }
    }
    check([0xEF, 0xBB, 0xBF, 0x61, 0xEF, 0xBB, 0xBF])
    var generator = SeededGenerator(seed: 8)
    for _ in 0..<2000 {
      let pool: [UInt8] = [
        0x41, 0x80, 0xBF, 0xC2, 0xE0, 0xE1, 0xED, 0xEF, 0xF0, 0xF1, 0xF4, 0xF5, 0xA0, 0x90,
      ]
      check((0..<generator.below(12)).map { _ in pool[generator.below(pool.count)] })
    }
  }
}
