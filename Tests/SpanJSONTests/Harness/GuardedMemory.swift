import Foundation

/// Memory between two pages that may not be touched: whoever reads beyond a text crashes the test.
@safe final class GuardedMemory {
  private let base: UnsafeMutableRawPointer
  private let page: Int

  init() {
    page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let mapped = unsafe mmap(nil, 3 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let mapped = unsafe mapped, unsafe mapped != MAP_FAILED else { fatalError("no memory") }
    unsafe base = mapped
    let first = unsafe mprotect(base, page, PROT_NONE)
    let last = unsafe mprotect(base + 2 * page, page, PROT_NONE)
    precondition(first == 0 && last == 0)
  }

  deinit { _ = unsafe munmap(base, 3 * page) }

  /// Lends a copy of the bytes, behind whose last one (or before whose first one) nothing may be read.
  func withBytes<Result>(_ bytes: [UInt8], atEnd: Bool, _ body: (RawSpan) throws -> Result) rethrows -> Result
  {
    precondition(bytes.count <= page)
    let start = unsafe base + page + (atEnd ? page - bytes.count : 0)
    for (i, byte) in bytes.enumerated() { unsafe start.storeBytes(of: byte, toByteOffset: i, as: UInt8.self) }
    return try body(unsafe RawSpan(_unsafeStart: start, byteCount: bytes.count))
  }
}
