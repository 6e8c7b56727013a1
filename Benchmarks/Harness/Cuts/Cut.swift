/// How a stream is cut into the pieces that a decoder is fed with.
enum Cut: Hashable, Sendable {
  /// Pieces of so many bytes: 16 KiB is a read from a file or a fast connection, 1,400 bytes a packet.
  case every(Int)
  /// One block a piece, as servers send that flush after each event.
  case event
  /// Pieces of 1 to 7 bytes, seeded.
  case drip
  /// Where the network cut the recording.
  case recorded

  /// The cuts at which every shape is framed.
  static let usual: [Cut] = [.every(16_384), .every(1_400), .event, .every(1)]

  var name: String {
    switch self {
    case .every(16_384): "16KiB"
    case .every(1): "byte"
    case .every(let count): "\(count)B"
    case .event: "event"
    case .drip: "drip"
    case .recorded: "recorded"
    }
  }

  /// The pieces of `corpus`; nil if it was not recorded and recorded cuts are asked for.
  func pieces(of corpus: Corpus) -> Pieces? {
    let count = corpus.bytes.count
    switch self {
    case .every(let step): return Pieces(count: count, step: step)
    case .event: return Pieces(count: count, ends: corpus.blockEnds)
    case .drip:
      var random = SeededGenerator(seed: 7)
      var ends: [Int] = []
      ends.reserveCapacity(count / 4 + 8)
      var end = 0
      while end < count {
        end = min(count, end + 1 + random.below(7))
        ends.append(end)
      }
      return Pieces(count: count, ends: ends)
    case .recorded:
      return corpus.recordedEnds.map { Pieces(count: count, ends: $0) }
    }
  }
}

/// The pieces of one stream, in their order; they cover it without gaps.
struct Pieces: Sendable {
  private let count: Int
  /// The size of each but the last; 0 if they are listed.
  private let step: Int
  private let ends: [Int]

  init(count: Int, step: Int) {
    precondition(step > 0)
    self.count = count
    self.step = step
    ends = []
  }

  init(count: Int, ends: [Int]) {
    self.count = count
    step = 0
    // What follows the last block is a piece too.
    self.ends = ends.last == count ? ends : ends + [count]
  }

  /// How many there are.
  var pieceCount: Int { step > 0 ? (count + step - 1) / step : ends.count }

  /// Where the piece ends that begins at `start` and is the `index`-th; moves `index` on.
  @inline(__always)
  func end(after start: Int, _ index: inout Int) -> Int {
    if step > 0 { return min(start &+ step, count) }
    let end = ends[index]
    index &+= 1
    return end
  }
}
