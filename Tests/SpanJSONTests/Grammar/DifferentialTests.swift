import SpanJSON
import Testing

/// Reader, tape and reader of growing text against the plain transcription of the grammar: same verdict,
/// same value, same error, on the same text.
@Suite struct DifferentialTests {
  static let samples = [
    #"{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1741569952,"model":"gpt-4.1-nano","choices":[{"index":0,"delta":{"content":" tok"},"logprobs":null,"finish_reason":null}],"usage":null}"#,
    #"[0, -1.5e+3, true , false,null,"a\u00e9\ud83d\ude00\n\\\"/", {"k" : [ ] , "":{ }}]"#,
    #" { "content" : "世界 é 😀 \uD83D x", "a key of more than sixteen bytes" : [[1],[2,[3]]] } "#,
  ]

  @Test(arguments: samples) func everyTruncation(_ sample: String) {
    let whole = Array(sample.utf8)
    var tape = JSONTape()
    #expect(expectAgreement(whole, tape: &tape))
    let solid = whole.reversed().drop { $0 == 0x20 }.count
    for end in 0..<solid {
      #expect(!expectAgreement(Array(whole[..<end]), tape: &tape))
    }
  }

  @Test(arguments: samples) func everyByteExchanged(_ sample: String) {
    var tape = JSONTape()
    var text = Array(sample.utf8)
    for place in text.indices {
      let original = text[place]
      for byte in Array("\"\\{}[],:0e.- x".utf8) + [0x00, 0x1F, 0x7F, 0x80, 0xC3, 0xFF] {
        text[place] = byte
        expectAgreement(text, tape: &tape)
      }
      text[place] = original
    }
  }

  @Test(arguments: 0..<40) func randomTexts(_ block: UInt64) {
    var tape = JSONTape()
    for seed in (block * 50)..<(block * 50 + 50) {
      var random = RandomJSON(seed: seed)
      let text = random.text()
      #expect(expectAgreement(text, tape: &tape, seed: seed))
      for _ in 0..<5 { expectAgreement(random.mutated(text), tape: &tape, seed: seed) }
    }
  }

  /// All texts of up to five symbols of an alphabet chosen for trouble.
  @Test(arguments: Array("{}[]\",:\\u0-.e1tn ".utf8)) func allShortTexts(_ first: UInt8) {
    let alphabet = Array("{}[]\",:\\u0-.e1tn ".utf8)
    var tape = JSONTape()
    let length = isRelease ? 4 : 2
    for count in 0...length {
      var digits = [Int](repeating: 0, count: count)
      while true {
        expectAgreement([first] + digits.map { alphabet[$0] }, tape: &tape)
        guard let place = digits.lastIndex(where: { $0 < alphabet.count - 1 }) else { break }
        digits[place] += 1
        for later in (place + 1)..<max(count, place + 1) { digits[later] = 0 }
      }
    }
  }

  /// The same, inside an array in an object, so that all of it is reached.
  @Test(arguments: Array("{}[]\",:\\u0-.e1tn ".utf8)) func allShortTextsInside(_ first: UInt8) {
    let alphabet = Array("{}[]\",:\\u0-.e1tn ".utf8)
    var tape = JSONTape()
    for second in alphabet {
      for third in alphabet {
        let middle = [first, second, third]
        expectAgreement(Array("{\"a\":[".utf8) + middle + Array("]}".utf8), tape: &tape)
        expectAgreement(Array("[\"".utf8) + middle + Array("\"]".utf8), tape: &tape)
        expectAgreement(Array("{".utf8) + middle + Array(":1}".utf8), tape: &tape)
        expectAgreement(Array("[1".utf8) + middle + Array("]".utf8), tape: &tape)
      }
    }
  }
}

/// Whether assertions are off: then there is time for more.
let isRelease: Bool = {
  var isDebug = false
  assert(
    {
      isDebug = true; return true
    }())
  return !isDebug
}()
