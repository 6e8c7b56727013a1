import Foundation

/// A program with pipes to its standard input, output and error, and a deadline on everything.
///
/// It runs in a process group of its own, so that a shell and what it started end together. All descriptors are
/// waited for at once: neither side can block the other by not reading.
final class ChildProcess {
  private var pid: pid_t = 0
  private var input: Int32
  private let output: Int32
  private let errors: Int32
  private var received: [UInt8] = []
  private var searched = 0
  private var outputEnded = false
  private var errorsEnded = false
  /// The last bytes that it wrote to standard error.
  private(set) var lastErrors: [UInt8] = []
  private static let keptErrors = 2000

  /// A program that dies while it is written to must not take this one with it.
  private static let ignoresBrokenPipes: Void = { signal(SIGPIPE, SIG_IGN) }()

  /// Starts `/bin/sh -c command`.
  init(command: String) throws {
    Self.ignoresBrokenPipes
    var pipes: [(read: Int32, write: Int32)] = []
    for _ in 0..<3 {
      var ends: [Int32] = [0, 0]
      guard pipe(&ends) == 0 else {
        throw HarnessError(message: "no pipe: \(String(cString: strerror(errno)))")
      }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      pipes.append((ends[0], ends[1]))
    }
    (input, output, errors) = (pipes[0].write, pipes[1].read, pipes[2].read)
    for end in [input, output, errors] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }

    #if canImport(Darwin)
    var actions: posix_spawn_file_actions_t?
    var attributes: posix_spawnattr_t?
    #else
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
      for end in [pipes[0].read, pipes[1].write, pipes[2].write] { close(end) }
    }
    posix_spawn_file_actions_adddup2(&actions, pipes[0].read, 0)
    posix_spawn_file_actions_adddup2(&actions, pipes[1].write, 1)
    posix_spawn_file_actions_adddup2(&actions, pipes[2].write, 2)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF))
    posix_spawnattr_setpgroup(&attributes, 0)
    var defaults = sigset_t()
    sigemptyset(&defaults)
    sigaddset(&defaults, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &defaults)

    let words = ["/bin/sh", "-c", command]
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { word in strdup(word) }
    arguments.append(nil)
    defer { for argument in arguments { free(argument) } }
    let status = posix_spawn(&pid, "/bin/sh", &actions, &attributes, &arguments, environ)
    guard status == 0 else {
      throw HarnessError(message: "cannot start \"\(command)\": \(String(cString: strerror(status)))")
    }
  }

  deinit { terminate() }

  /// Ends the program and everything it started, if it is still there.
  func terminate() {
    closeInput()
    if pid > 0 {
      kill(-pid, SIGKILL)
      var status: Int32 = 0
      waitpid(pid, &status, 0)
      pid = 0
      close(output)
      close(errors)
    }
  }

  func closeInput() {
    if input >= 0 { close(input) }
    input = -1
  }

  /// Writes `message`, then waits for one line.
  func exchange(_ message: [UInt8], seconds: Double) throws(SubjectFailure) -> [UInt8] {
    if let surplus = nextLine() {
      throw .malformed("a line that nobody asked for: \(Self.excerpt(surplus))")
    }
    var rest = message[...]
    let deadline = ContinuousClock.now + .seconds(seconds)
    while true {
      if rest.isEmpty, let line = nextLine() { return line }
      if outputEnded { throw .crash(waitForEnd()) }
      guard try wait(until: deadline, writing: &rest) else { throw .timeout(seconds: seconds) }
    }
  }

  /// Writes `message`, closes the input, and takes everything up to the end of the output.
  func consume(_ message: [UInt8], seconds: Double) throws(SubjectFailure) -> (output: [UInt8], end: String?)
  {
    var rest = message[...]
    let deadline = ContinuousClock.now + .seconds(seconds)
    while !outputEnded {
      if rest.isEmpty { closeInput() }
      guard try wait(until: deadline, writing: &rest) else { throw .timeout(seconds: seconds) }
    }
    return (received, endedWell() ? nil : waitForEnd())
  }

  private func nextLine() -> [UInt8]? {
    guard let end = received[searched...].firstIndex(of: 0x0A) else {
      searched = received.count
      return nil
    }
    let line = Array(received[..<end])
    received.removeSubrange(...end)
    searched = 0
    return line
  }

  static func excerpt(_ bytes: [UInt8]) -> String {
    let text = EscapedText.text(bytes.prefix(200))
    return bytes.count > 200 ? "\(text)… (\(bytes.count) bytes)" : text
  }

  // MARK: Waiting

  /// Waits until something can be written or read, and does it. False when the time is over.
  private func wait(
    until deadline: ContinuousClock.Instant, writing rest: inout ArraySlice<UInt8>
  ) throws(SubjectFailure) -> Bool {
    let left = ContinuousClock.now.duration(to: deadline)
    let milliseconds = left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000
    guard milliseconds >= 0 else { return false }
    var waiting: [pollfd] = []
    if !outputEnded { waiting.append(pollfd(fd: output, events: Int16(POLLIN), revents: 0)) }
    if !errorsEnded { waiting.append(pollfd(fd: errors, events: Int16(POLLIN), revents: 0)) }
    if !rest.isEmpty && input >= 0 { waiting.append(pollfd(fd: input, events: Int16(POLLOUT), revents: 0)) }
    let ready = poll(&waiting, nfds_t(waiting.count), Int32(clamping: milliseconds + 1))
    if ready < 0 && errno != EINTR { throw .malformed("poll: \(String(cString: strerror(errno)))") }
    for descriptor in waiting where descriptor.revents != 0 {
      if descriptor.fd == output {
        outputEnded = !read(output) { received += $0 }
      } else if descriptor.fd == errors {
        errorsEnded = !read(errors) { lastErrors = Array((lastErrors + $0).suffix(Self.keptErrors)) }
      } else {
        write(&rest)
      }
    }
    return true
  }

  private func write(_ rest: inout ArraySlice<UInt8>) {
    let count = rest.withUnsafeBytes { bytes in
      #if canImport(Darwin)
      Darwin.write(input, bytes.baseAddress, bytes.count)
      #else
      Glibc.write(input, bytes.baseAddress, bytes.count)
      #endif
    }
    if count > 0 {
      rest = rest.dropFirst(count)
    } else if count < 0 && errno == EPIPE {
      rest = []  // it reads no more; its end, or its answer, will say why
    }
  }

  /// Reads what is there; false at the end.
  private func read(_ descriptor: Int32, _ take: (ArraySlice<UInt8>) -> Void) -> Bool {
    let size = 1 << 17
    var count = 0
    let buffer = [UInt8](unsafeUninitializedCapacity: size) { buffer, initialized in
      #if canImport(Darwin)
      count = Darwin.read(descriptor, buffer.baseAddress, size)
      #else
      count = Glibc.read(descriptor, buffer.baseAddress, size)
      #endif
      initialized = max(0, count)
    }
    if count > 0 { take(buffer[...]) }
    return count > 0 || (count < 0 && (errno == EAGAIN || errno == EINTR))
  }

  // MARK: The end

  private var endStatus: Int32?

  private func endedWell() -> Bool {
    _ = waitForEnd()
    return endStatus == 0
  }

  /// How it ended, with the last that it said. Its output has ended, so it gets a moment and is then made to end.
  private func waitForEnd() -> String {
    if pid > 0 {
      var status: Int32 = 0
      var ended = false
      for _ in 0..<50 where !ended {
        ended = waitpid(pid, &status, WNOHANG) == pid
        if !ended { usleep(10_000) }
      }
      if ended {
        kill(-pid, SIGKILL)
        pid = 0
        close(output)
        var none: ArraySlice<UInt8> = []
        while !errorsEnded, (try? wait(until: .now + .milliseconds(50), writing: &none)) == true {}
        close(errors)
        endStatus = status
      } else {
        terminate()
        endStatus = -1
      }
    }
    let how: String
    switch endStatus {
    case .some(-1): how = "it closed its output"
    case .some(let status) where status & 0x7F == 0: how = "status \((status >> 8) & 0xFF)"
    case .some(let status): how = "signal \(status & 0x7F)"
    case nil: how = "stopped by the runner"
    }
    let words = String(decoding: lastErrors, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    return words.isEmpty ? how : "\(how); it said: \(words)"
  }
}
