/// A job done on a stream: framing, decoding, collecting. Everything that is measured is one of these.
struct Work: Sendable {
  /// As it stands in the reports: `frame`, `chat-text`.
  let name: String
  let about: String
  /// The shapes that it is done on, by name.
  let shapes: [String]
  /// The cuts at which it is done on a shape.
  let cuts: @Sendable (_ shape: String) -> [Cut]
  /// What it must deliver on a stream.
  let expected: @Sendable (Corpus) -> WorkCount
  /// Does it once, on a stream in pieces, and tells what was delivered.
  let pass: @Sendable (Corpus, Pieces) throws -> WorkCount
  /// Compares all it delivers, byte by byte, once before anything is timed; nil if the count says it all.
  var proof: (@Sendable (Corpus, Pieces) throws -> Void)?

  /// All jobs, in the order of the reports. A new job is a new line here.
  static let all: [Work] = [
    .frame, .frameItems, .frameOwned, .lines, .encode, .jsonRead, .jsonTape, .chatText, .chatTextGeneral,
    .chatOwned,
    .chatCollect, .toolArguments, .responseDeltas, .responseCollect, .speechAudio,
  ]
}

/// A job that delivered something else than its stream holds: a fault of the engine, or of the shape.
struct WrongResult: Error, CustomStringConvertible {
  let description: String

  init(_ benchmark: String, expected: some Any, found: some Any) {
    description = "\(benchmark): expected \(expected), found \(found)"
  }
}
