import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// An HTTP server on this machine that does what a test tells it, good or bad: each connection has a thread, and
/// `respond` writes bytes as it likes.
public final class LocalServer: @unchecked Sendable {
  private let socket: Int32
  public let port: UInt16

  /// - Parameter respond: is given each request; the connection is closed when it returns.
  public init(_ respond: @escaping @Sendable (LocalConnection) -> Void) throws {
    #if canImport(Darwin)
    let kind = SOCK_STREAM
    #else
    let kind = Int32(SOCK_STREAM.rawValue)
    #endif
    let socket = Self.socket(AF_INET, kind, 0)
    guard socket >= 0 else { throw POSIXError(.EIO) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, length) == 0 && listen(socket, 64) == 0 && getsockname(socket, $0, &length) == 0
      }
    }
    guard isListening else { throw POSIXError(.EADDRINUSE) }
    self.socket = socket
    port = UInt16(bigEndian: address.sin_port)
    signal(SIGPIPE, SIG_IGN)
    Thread.detachNewThread {
      while true {
        let peer = accept(socket, nil, nil)
        guard peer >= 0 else { return }
        Thread.detachNewThread {
          let connection = LocalConnection(peer)
          if connection.readRequest() { respond(connection) }
          connection.close()
        }
      }
    }
  }

  private static func socket(_ domain: Int32, _ kind: Int32, _ proto: Int32) -> Int32 {
    #if canImport(Glibc)
    Glibc.socket(domain, kind, proto)
    #elseif canImport(Musl)
    Musl.socket(domain, kind, proto)
    #else
    Darwin.socket(domain, kind, proto)
    #endif
  }

  deinit {
    shutdown(socket, Int32(SHUT_RDWR))
    _ = closeDescriptor(socket)
  }

  public func url(_ path: String = "/") -> URL { URL(string: "http://127.0.0.1:\(port)\(path)")! }
}

/// One connection: its request, and what is to be written.
public final class LocalConnection: @unchecked Sendable {
  private let socket: Int32
  /// The request line and headers.
  public private(set) var head = ""
  public private(set) var body = Data()

  init(_ socket: Int32) { self.socket = socket }

  public var path: String { head.split(separator: " ").dropFirst().first.map(String.init) ?? "" }
  public var method: String { head.split(separator: " ").first.map(String.init) ?? "" }

  public func header(_ name: String) -> String? {
    for line in head.components(separatedBy: "\r\n").dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      if parts.count == 2, parts[0].lowercased() == name.lowercased() {
        return parts[1].trimmingCharacters(in: .whitespaces)
      }
    }
    return nil
  }

  fileprivate func readRequest() -> Bool {
    var received = Data()
    let blank = Data("\r\n\r\n".utf8)
    while true {
      if let end = received.range(of: blank) {
        head = String(decoding: received[..<end.lowerBound], as: UTF8.self)
        let length = header("Content-Length").flatMap { Int($0) } ?? 0
        body = Data(received[end.upperBound...])
        while body.count < length {
          guard let more = receive() else { return false }
          body += more
        }
        return true
      }
      guard let more = receive() else { return false }
      received += more
    }
  }

  private func receive() -> Data? {
    var buffer = [UInt8](repeating: 0, count: 16384)
    let count = recv(socket, &buffer, buffer.count, 0)
    return count > 0 ? Data(buffer[..<count]) : nil
  }

  /// Writes bytes as they are; false once the client has left.
  @discardableResult
  public func send(_ bytes: some Sequence<UInt8>) -> Bool {
    let bytes = Array(bytes)
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { writeTo(socket, $0) }
      if count <= 0 { return false }
      sent += count
    }
    return true
  }

  @discardableResult
  public func send(_ text: String) -> Bool { send(text.utf8) }

  /// Writes the head of an answer whose body ends with the connection.
  public func sendHead(_ status: String = "200 OK", _ headers: [String] = ["Content-Type: text/event-stream"])
  {
    send((["HTTP/1.1 \(status)"] + headers + ["Connection: close", "", ""]).joined(separator: "\r\n"))
  }

  /// Writes a whole answer.
  public func answer(_ status: String, type: String = "application/json", _ body: String) {
    sendHead(status, ["Content-Type: \(type)", "Content-Length: \(body.utf8.count)"])
    send(body)
  }

  /// Waits until the client closes the connection, or for `seconds`; whether it did.
  public func clientLeaves(within seconds: Int32) -> Bool {
    var state = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
    guard poll(&state, 1, seconds * 1000) > 0 else { return false }
    return receive() == nil
  }

  /// Resets the connection, as a crashing server does.
  public func reset() {
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(socket, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
  }

  fileprivate func close() {
    _ = closeDescriptor(socket)
  }
}

private func writeTo(_ socket: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  #if canImport(Darwin)
  Darwin.send(socket, bytes.baseAddress, bytes.count, 0)
  #else
  send(socket, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
  #endif
}

private func closeDescriptor(_ descriptor: Int32) -> Int32 {
  #if canImport(Glibc)
  Glibc.close(descriptor)
  #elseif canImport(Musl)
  Musl.close(descriptor)
  #else
  Darwin.close(descriptor)
  #endif
}
