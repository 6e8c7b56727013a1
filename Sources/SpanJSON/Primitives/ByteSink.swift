/// A place that bytes are written to without a check for each.
///
/// The other unsafe primitive of this module: whoever writes has proved that no more comes than was asked for.
@safe
struct ByteSink {
  private let base: UnsafeMutablePointer<UInt8>
  private(set) var count = 0

  /// Precondition: as much memory begins at `base` as will be written.
  @unsafe
  @inline(__always)
  init(base: UnsafeMutablePointer<UInt8>) {
    unsafe self.base = base
  }

  /// Writes a byte. Precondition: there is room; not checked.
  @inline(__always)
  mutating func append(_ byte: UInt8) {
    unsafe base[count] = byte
    count &+= 1
  }

  /// Writes sixteen bytes, of which the first `used` stay. Precondition: there is room for all sixteen, and
  /// `0 <= used <= 16`; not checked.
  @inline(__always)
  mutating func append(_ bytes: SIMD16<UInt8>, used: Int) {
    unsafe UnsafeMutableRawPointer(base + count).storeBytes(of: bytes, as: SIMD16<UInt8>.self)
    count &+= used
  }
}

extension [UInt8] {
  /// Appends what `body` writes. Precondition: it writes no more than `bound` bytes, those included that a
  /// later write covers.
  @inline(__always)
  mutating func append(atMost bound: Int, _ body: (inout ByteSink) -> Void) {
    let start = count
    append(contentsOf: repeatElement(0, count: bound))
    let written = unsafe withUnsafeMutableBufferPointer { buffer -> Int in
      guard let base = buffer.baseAddress else { return 0 }
      var sink = unsafe ByteSink(base: base + start)
      body(&sink)
      return sink.count
    }
    precondition(written <= bound, "a sink takes what was asked for")
    removeLast(bound &- written)
  }
}
