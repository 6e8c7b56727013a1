import TestSupport

/// Streams of a kind that servers send, and of kinds that they should not, from a seed.
struct RandomStream {
  var generator: SeededGenerator
  private let terminators: [[UInt8]]
  private let longest: Int

  static func bytes(seed: UInt64) -> [UInt8] {
    var stream = RandomStream(seed: seed)
    return stream.build()
  }

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
    let kinds: [[[UInt8]]] = [[[0x0A]], [[0x0D, 0x0A]], [[0x0D]], [[0x0A], [0x0D], [0x0D, 0x0A]]]
    terminators = kinds[generator.below(kinds.count)]
    longest = [4, 40, 300][generator.below(3)]
  }

  private mutating func build() -> [UInt8] {
    var stream: [UInt8] = []
    if generator.below(4) == 0 { stream += [0xEF, 0xBB, 0xBF].prefix(generator.below(4)) }
    for _ in 0..<generator.below(12) {
      // Most blocks are the common ones; some hold anything.
      switch generator.below(4) {
      case 0: stream += line("data", ":")
      case 1:
        stream += line("event", ":")
        stream += line("data", ":")
      default:
        for _ in 0..<generator.below(5) { stream += anyLine() }
      }
      if generator.below(8) > 0 { stream += terminator() }
    }
    if generator.below(3) == 0 { stream = Array(stream.dropLast(generator.below(6))) }
    return stream
  }

  private mutating func terminator() -> [UInt8] { terminators[generator.below(terminators.count)] }

  private mutating func anyLine() -> [UInt8] {
    switch generator.below(8) {
    case 0: return line("", ":")
    case 1: return line("id", ":")
    case 2: return Array("retry:\(generator.below(5000))".utf8) + terminator()
    case 3: return Array(["data", "event", "id", "retry"][generator.below(4)].utf8) + terminator()
    case 4: return line(["dat", "datas", "Data", "x", "eventually", "\u{FEFF}data"][generator.below(6)], ":")
    case 5: return line("", "")
    default: return line("data", ":")
    }
  }

  private mutating func line(_ name: String, _ colon: String) -> [UInt8] {
    var line = Array((name + colon).utf8)
    if generator.below(2) == 0 { line.append(0x20) }
    // Lengths about the widths of vectors, and decoys that share bits with LF and CR.
    let length =
      generator.below(3) == 0 ? [15, 16, 17, 63, 64, 65][generator.below(6)] : generator.below(longest + 1)
    let decoys: [UInt8] = [
      0x08, 0x09, 0x0B, 0x0C, 0x0E, 0x0F, 0x00, 0x3A, 0x20, 0x8A, 0x8D, 0xFF, 0xE2, 0x1A, 0x4A,
    ]
    let isClean = generator.below(3) > 0
    for _ in 0..<length {
      line.append(isClean ? UInt8(0x61 + generator.below(26)) : decoys[generator.below(decoys.count)])
    }
    return line + terminator()
  }
}

extension SeededGenerator {
  mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }
}
