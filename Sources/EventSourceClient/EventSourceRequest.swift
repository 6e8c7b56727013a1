import Foundation

/// One HTTP request that is answered by an event stream (CON-2, CON-22).
public struct EventSourceRequest: Sendable {
  /// How long a client waits, in seconds, before it takes a connection for dead (CON-24). Each may be infinite.
  public struct Timeouts: Sendable, Hashable {
    /// From the beginning until the head of the answer is there.
    public var head: Double
    /// Between two pieces of the body, counted while somebody waits for the next one.
    public var idle: Double
    /// From the beginning to the end of the body.
    public var total: Double

    public init(head: Double = 60, idle: Double = 60, total: Double = .infinity) {
      self.head = head
      self.idle = idle
      self.total = total
    }
  }

  public var url: URL
  public var method: String
  /// In the order given. `Accept` and `Cache-Control` are added where they are absent. None of them is ever part of an
  /// error or of a description.
  public var headers: [(name: String, value: String)]
  public var body: [UInt8]?
  public var timeouts: Timeouts
  /// How many bytes may wait for their receiver (CON-26). Beyond it the connection is not read until half of them are
  /// taken; where URLSession cannot pause a transfer (on Linux) it ends with
  /// ``EventSourceError/Reason/receiverTooSlow`` instead, behind the bytes that wait.
  public var maximumWaitingBytes: Int

  /// - Parameter method: GET without a body and POST with one, unless told otherwise.
  public init(
    url: URL, method: String? = nil, headers: [(name: String, value: String)] = [], body: [UInt8]? = nil,
    timeouts: Timeouts = Timeouts(), maximumWaitingBytes: Int = 16 << 20
  ) {
    self.url = url
    self.method = method ?? (body == nil ? "GET" : "POST")
    self.headers = headers
    self.body = body
    self.timeouts = timeouts
    self.maximumWaitingBytes = maximumWaitingBytes
  }
}
