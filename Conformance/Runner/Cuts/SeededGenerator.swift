/// Random numbers that a seed makes again (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  /// - Parameters:
  ///   - seed: the run's seed, printed so that a failure can be made again.
  ///   - name: what the numbers are for: each case has its own, whatever else runs.
  init(seed: UInt64, name: String = "") {
    // FNV-1a over the name, so that the same case gets the same cuts in every process.
    state = name.utf8.reduce(0xCBF2_9CE4_8422_2325 ^ seed) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
