import Testing

@testable import SpanJSON

/// Nothing is read beyond a text: each runs at the border of memory that may not be touched.
@Suite struct PrimitivesTests {
  @Test func stringsOfEveryLengthAtTheBorder() throws {
    let memory = GuardedMemory()
    var tape = JSONTape()
    for count in 0..<70 {
      for tail in ["", "\\n", "é", "\\ud83d", "\u{1}", "\\", "\\u12", "\\ud83d\\u"] {
        let text = Array(("\"" + String(repeating: "k", count: count) + tail + "\"").utf8)
        for end in max(0, text.count - 8)...text.count {
          for atEnd in [true, false] {
            memory.withBytes(Array(text[..<end]), atEnd: atEnd) { span in
              let read = readingOfReader(span)
              let taped = tape.reading(span)
              #expect((try? read.get()) == (try? taped.get()))
              #expect(errorOf(read) == errorOf(taped))
            }
          }
        }
      }
    }
  }

  @Test func textsAtTheBorder() {
    let memory = GuardedMemory()
    var tape = JSONTape()
    for seed in UInt64(0)..<300 {
      var random = RandomJSON(seed: seed)
      let text = random.text().prefix(4000)
      let end = seed % 3 == 0 ? text.count : random.generator.below(text.count + 1)
      let piece = Array(text[..<end])
      let expected = GrammarOracle.read(piece)
      memory.withBytes(piece, atEnd: true) { span in
        let taped = tape.reading(span)
        #expect((try? taped.get()) == (try? expected.get()), "seed \(seed)")
        #expect((try? readingOfReader(span).get()) == (try? expected.get()), "seed \(seed)")
      }
    }
  }

  @Test func keysAtTheBorder() {
    let memory = GuardedMemory()
    let names = (0..<40).map { String(repeating: "k", count: $0) }
    let keys = JSONKeyTable(names)
    for (index, name) in names.enumerated() {
      memory.withBytes(Array(name.utf8), atEnd: true) { span in
        #expect(Int(keys.id(of: span)) == index + 1)
      }
    }
  }

  @Test func firstSpecialFindsEachByteInEachPlace() {
    let memory = GuardedMemory()
    for count in 0...40 {
      for place in 0..<count {
        for byte in [0x22, 0x5C, 0x00, 0x1F, 0x80, 0xFF] as [UInt8] {
          var text = [UInt8](repeating: 0x7F, count: count)
          text[place] = byte
          memory.withBytes(text, atEnd: true) { span in
            for start in 0...count {
              #expect(span.firstSpecial(from: start) == (start <= place ? place : count))
            }
          }
        }
      }
    }
    // Beyond 64 bytes the scan takes four vectors a step.
    for count in stride(from: 64, through: 224, by: 5) {
      for place in 0..<count {
        for byte in [0x22, 0x5C, 0x1F, 0x80] as [UInt8] {
          var text = [UInt8](repeating: 0x20, count: count)
          text[place] = byte
          memory.withBytes(text, atEnd: true) { span in
            for start in [0, 1, 15, 63, 64] where start <= count {
              #expect(span.firstSpecial(from: start) == (start <= place ? place : count))
            }
          }
        }
      }
    }
    let harmless = (0x20...0x7F).filter { $0 != 0x22 && $0 != 0x5C }.map { UInt8($0) }
    #expect(RawSpan(elements: harmless.span).firstSpecial(from: 0) == harmless.count)
  }

  @Test func endOfDigitsStopsAtEveryOtherByte() {
    for byte in UInt8.min...UInt8.max {
      for place in 0..<20 {
        var text = [UInt8](repeating: 0x39, count: 20)
        text[place] = byte
        let isDigit = (0x30...0x39).contains(byte)
        #expect(RawSpan(elements: text.span).endOfDigits(from: 0) == (isDigit ? 20 : place))
      }
    }
  }

  private func errorOf(_ reading: Reading) -> JSONError? {
    if case .failure(let error) = reading { error } else { nil }
  }
}

extension PrimitivesTests {
  @Test func hexadecimalDigitsAreTakenInAnyPlaceAndNothingElse() {
    for place in 0..<4 {
      for byte in UInt8.min...UInt8.max {
        var digits = Array("1aF9".utf8)
        digits[place] = byte
        let isASCII = digits.allSatisfy { $0 < 0x80 && $0 != 0x2B && $0 != 0x2D }
        let expected = isASCII ? UInt16(String(decoding: digits, as: UTF8.self), radix: 16) : nil
        #expect(RawSpan(elements: digits.span).codeUnit(at: 0) == expected, "\(digits)")
      }
    }
    for unit in UInt16.min...UInt16.max {
      let text = String(unit, radix: 16, uppercase: unit & 1 == 0)
      let digits = Array((String(repeating: "0", count: 4 - text.count) + text).utf8)
      if RawSpan(elements: digits.span).codeUnit(at: 0) != unit { Issue.record("\(text)") }
    }
  }
}

extension PrimitivesTests {
  @Test func sameBytesOfEveryLength() {
    let memory = GuardedMemory()
    for count in 0..<40 {
      let bytes = (0..<count).map { UInt8($0) }
      memory.withBytes(bytes, atEnd: true) { span in
        expectTrue(RawSpan(elements: bytes.span).hasSameBytes(as: span))
        let longer = bytes + [0]
        expectTrue(!RawSpan(elements: longer.span).hasSameBytes(as: span))
        for place in bytes.indices {
          var other = bytes
          other[place] ^= 0x80
          expectTrue(!RawSpan(elements: other.span).hasSameBytes(as: span))
        }
      }
    }
  }
}

extension PrimitivesTests {
  /// Strings of fewer than sixteen bytes are found by one vector, where as many bytes may be read.
  @Test func shortStringsOfEveryLength() {
    let memory = GuardedMemory()
    for count in 0...40 {
      for place in 0...count {
        for byte in [0x22, 0x5C, 0x00, 0x1F, 0x80, 0xFF] as [UInt8] {
          var text = [UInt8](repeating: 0x7F, count: count)
          if place < count { text[place] = byte }
          let isFound = place < min(16, count) && byte == 0x22 && count >= 16
          memory.withBytes(text, atEnd: true) { span in
            #expect(span.shortStringLength(from: 0) == (isFound ? place : nil))
          }
        }
      }
    }
  }

  /// What is known at once of short texts is what the general way finds: every two bytes, at every place, before every
  /// kind of third one, with every length.
  @Test func shortTexts() throws {
    var found = 0
    for first in UInt8(0x20)...UInt8.max {
      for second in UInt8.min...UInt8.max {
        for (third, place) in [(0x80, 0), (0xBF, 3), (0x9F, 8), (0xA0, 12), (0x61, 13), (0xE4, 5)]
          as [(UInt8, Int)]
        {
          var text = [UInt8](repeating: 0x61, count: place) + [first, second, third]
          if first == 0xE4 { text += [0xC3, 0xA9] }
          let bytes = [0x3A, 0x22] + text + [0x22] + [UInt8](repeating: 0x2C, count: 16)
          let span = RawSpan(elements: bytes.span)
          let general = try? span.scanString(from: 2)
          guard let count = span.shortTextLength(from: 2) else { continue }
          found += 1
          #expect(general?.end == 2 &+ count && general?.flags == .isNotASCII, "\(bytes)")
        }
      }
    }
    #expect(found > 10_000)
    for count in 0..<20 {
      for text in [
        [UInt8](repeating: 0x61, count: count) + [0xC3, 0xA9], [UInt8](repeating: 0x61, count: count),
      ] {
        for rest in [0, 3, 15, 16] {
          let bytes = [0x3A, 0x22] + text + [0x22] + [UInt8](repeating: 0x2C, count: rest)
          let isFound = text.count < 16 && text.count > count && bytes.count >= 18
          let length = RawSpan(elements: bytes.span).shortTextLength(from: 2)
          #expect(length == (isFound ? text.count : nil), "\(count) \(rest)")
        }
      }
    }
    let early = [0x22, 0xC3, 0xA9, 0x22] + [UInt8](repeating: 0x2C, count: 16)
    #expect(RawSpan(elements: early.span).shortTextLength(from: 1) == nil)
  }

  /// What is skipped sixteen bytes at a time is text that the general way skips too, up to the very place where that
  /// finds something else: every two bytes, at every place of a vector.
  @Test func commonText() throws {
    let behind = [UInt8](repeating: 0x2C, count: 40)
    for first in UInt8.min...UInt8.max {
      for second in UInt8.min...UInt8.max where first >= 0x80 || second >= 0x80 || first < 0x30 {
        let place = Int(first &+ second) % 34
        for third in [0x80, 0xBF, 0x61, 0x22] as [UInt8] {
          let head: [UInt8] = [0x3A, 0x22] + (0..<place).flatMap { $0 % 3 == 0 ? [0xC3, 0xA9] : [0x61] }
          let bytes = head + [first, second, third] + behind
          let span = RawSpan(elements: bytes.span)
          let end = span.endOfCommonText(from: 2)
          // The oracle goes character by character.
          var position = 2
          while position < bytes.count, bytes[position] != 0x22, bytes[position] != 0x5C,
            bytes[position] >= 0x20
          {
            if bytes[position] < 0x80 {
              position += 1
              continue
            }
            let sequence = span.utf8Sequence(at: position)
            let isRare = sequence.length > 3 || Array(bytes[position...].prefix(2)) == [0xEF, 0xBF]
            if !sequence.isWellFormed || isRare { break }
            position += sequence.length
          }
          if position < bytes.count - 15 {
            #expect(end == position, "\(bytes)")
          } else {
            #expect(end > bytes.count - 16 && end <= position, "\(bytes)")
          }
        }
      }
    }
    #expect(RawSpan(elements: [0xC3, 0xA9].span).endOfCommonText(from: 0) == 0)
  }

  /// All sequences of two and three bytes, well-formed or not, are judged as the general way judges them.
  @Test func sequencesOfTwoAndThreeBytes() throws {
    for first in UInt8(0xC0)...0xF5 {
      for second in UInt8.min...UInt8.max where second != 0x22 && second != 0x5C && second >= 0x20 {
        for third in [UInt8(0x7F), 0x80, 0x9F, 0xA0, 0xBD, 0xBF, 0xC0, 0x61] {
          let text = [first, second, third, 0x22, 0x20, 0x20, 0x20, 0x20]
          let span = RawSpan(elements: text.span)
          let flags = try span.scanString(from: 0).flags
          let isWellFormed = String(validating: text[..<3], as: UTF8.self) != nil
          if flags.contains(.illFormedUTF8) == isWellFormed { Issue.record("\(text)") }
          let isReplacement = [first, second, third] == [0xEF, 0xBF, 0xBD]
          if flags.contains(.replacementCharacter) != isReplacement { Issue.record("\(text)") }
        }
      }
    }
  }
}
