import ServerSentEvents
import TestSupport
import Testing

@testable import OpenAIStreams

/// The digest that final texts are compared by.
@Suite struct TextDigestTests {
  private static func digest(_ pieces: [ArraySlice<UInt8>]) -> TextDigest {
    var digest = TextDigest()
    for piece in pieces {
      let bytes = Array(piece)
      digest.append(RawSpan(ofBytes: bytes.span))
    }
    return digest
  }

  /// Every length, cut at every two places: the digest is that of the whole.
  @Test func cutsMakeNoDifference() {
    let text = (0..<40).map { UInt8(truncatingIfNeeded: $0 * 37 + 11) }
    for length in 0...text.count {
      let whole = Self.digest([text[..<length]])
      #expect(whole.count == length)
      for first in 0...length {
        for second in first...length {
          let pieces = [text[..<first], text[first..<second], text[second..<length]]
          if Self.digest(pieces) != whole { Issue.record("\(length), cut at \(first) and \(second)") }
        }
      }
    }
  }

  /// A byte that is another, or one more, or two that have changed places: the digest is another.
  @Test func differencesAreSeen() {
    let text = (0..<40).map { UInt8(truncatingIfNeeded: $0 * 37 + 11) }
    let whole = Self.digest([text[...]])
    for place in text.indices {
      for bit in 0..<8 {
        var other = text
        other[place] ^= 1 << UInt8(bit)
        #expect(Self.digest([other[...]]) != whole)
      }
      for second in text.indices where second != place {
        var other = text
        other.swapAt(place, second)
        #expect(Self.digest([other[...]]) != whole)
      }
      #expect(Self.digest([text[..<place]]) != whole)
    }
    // Zeros at the end count.
    #expect(Self.digest([[0, 0]]) != Self.digest([[0]]))
  }
}
