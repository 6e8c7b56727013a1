import Foundation
import SpanJSON
import Testing

/// A third opinion: Foundation's parser, where it keeps to the grammar. It refuses lone surrogates,
/// ill-formed UTF-8 and numbers beyond doubles, guesses UTF-16 and UTF-32 from zero bytes, and skips a byte
/// order mark; such texts are left out.
@Suite struct FoundationAgreementTests {
  @Test(arguments: 0..<10) func verdicts(_ block: UInt64) {
    var tape = JSONTape()
    var accepted = 0
    for seed in (block * 100)..<(block * 100 + 100) {
      var random = RandomJSON(seed: seed &+ 0xF00D)
      let text = seed % 2 == 0 ? random.text() : random.mutated(random.text())
      guard isForFoundation(text) else { continue }
      let foundation =
        (try? JSONSerialization.jsonObject(with: Data(text), options: .fragmentsAllowed)) != nil
      let ours = (try? tape.parse(text.raw, keys: readingKeys)) != nil
      #expect(foundation == ours, "seed \(seed): \(escaped(text))")
      accepted += ours ? 1 : 0
    }
    #expect(accepted > 10)
  }

  private func isForFoundation(_ text: [UInt8]) -> Bool {
    let string = String(decoding: text, as: UTF8.self)
    return !string.contains("\u{FFFD}") && !string.lowercased().contains("\\ud")
      && !string.lowercased().contains("e") && !text.contains(0) && !string.contains("\u{FEFF}")
  }
}
