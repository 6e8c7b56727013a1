import ServerSentEvents

/// Bytes that grow at their end, cheap to append to and cheap to copy: a copy shares all but the last few kilobytes.
public struct CollectedBytes: Sendable, Hashable {
  private static let blockSize = 4096
  private static let firstCapacity = 480
  /// Blocks that do not change any more.
  private var sealed: [[UInt8]] = []
  /// What came last; less than a block, unless a piece was larger.
  private var tail: [UInt8] = []
  /// How many there are.
  public private(set) var count = 0

  public init() {}

  public var isEmpty: Bool { count == 0 }

  /// All of them. Costs their number.
  public var bytes: [UInt8] {
    var all: [UInt8] = []
    all.reserveCapacity(count)
    for block in sealed { all.append(contentsOf: block) }
    all.append(contentsOf: tail)
    return all
  }

  mutating func append(_ bytes: RawSpan) {
    if tail.count &+ bytes.byteCount > Self.blockSize && !tail.isEmpty {
      sealed.append(tail)
      tail = []
      tail.reserveCapacity(Self.blockSize)
    }
    if tail.capacity == 0 { tail.reserveCapacity(Self.firstCapacity) }
    tail.append(bytes)
    count &+= bytes.byteCount
  }

  public static func == (a: CollectedBytes, b: CollectedBytes) -> Bool { a.bytes == b.bytes }
  public func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}
