/// A named kind of stream, made for the branch of the decoder that it stresses.
struct Shape: Sendable {
  let name: String
  /// What it is and what it stresses, in one line.
  let about: String
  /// Makes at least `size` bytes of it, always whole events; the same for the same seed.
  let make: @Sendable (_ size: Int, _ seed: UInt64) -> Corpus

  /// All shapes, in the order of the reports. A new shape is a new line here.
  static let all: [Shape] = [
    .chat, .responses, .toolCalls, .speech, .ids, .multibyte, .heartbeat, .idle, .invalid, .hugeLine,
    .manyLines, .mixedEnds, .edges,
  ]

  static func named(_ name: String) -> Shape? { all.first { $0.name == name } }

  /// Writes whole streams until `size` is reached.
  static func fill(
    _ name: String, _ size: Int, _ seed: UInt64,
    _ stream: (inout StreamWriter, inout SeededGenerator) -> Void
  ) -> Corpus {
    var writer = StreamWriter(capacity: size)
    var random = SeededGenerator(
      seed: seed ^ UInt64(truncatingIfNeeded: name.utf8.reduce(5381) { $0 &* 33 &+ Int($1) }))
    repeat {
      stream(&writer, &random)
      writer.endStream()
    } while writer.count < size
    return writer.corpus(name)
  }

  /// How many tokens an answer has: mostly some hundred, now and then a thousand.
  static func answerLength(_ random: inout SeededGenerator) -> Int {
    random.chance(10) ? random.within(600...1_200) : random.within(20...400)
  }
}
