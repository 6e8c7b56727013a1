/// The head of an answer, and its body as it comes.
public struct EventSourceResponse: Sendable {
  /// What the head says the body is (CON-3, CON-23).
  public enum Acceptance: Sendable, Hashable {
    /// Status 200 and `text/event-stream`.
    case eventStream
    /// Status 200 and no content type: taken for a stream, the body decides.
    case undeclared
    /// 204: the server wants no further request (CON-4).
    case stop
    /// Another status; the body tells why.
    case status(Int)
    /// Status 200, and a content type that is none of an event stream.
    case contentType(String)
  }

  public let status: Int
  /// Names in the spelling of the server, as far as the platform keeps it.
  public let headers: [String: String]
  /// Where the answer came from, after redirects (CON-5).
  public let url: String
  /// Can be read once.
  public let body: EventSourceBody

  /// The value of a header, whatever the case of its name.
  public func header(_ name: String) -> String? {
    let name = name.lowercased()
    return headers.first { $0.key.lowercased() == name }?.value
  }

  public var acceptance: Acceptance {
    if status == 204 { return .stop }
    guard status == 200 else { return .status(status) }
    guard let type = header("Content-Type") else { return .undeclared }
    return Self.isEventStream(type) ? .eventStream : .contentType(type)
  }

  /// Whether the essence of a content type is that of event streams, whatever its case and parameters (CON-3).
  public static func isEventStream(_ contentType: String) -> Bool {
    let essence = contentType.prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" }
    return essence.lowercased() == "text/event-stream"
  }

  /// Closes the connection at once (CON-27).
  public func cancel() { body.connection.cancel() }
}

/// The body of an answer, in the pieces in which it comes. Pulled: what nobody takes waits, up to
/// ``EventSourceRequest/maximumWaitingBytes`` (CON-26). It can be iterated once.
///
/// ```swift
/// for try await event in response.body.serverSentEvents() { print(event.data) }
/// ```
public struct EventSourceBody: AsyncSequence, Sendable {
  public typealias Element = [UInt8]

  let connection: Connection

  public struct AsyncIterator: AsyncIteratorProtocol {
    let connection: Connection

    /// The next piece, never empty; nil at the end of the body.
    ///
    /// - Throws: ``EventSourceError``, after all that came before.
    public mutating func next() async throws -> [UInt8]? {
      try await connection.nextPiece()
    }
  }

  public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(connection: connection) }

  /// All of the body, cut behind `limit` bytes: for the reasons that servers give (CON-23).
  public func collected(upTo limit: Int = 64 << 10) async throws -> [UInt8] {
    var all: [UInt8] = []
    for try await piece in self {
      all += piece.prefix(limit - all.count)
      if all.count == limit { break }
    }
    return all
  }
}

@available(*, unavailable)
extension EventSourceBody.AsyncIterator: Sendable {}
