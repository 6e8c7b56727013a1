/// Which cuts a case is tried with. The order is that in which they are tried: plain ones first.
struct CutPlan {
  /// Inputs up to this length are cut in two at every place.
  var pairLimit = 200
  /// Inputs up to this length are fed byte by byte.
  var bytewiseLimit = 4096
  /// How many random cuts there are.
  var randomCount = 3
  var seed: UInt64

  func cuts(for entry: ConformanceCase, length: Int) -> [Cut] {
    var cuts: [Cut] = [.whole]
    cuts += (entry.cuts ?? []).map { .named($0) }
    cuts += (entry.visibleAfter ?? []).map { .pair(min($0.bytes, length)) }
    if length <= bytewiseLimit { cuts += [.bytewise, .emptyPieces] }
    if length > 1 && length <= pairLimit { cuts += (1..<length).map { .pair($0) } }
    if length > bytewiseLimit {
      cuts.append(.blocks(16384))
      if length <= 4 << 20 { cuts.append(.blocks(1400)) }
    }
    if length > 2 {
      // What is big is cut at random once: its cost is in the bytes.
      for number in 1...max(1, length > 4 << 20 ? 1 : randomCount) {
        cuts.append(random(number, id: entry.id, length: length))
      }
    }
    var seen: Set<Cut> = []
    return cuts.filter { seen.insert($0).inserted }
  }

  private func random(_ number: Int, id: String, length: Int) -> Cut {
    var generator = SeededGenerator(seed: seed, name: "\(id) \(number)")
    let count = Int.random(
      in: 2...(length > bytewiseLimit ? 40 : max(2, min(40, length / 2))), using: &generator)
    var offsets = (0..<count).map { _ in Int.random(in: 0...length, using: &generator) }
    if let again = offsets.randomElement(using: &generator) { offsets.append(again) }
    return .random(number, offsets: offsets.sorted())
  }
}
