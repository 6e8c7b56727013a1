/// Why no answer came, or why its body ended early. What came before stays delivered.
public struct EventSourceError: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Reason: Sendable, Hashable {
    /// The URL is not one of http or https.
    case invalidURL
    /// No head of an answer came: refused, unknown host, broken off.
    case cannotConnect
    /// The connection broke within the body.
    case disconnected
    /// A limit of ``EventSourceRequest/Timeouts`` was reached.
    case timedOut(Timer)
    /// More bytes waited for their receiver than ``EventSourceRequest/maximumWaitingBytes`` allows, and the platform
    /// cannot make the sender wait.
    case receiverTooSlow
    /// By the caller: its task was cancelled, or ``EventSourceResponse/cancel()`` was called.
    case cancelled
  }

  /// Which of the three timers ran out (CON-24).
  public enum Timer: String, Sendable, Hashable { case head, idle, total }

  public let reason: Reason
  /// How many bytes of the body came before.
  public let bytesReceived: Int
  /// What the platform says; for people.
  public let detail: String

  public var description: String {
    let what =
      switch reason {
      case .invalidURL: "not a URL of http or https"
      case .cannotConnect: "no answer: \(detail)"
      case .disconnected: "the connection broke after \(bytesReceived) bytes of the body: \(detail)"
      case .timedOut(.head): "no answer in time; a longer limit is timeouts.head"
      case .timedOut(.idle):
        "silence after \(bytesReceived) bytes of the body; a longer limit is timeouts.idle"
      case .timedOut(.total):
        "not at its end in time, after \(bytesReceived) bytes; a longer limit is timeouts.total"
      case .receiverTooSlow:
        "its receiver fell too far behind after \(bytesReceived) bytes; a larger limit is maximumWaitingBytes"
      case .cancelled: "cancelled after \(bytesReceived) bytes of the body"
      }
    return what
  }
}
