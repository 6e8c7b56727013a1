import Foundation
import ServerSentEvents
import TestSupport
import Testing

@testable import OpenAIStreams

/// Base64 in pieces. A decoder that is fed character by character never takes the vector's way: it is the oracle.
@Suite struct Base64DecoderTests {
  private struct Result: Equatable {
    var bytes: [UInt8] = []
    var hasInnerPadding = false
    var characterCount = 0
    /// The offset in the whole text of the first character that is none.
    var invalidOffset: Int?
    var pendingCount = 0
  }

  /// Decodes `pieces` up to the first that holds something invalid.
  private static func decode(_ pieces: [[UInt8]], checksOnly: Bool = false) -> Result {
    var decoder = Base64Decoder()
    var result = Result()
    var offset = 0
    for piece in pieces where result.invalidOffset == nil {
      let text = RawSpan(ofBytes: piece.span)
      var scratch: [UInt8] = []
      let findings =
        checksOnly ? decoder.check(text, scratch: &scratch) : decoder.decode(text, to: &result.bytes)
      result.hasInnerPadding = result.hasInnerPadding || findings.hasInnerPadding
      result.characterCount += findings.characterCount
      result.invalidOffset = findings.invalidOffset.map { $0 + offset }
      offset += piece.count
    }
    result.pendingCount = decoder.pendingCount
    if result.invalidOffset == nil && !checksOnly { decoder.flush(to: &result.bytes) }
    return result
  }

  private static func bytewise(_ text: [UInt8]) -> Result { decode(text.map { [$0] }) }

  @Test("Every length, whole and at every cut, is what Foundation makes of it", arguments: 0...100)
  func lengths(count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 151 &+ count) }
    let text = Array(Data(bytes).base64EncodedString().utf8)
    #expect(Self.decode([text]).bytes == bytes)
    #expect(bytes.base64 == text)
    for cut in 0...text.count {
      #expect(Self.decode([Array(text[..<cut]), Array(text[cut...])]).bytes == bytes, "cut at \(cut)")
    }
    let bare = text.filter { $0 != UInt8(ascii: "=") }
    #expect(Self.decode([bare]).bytes == bytes, "without padding")
  }

  @Test("Any character at any place of a vector is treated as one by one", arguments: 0..<172)
  func everyCharacter(place: Int) {
    // A step of four vectors, one of single ones, and what is left.
    let piece = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXI+/8"
    let valid = Array((piece + piece + piece).utf8)
    for character in UInt8.min...UInt8.max {
      var text = valid
      text[place] = character
      let whole = Self.decode([text])
      let oracle = Self.bytewise(text)
      #expect(whole == oracle, "character \(character)")
    }
  }

  @Test("Hostile texts, cut anyhow", arguments: 0..<40)
  func hostile(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let alphabets = ["ABab09+/", "ABab09+/=", "Aa=\n ", "ABCDEFGHIJKLMNOPQRSTUVWXYZ= ", "Az+/=!-\r\n"]
    for _ in 0..<100 {
      let alphabet = Array(alphabets[Int.random(in: 0..<alphabets.count, using: &generator)].utf8)
      let count = Int.random(in: 0..<120, using: &generator)
      let text = (0..<count).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] }
      let oracle = Self.bytewise(text)
      let shown = String(decoding: text, as: UTF8.self).debugDescription
      #expect(Self.decode([text]) == oracle, "\(shown)")
      var pieces: [[UInt8]] = []
      var rest = text[...]
      while !rest.isEmpty {
        let size = Int.random(in: 1...min(40, rest.count), using: &generator)
        pieces.append(Array(rest.prefix(size)))
        rest = rest.dropFirst(size)
      }
      #expect(Self.decode(pieces) == oracle, "\(shown) in \(pieces.map(\.count))")
      var checked = Self.decode(pieces, checksOnly: true)
      checked.bytes = oracle.bytes
      #expect(checked == oracle, "checking \(shown)")
    }
  }

  @Test("SPC-11, SPC-16: pieces that are padded each")
  func paddedPieces() {
    for size in 1...50 {
      let piece = [UInt8](repeating: 7, count: size)
      let text = Array(Data(piece).base64EncodedString().utf8)
      let result = Self.decode([text, text, text])
      #expect(result.bytes == piece + piece + piece)
      #expect(result.hasInnerPadding == (size % 3 != 0))
      #expect(result.invalidOffset == nil)
    }
  }
}
