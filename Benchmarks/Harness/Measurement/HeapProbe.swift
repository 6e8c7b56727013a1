/// Reads what the program has asked of the heap. The program that links the counter supplies it; elsewhere,
/// in tests for instance, nothing is counted.
public struct HeapProbe: Sendable {
  /// Counts since the program began.
  public struct Counts: Sendable {
    public var allocations: Int
    public var allocatedBytes: Int
    public var liveBytes: Int
    public var peakLiveBytes: Int

    public init(allocations: Int, allocatedBytes: Int, liveBytes: Int, peakLiveBytes: Int) {
      self.allocations = allocations
      self.allocatedBytes = allocatedBytes
      self.liveBytes = liveBytes
      self.peakLiveBytes = peakLiveBytes
    }
  }

  let read: @Sendable () -> Counts
  let resetPeak: @Sendable () -> Void

  public init(read: @escaping @Sendable () -> Counts, resetPeak: @escaping @Sendable () -> Void) {
    self.read = read
    self.resetPeak = resetPeak
  }

  /// What `body` asks of the heap.
  func use(of body: () throws -> Void) rethrows -> HeapUse {
    resetPeak()
    let before = read()
    try body()
    let after = read()
    return HeapUse(
      allocations: after.allocations - before.allocations,
      allocatedBytes: after.allocatedBytes - before.allocatedBytes,
      peakBytes: after.peakLiveBytes - before.liveBytes)
  }

  /// Whether it counts: a thousand blocks of known size are asked for, and must be found. A counter that some
  /// library has been put before counts nothing, and a count of nothing would pass for a good one.
  func isTrustworthy() -> Bool {
    var blocks: [[UInt8]] = []
    blocks.reserveCapacity(1_000)
    let used = use { for size in 1_000..<2_000 { blocks.append(Self.block(size)) } }
    let least = blocks.reduce(0) { $0 + $1.count }
    return used.allocations == 1_000 && used.allocatedBytes >= least && used.allocatedBytes < least + 100_000
      && used.peakBytes >= least
  }

  @inline(never)
  private static func block(_ size: Int) -> [UInt8] {
    [UInt8](repeating: UInt8(truncatingIfNeeded: size), count: size)
  }
}

/// What one pass asked of the heap.
struct HeapUse: Codable, Hashable, Sendable {
  var allocations: Int
  var allocatedBytes: Int
  /// The most that it held at a time.
  var peakBytes: Int
}
