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
}

/// What one pass asked of the heap.
struct HeapUse: Codable, Hashable, Sendable {
  var allocations: Int
  var allocatedBytes: Int
  /// The most that it held at a time.
  var peakBytes: Int
}
