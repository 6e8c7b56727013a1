import EventSourceClient
import Foundation

/// What a server answered to one request, with the times of arrival.
struct LiveAnswer: Sendable {
  let status: Int
  let headers: [String: String]
  let acceptance: EventSourceResponse.Acceptance
  var body = Data()
  /// Each piece: seconds since the request was sent, and its size.
  var reads: [(seconds: Double, byteCount: Int)] = []
  /// Seconds until the head was there.
  let headSeconds: Double
  var endSeconds = 0.0
  /// Why the body has no clean end; nil where it has.
  var failure: EventSourceError?
  /// The stream said that it was done, and yet the connection stayed open for the whole grace time.
  var staysOpen = false
  /// The client left.
  var wasLeft = false

  /// How long a stream that has said `[DONE]` may take to close (PRO-24).
  static let grace = 5.0

  /// Sends a request and reads the answer to its end, or up to the first bytes if `leaves`.
  init(to request: EventSourceRequest, leaves: Bool = false) async throws(EventSourceError) {
    let clock = ContinuousClock()
    let start = clock.now
    func seconds() -> Double { (clock.now - start) / .seconds(1) }
    let response = try await EventSource.open(request)
    headSeconds = seconds()
    status = response.status
    headers = response.headers
    acceptance = response.acceptance
    let pieces = response.body.makeAsyncIterator()
    let closing = Closing(response)
    var reader = pieces
    do {
      while let piece = try await reader.next() {
        reads.append((seconds(), piece.count))
        body += piece
        if leaves {
          response.cancel()
          wasLeft = true
          break
        }
        if !closing.isSet && body.suffix(64).range(of: Data("data: [DONE]".utf8)) != nil { closing.set() }
      }
    } catch let error as EventSourceError {
      if closing.hasFired { staysOpen = true } else { failure = error }
    } catch {}
    endSeconds = seconds()
  }

  /// Ends a connection that stays open behind its `[DONE]`.
  private final class Closing: @unchecked Sendable {
    private let response: EventSourceResponse
    private let lock = NSLock()
    private var fired = false
    private(set) var isSet = false

    init(_ response: EventSourceResponse) { self.response = response }

    var hasFired: Bool { lock.withLock { fired } }

    func set() {
      isSet = true
      DispatchQueue.global().asyncAfter(deadline: .now() + LiveAnswer.grace) { [weak self] in
        guard let self else { return }
        lock.withLock { fired = true }
        response.cancel()
      }
    }
  }

  /// Whether the body begins like an event stream, whatever the head says.
  var looksLikeStream: Bool {
    let start = String(decoding: body.prefix(64), as: UTF8.self).drop { $0.isWhitespace }
    return ["data:", "event:", "id:", "retry:", ":"].contains { start.hasPrefix($0) }
  }

  /// The beginning of the body, for people.
  var preview: String {
    let text = String(decoding: body.prefix(200), as: UTF8.self)
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  // MARK: - What head and times tell

  /// Findings of the clauses on HTTP: PRO-20 to PRO-24.
  func findings(eventCount: Int) -> [ReportedFinding] {
    var findings: [ReportedFinding] = []
    func report(_ clause: String, _ severity: String, _ message: String) {
      findings.append(
        ReportedFinding(clause: clause, severity: severity, event: 0, offset: 0, message: message))
    }
    switch acceptance {
    case .eventStream: break
    case .undeclared: report("PRO-20", "error", "no Content-Type; send text/event-stream")
    case .contentType(let type) where looksLikeStream:
      report("PRO-20", "error", "an event stream as \(type); send text/event-stream")
    case .contentType(let type):
      report("PRO-21", "warning", "status 200 and \(type) where a stream was asked for: \(preview)")
    case .stop, .status: break
    }
    if let failure { report("PRO-24", "warning", "the response does not end by closing: \(failure)") }
    if staysOpen {
      report("PRO-24", "warning", "still open \(Self.grace) s after [DONE]; end the response behind it")
    }
    // All of a long answer in its last moment.
    if let first = reads.first, eventCount >= 20, endSeconds > 2, first.seconds > 0.9 * endSeconds {
      let late = String(
        format: "the first of %d events came %.1f s after the request, the last at %.1f s", eventCount,
        first.seconds, endSeconds)
      let isCompressed = headers.contains { $0.key.lowercased() == "content-encoding" }
      report(isCompressed ? "PRO-23" : "PRO-22", "warning", late + "; flush after each event")
    }
    return findings
  }
}
