import Testing
import TestSupport
@testable import ServerSentEvents

/// The buffers a decoder keeps.
@Suite struct StorageTests {
  /// A model of `[UInt8]` and the buffer, through the same random steps.
  @Test(arguments: 0..<20)
  func byteBufferIsAnArray(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    var buffer = ByteBuffer()
    var model: [UInt8] = []
    for _ in 0..<500 {
      switch generator.below(10) {
      case 0:
        buffer.removeAll(reserve: [0, 64, 1024, Int.max][generator.below(4)])
        model = []
      case 1...3:
        let added = (0..<generator.below(300)).map { _ in UInt8(generator.below(256)) }
        buffer.append(RawSpan(ofBytes: added.span))
        model += added
      default:
        let byte = UInt8(generator.below(256))
        buffer.append(byte)
        model.append(byte)
      }
      #expect(buffer.count == model.count)
      #expect(buffer.isEmpty == model.isEmpty)
      #expect(buffer.unboundSpan().copiedBytes == model, "seed \(seed)")
    }
  }

  /// Memory at least doubles, up to the most that can be counted.
  @Test func growth() {
    for capacity in [0, 64, 512, 1024, 1 << 20, 1 << 30, 1 << 31, 3 << 30, ByteBuffer.maximumCount - 1] {
      for added in [1, 6, 1000, 1 << 20] where capacity + added <= ByteBuffer.maximumCount {
        let grown = ByteBuffer.capacity(behind: capacity, for: capacity + added)
        #expect(grown >= capacity + added && grown <= ByteBuffer.maximumCount, "\(capacity) + \(added)")
        if capacity > 1024 { #expect(grown >= min(2 * capacity, ByteBuffer.maximumCount)) }
      }
    }
    #expect(ByteBuffer.capacity(behind: 0, for: 1) == ByteBuffer.firstCapacity)
    #expect(ByteBuffer.capacity(behind: 512, for: 513) == ByteBuffer.keptCapacity)
  }

  @Test func emptyByteBuffer() {
    var buffer = ByteBuffer()
    #expect(buffer.unboundSpan().byteCount == 0)
    buffer.append(RawSpan())
    #expect(buffer.isEmpty == true)
    buffer.removeAll(reserve: 0)
    #expect(buffer.unboundSpan().byteCount == 0)
    buffer.append(7)
    buffer.removeAll(reserve: 0)
    #expect(buffer.count == 0 && buffer.unboundSpan().byteCount == 0)
  }

  /// IDs of every length, packed from the border of readable memory, and each after each.
  @Test(arguments: 0...40, [true, false])
  func lastEventIDs(count: Int, atEnd: Bool) {
    let memory = GuardedMemory()
    for before in [0, 1, 8, 15, 16, 40] {
      var id = LastEventID()
      let old = [UInt8](repeating: 0xAA, count: before)
      id.set(RawSpan(ofBytes: old.span))
      let bytes = (0..<count).map { UInt8(0xF0 - $0) }
      memory.withBytes(bytes, atEnd: atEnd) { id.set($0) }
      #expect(id.isLong == (count > LastEventID.inlineCapacity))
      #expect(Array(id.text.utf8) == UTF8Oracle.replacing(bytes))
      let letters = (0..<count).map { UInt8(0x41 + $0) }
      memory.withBytes(letters, atEnd: atEnd) { id.set($0) }
      #expect(id.text == String(decoding: letters, as: UTF8.self))
    }
  }

  /// Sixteen bytes at most, from the border of readable memory, to any place of an array.
  @Test func fewBytesAreCopied() {
    let memory = GuardedMemory()
    for count in 0...16 {
      let bytes = (0..<count).map { UInt8(0x41 + $0) }
      for atEnd in [true, false] {
        for start in 0...4 {
          var target = [UInt8](repeating: 0, count: count + 4)
          memory.withBytes(bytes, atEnd: atEnd) { source in
            var span = target.mutableSpan
            source.copyFew(to: &span, at: start)
          }
          var expected = [UInt8](repeating: 0, count: count + 4)
          expected.replaceSubrange(start..<start + count, with: bytes)
          #expect(target == expected, "\(count) bytes at \(start)")
        }
      }
    }
  }

  /// All that is equal is found equal, and every difference is found.
  @Test func sameBytesOfEveryLength() {
    let memory = GuardedMemory()
    for count in 0..<40 {
      let bytes = (0..<count).map { UInt8($0) }
      memory.withBytes(bytes, atEnd: true) { span in
        let isSame = RawSpan(ofBytes: bytes.span).equals(span)
        #expect(isSame)
        for place in bytes.indices {
          var other = bytes
          other[place] ^= 0x80
          let isSame = RawSpan(ofBytes: other.span).equals(span)
          #expect(!isSame, "\(count) bytes, place \(place)")
        }
      }
    }
  }

  @Test func saturatedSums() {
    #expect(5.addingSaturated(6) == 11)
    #expect(Int.max.addingSaturated(1) == .max)
    #expect(Int.max.addingSaturated(.max) == .max)
    #expect(0.addingSaturated(.max) == .max)
    #expect(Int.max.addingSaturated(-1) == .max - 1)
  }
}
