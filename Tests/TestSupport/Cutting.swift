/// Ways of cutting a stream into pieces.
package enum Cutting: Hashable, Sendable, CustomStringConvertible {
  case whole
  case bytewise
  /// Single bytes with empty pieces before, between and behind them.
  case bytewiseWithEmptyPieces
  case inTwo(at: Int)
  case random(seed: UInt64)
  case at([Int])

  package func pieces(of stream: [UInt8]) -> [[UInt8]] {
    switch self {
    case .whole: return [stream]
    case .bytewise: return stream.map { [$0] }
    case .bytewiseWithEmptyPieces: return stream.flatMap { [[], [$0], []] } + [[]]
    case .inTwo(let position): return Self.cut(stream, at: [position])
    case .at(let positions): return Self.cut(stream, at: positions)
    case .random(let seed):
      var generator = SeededGenerator(seed: seed)
      // A mean piece of 1 byte up to some hundred; equal positions make empty pieces.
      let mean = 1 << Int.random(in: 0...8, using: &generator)
      let count = min(stream.count / mean + 1, 4096)
      return Self.cut(
        stream, at: (0..<count).map { _ in Int.random(in: 0...stream.count, using: &generator) }.sorted())
    }
  }

  /// Each piece is an array of its own: nothing lies behind its last byte.
  private static func cut(_ stream: [UInt8], at positions: [Int]) -> [[UInt8]] {
    var pieces: [[UInt8]] = []
    var start = 0
    for position in positions + [stream.count] {
      pieces.append(Array(stream[start..<position]))
      start = position
    }
    return pieces
  }

  /// Whole, bytewise, with empty pieces, and at every place in two.
  package static func exhaustive(for stream: [UInt8]) -> [Cutting] {
    [.whole, .bytewise, .bytewiseWithEmptyPieces] + (0...stream.count).map { .inTwo(at: $0) }
  }

  package var description: String {
    switch self {
    case .whole: "whole"
    case .bytewise: "bytewise"
    case .bytewiseWithEmptyPieces: "bytewise with empty pieces"
    case .inTwo(let position): "in two at \(position)"
    case .random(let seed): "at random, seed \(seed)"
    case .at(let positions): "at \(positions)"
    }
  }
}

/// SplitMix64: small, and the same everywhere.
package struct SeededGenerator: RandomNumberGenerator {
  package var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
