#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The few calls of the operating system that the tool needs.
///
/// All unsafe code of the tool is here: each call gets a pointer to memory that lives as long as the call,
/// with the number of bytes that are there.
enum System {
  static let standardInput: Int32 = 0
  static let standardOutput: Int32 = 1
  static let standardError: Int32 = 2

  /// What a call could not do.
  struct Failure: Error {
    let number: Int32
    var reason: String { unsafe String(cString: strerror(number)) }
    var isClosedPipe: Bool { number == EPIPE }
  }

  /// Writing to a pipe without a reader fails from now on; by default it would end the process.
  static func ignoreClosedPipes() { signal(SIGPIPE, SIG_IGN) }

  static func exit(with status: ExitStatus) -> Never {
    #if canImport(Darwin)
    Darwin.exit(status.rawValue)
    #elseif canImport(Musl)
    Musl.exit(status.rawValue)
    #else
    Glibc.exit(status.rawValue)
    #endif
  }

  static func openForReading(_ path: String) throws(Failure) -> Int32 {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw Failure(number: errno) }
    return descriptor
  }

  /// Makes the file, or empties it.
  static func openForWriting(_ path: String) throws(Failure) -> Int32 {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    if descriptor < 0 { throw Failure(number: errno) }
    return descriptor
  }

  static func closeDescriptor(_ descriptor: Int32) { _ = close(descriptor) }

  /// Waits until there is something to read, and reads into `buffer`.
  ///
  /// - Returns: how many bytes came; 0 at the end of input.
  static func read(_ descriptor: Int32, into buffer: inout [UInt8]) throws(Failure) -> Int {
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        #if canImport(Darwin)
        unsafe Darwin.read(descriptor, bytes.baseAddress, bytes.count)
        #elseif canImport(Musl)
        unsafe Musl.read(descriptor, bytes.baseAddress, bytes.count)
        #else
        unsafe Glibc.read(descriptor, bytes.baseAddress, bytes.count)
        #endif
      }
      if count >= 0 { return count }
      try retry(descriptor, Int16(POLLIN))
    }
  }

  /// Writes all of `bytes`.
  static func write(_ bytes: [UInt8], to descriptor: Int32) throws(Failure) {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { all in
        let rest = unsafe all[written...]
        #if canImport(Darwin)
        return unsafe Darwin.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        #elseif canImport(Musl)
        return unsafe Musl.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        #else
        return unsafe Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        #endif
      }
      if count >= 0 { written += count } else { try retry(descriptor, Int16(POLLOUT)) }
    }
  }

  /// After a call that failed: returns if it is worth trying again, once the descriptor is ready.
  private static func retry(_ descriptor: Int32, _ events: Int16) throws(Failure) {
    switch errno {
    case EINTR: return
    case EAGAIN, EWOULDBLOCK: _ = isReady(descriptor, for: events, milliseconds: -1)
    default: throw Failure(number: errno)
    }
  }

  /// Whether there is something to read, or the end of input, within so many milliseconds.
  static func isReadable(_ descriptor: Int32, milliseconds: Int32) -> Bool {
    isReady(descriptor, for: Int16(POLLIN), milliseconds: milliseconds)
  }

  private static func isReady(_ descriptor: Int32, for events: Int16, milliseconds: Int32) -> Bool {
    var request = pollfd(fd: descriptor, events: events, revents: 0)
    return unsafe poll(&request, 1, milliseconds) > 0
  }

  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  static func environment(_ name: String) -> String? {
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }
}
