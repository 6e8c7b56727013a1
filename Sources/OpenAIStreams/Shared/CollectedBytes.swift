import ServerSentEvents

/// Bytes that grow at their end, cheap to append to and cheap to copy: a copy shares all but the last few kilobytes.
public struct CollectedBytes: Sendable, Hashable {
  private static let blockSize = 4096
  private static let firstBlockSize = 480
  /// How long a piece may be that is copied without asking for it.
  private static let shortCount = 16
  /// Blocks that do not change any more.
  private var sealed: [[UInt8]] = []
  /// What came last: `tailCount` bytes, and room for more.
  private var tail: [UInt8] = []
  private var tailCount = 0
  /// How many there are.
  public private(set) var count = 0

  public init() {}

  public var isEmpty: Bool { count == 0 }

  /// All of them. Costs their number.
  public var bytes: [UInt8] {
    var all: [UInt8] = []
    all.reserveCapacity(count)
    for block in sealed { all.append(contentsOf: block) }
    all.append(contentsOf: tail[..<tailCount])
    return all
  }

  /// All of them as text; what is no text is U+FFFD. Costs their number.
  var string: String {
    if sealed.isEmpty { return RawSpan(ofBytes: tail.span).slice(unchecked: 0, tailCount).decodedUTF8 }
    // Every block is written to the string's own memory, which has room for all that is counted.
    return unsafe String(unsafeUninitializedCapacity: count) { memory in
      var end = 0
      for block in sealed {
        unsafe end = memory[end...].initialize(fromContentsOf: block)
      }
      return unsafe memory[end...].initialize(fromContentsOf: tail[..<tailCount])
    }
  }

  mutating func append(_ bytes: RawSpan) {
    let added = bytes.byteCount
    let start = tailCount
    if added == 0 { return }
    if added > Self.shortCount || tail.count &- start < added { return appendSlowly(bytes) }
    // Deltas are short: a copy of their few bytes is cheaper than asking for it.
    var room = tail.mutableSpan
    bytes.copyFew(to: &room, at: start)
    tailCount = start &+ added
    count &+= added
  }

  @inline(never)
  private mutating func appendSlowly(_ bytes: RawSpan) {
    let added = bytes.byteCount
    tail.removeLast(tail.count &- tailCount)
    if tailCount &+ added > Self.blockSize && tailCount > 0 {
      sealed.append(tail)
      tail = []
    }
    let room = tail.isEmpty && sealed.isEmpty ? Self.firstBlockSize : Self.blockSize
    tail.reserveCapacity(max(room, tail.count &+ added))
    tail.append(bytes)
    tailCount = tail.count
    count &+= added
    if tailCount < room { tail.append(contentsOf: repeatElement(0, count: room &- tailCount)) }
  }

  public static func == (a: CollectedBytes, b: CollectedBytes) -> Bool { a.bytes == b.bytes }
  public func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}
