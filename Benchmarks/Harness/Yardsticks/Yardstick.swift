import BenchmarkSystem

/// Counting of line ends, which any framing must do at the least: what speeds are held against.
///
/// Both run over the same bytes as the job beside them, always in pieces of 16 KiB, so that the limit does
/// not move with the cut that is measured.
enum Yardstick: String, CaseIterable, Codable, Sendable {
  /// The C library's `memchr`, a call a line. The C library picks its variant by processor.
  case memchr
  /// A plain loop of 16 bytes at a time in Swift: the same compiler and instruction set as the engine, hence
  /// steadier from machine to machine.
  case swift

  static let pieceSize = 16_384

  /// One pass over `bytes`; gives the line feeds found.
  func pass(_ bytes: [UInt8]) -> Int {
    var lines = 0
    var start = 0
    while start < bytes.count {
      let end = min(start + Self.pieceSize, bytes.count)
      switch self {
      case .memchr:
        lines += bytes.withUnsafeBytes { buffer in
          bench_count_line_feeds(buffer.baseAddress! + start, end - start)
        }
      case .swift:
        lines += Self.countLineFeeds(bytes.span.bytes.extracting(start..<end))
      }
      start = end
    }
    return lines
  }

  /// Sixteen bytes a step: equal bytes give lanes of -1, whose sums are taken before a lane can overflow.
  @inline(never)
  private static func countLineFeeds(_ bytes: RawSpan) -> Int {
    let lineFeed = SIMD16<UInt8>(repeating: 0x0A)
    let one = SIMD16<UInt8>(repeating: 1)
    let zero = SIMD16<UInt8>(repeating: 0)
    let vectorEnd = bytes.byteCount & ~15
    var total = 0
    var position = 0
    while position < vectorEnd {
      var sums = zero
      let blockEnd = min(vectorEnd, position + 16 * 255)
      while position < blockEnd {
        let block = bytes.unsafeLoadUnaligned(
          fromUncheckedByteOffset: position, as: SIMD16<UInt8>.self)
        sums &+= zero.replacing(with: one, where: block .== lineFeed)
        position &+= 16
      }
      total += Int(SIMD16<UInt16>(truncatingIfNeeded: sums).wrappedSum())
    }
    while position < bytes.byteCount {
      if bytes.unsafeLoad(fromUncheckedByteOffset: position, as: UInt8.self) == 0x0A { total += 1 }
      position += 1
    }
    return total
  }
}
