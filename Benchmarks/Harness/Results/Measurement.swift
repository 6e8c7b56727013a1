/// What was measured of one job on one stream at one cut.
struct Measurement: Codable, Hashable, Sendable {
  /// The subject that is this project's own.
  static let engine = "engine"

  /// `work/shape/cut`; a peer's has `@peer` behind.
  let name: String
  /// Whose work it is: ``engine``, or a peer with its version.
  let subject: String
  let work: String
  let shape: String
  let cut: String
  /// Of the stream.
  let bytes: Int
  /// Events or chunks delivered by one pass.
  let items: Int
  /// Processor time of a pass.
  let nanoseconds: Statistics
  /// Speed as a part of that at which `memchr` counts the line feeds, round by round.
  let memchr: Statistics
  /// The same against the plain Swift counter.
  let swift: Statistics
  /// What one pass asked of the heap; nil where that cannot be counted.
  var heap: HeapUse?
  /// Instructions of one pass over a stream of its own size; nil where they cannot be counted.
  var instructions: InstructionCount?

  var bytesPerSecond: Double { Double(bytes) / nanoseconds.median * 1e9 }
  var nanosecondsPerItem: Double { items == 0 ? 0 : nanoseconds.median / Double(items) }
  var allocationsPerItem: Double? {
    heap.map { Double($0.allocations) / Double(max(items, 1)) }
  }
}

/// Instructions executed in user mode.
struct InstructionCount: Codable, Hashable, Sendable {
  /// Who counted: `kernel` or `callgrind`.
  let source: String
  let count: Int
  /// Of the stream of the counted pass.
  let bytes: Int

  var perByte: Double { Double(count) / Double(max(bytes, 1)) }
}
