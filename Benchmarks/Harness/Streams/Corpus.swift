/// A stream to measure on, with what it must come to.
struct Corpus: Sendable {
  /// The shape that made it.
  let shape: String
  let bytes: [UInt8]
  /// Where each block, its blank line included, ends.
  let blockEnds: [Int]
  let expected: Tally
  /// What typed jobs must deliver, by the name of the content: `text`, `arguments`, `audio`.
  let content: [String: WorkCount]
  /// Where the network cut it when it was recorded; nil for generated streams.
  let recordedEnds: [Int]?
  /// Whether the stream is generated beside others of its kind, so that each begins anew.
  let streamEnds: [Int]

  init(
    shape: String, bytes: [UInt8], blockEnds: [Int], expected: Tally,
    content: [String: WorkCount] = [:], recordedEnds: [Int]? = nil, streamEnds: [Int] = []
  ) {
    self.shape = shape
    self.bytes = bytes
    self.blockEnds = blockEnds
    self.expected = expected
    self.content = content
    self.recordedEnds = recordedEnds
    self.streamEnds = streamEnds
  }
}
