import Foundation

/// Memory between two pages that may not be touched: whoever reads beyond a piece of input crashes the test.
@safe final class GuardedMemory {
  private let base: UnsafeMutableRawPointer
  private let readable: Int
  private let page: Int

  init(capacity: Int = 4096) {
    page = Int(sysconf(Int32(_SC_PAGESIZE)))
    readable = (capacity + page - 1) / page * page
    let flags = MAP_PRIVATE | MAP_ANONYMOUS
    let mapped = unsafe mmap(nil, readable + 2 * page, PROT_READ | PROT_WRITE, flags, -1, 0)
    guard let mapped = unsafe mapped, unsafe mapped != MAP_FAILED else { fatalError("no memory") }
    unsafe base = mapped
    let first = unsafe mprotect(base, page, PROT_NONE)
    let last = unsafe mprotect(base + page + readable, page, PROT_NONE)
    precondition(first == 0 && last == 0)
  }

  deinit { _ = unsafe munmap(base, readable + 2 * page) }

  /// Lends the bytes where nothing may be read behind the last of them, or before the first.
  func withBytes<Result>(
    _ bytes: [UInt8], atEnd: Bool = true, _ body: (RawSpan) throws -> Result
  ) rethrows -> Result {
    precondition(bytes.count <= readable)
    let start = unsafe base + page + (atEnd ? readable - bytes.count : 0)
    unsafe bytes.withUnsafeBytes { source in
      if let address = source.baseAddress {
        unsafe start.copyMemory(from: address, byteCount: source.count)
      }
    }
    return try body(unsafe RawSpan(_unsafeStart: start, byteCount: bytes.count))
  }
}
