import Dispatch
import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// One request on its way: takes what URLSession's delegate is told, and hands it on when it is asked for.
///
/// URLSession calls on a queue of its own, readers call from anywhere, timers fire on `timers`: all state is behind
/// `lock`, and continuations are resumed outside of it.
final class Transfer: NSObject, URLSessionDataDelegate, @unchecked Sendable {
  private let lock = NSLock()
  private let timeouts: EventSourceRequest.Timeouts
  private let maximumWaitingBytes: Int
  private let timers = DispatchQueue(label: "event-source.timers")

  // Behind `lock`:
  private var task: URLSessionDataTask?
  private var head: HTTPURLResponse?
  private var headReader: CheckedContinuation<Result<HTTPURLResponse, EventSourceError>, Never>?
  private var pieceReader: CheckedContinuation<Result<[UInt8]?, EventSourceError>, Never>?
  /// Pieces that nobody has taken yet, from `firstPiece` on.
  private var pieces: [[UInt8]] = []
  private var firstPiece = 0
  private var waitingBytes = 0
  private var bytesReceived = 0
  private var isSuspended = false
  /// How it ended; nil while it has not. A failure of nil is the end of the body.
  private var ending: Ending?
  /// Counts what the idle timer waits for, so that an old one does nothing.
  private var waits = 0
  private var redirects = 0

  private struct Ending {
    let failure: EventSourceError?
  }

  init(_ request: EventSourceRequest) {
    timeouts = request.timeouts
    maximumWaitingBytes = max(1, request.maximumWaitingBytes)
  }

  // MARK: - What readers ask for

  func open(_ request: URLRequest) async throws(EventSourceError) -> HTTPURLResponse {
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        start(request, continuation)
      }
    } onCancel: {
      end(.cancelled)
    }
    return try result.get()
  }

  private func start(
    _ request: URLRequest,
    _ continuation: CheckedContinuation<Result<HTTPURLResponse, EventSourceError>, Never>
  ) {
    lock.lock()
    if let ending {  // cancelled before it began
      lock.unlock()
      return continuation.resume(returning: .failure(ending.failure ?? error(.cancelled)))
    }
    headReader = continuation
    let configuration = URLSessionConfiguration.ephemeral
    configuration.httpCookieStorage = nil
    configuration.urlCache = nil
    configuration.timeoutIntervalForRequest = 1e7
    configuration.timeoutIntervalForResource = 1e7
    let session = URLSession(configuration: configuration, delegate: self, delegateQueue: nil)
    let task = session.dataTask(with: request)
    self.task = task
    lock.unlock()
    after(timeouts.head) { [weak self] in
      guard let self else { return }
      if self.locked({ self.head == nil }) { self.end(.timedOut(.head)) }
    }
    after(timeouts.total) { [weak self] in self?.end(.timedOut(.total)) }
    task.resume()
    // The session keeps its delegate until its only task is done.
    session.finishTasksAndInvalidate()
  }

  func nextPiece() async throws(EventSourceError) -> [UInt8]? {
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        wait(continuation)
      }
    } onCancel: {
      end(.cancelled)
    }
    return try result.get()
  }

  private func wait(_ continuation: CheckedContinuation<Result<[UInt8]?, EventSourceError>, Never>) {
    lock.lock()
    if firstPiece < pieces.count {
      let piece = pieces[firstPiece]
      firstPiece += 1
      waitingBytes -= piece.count
      if firstPiece == pieces.count {
        pieces.removeAll(keepingCapacity: true)
        firstPiece = 0
      }
      let resumes = isSuspended && waitingBytes <= maximumWaitingBytes / 2
      if resumes { isSuspended = false }
      let task = task
      lock.unlock()
      if resumes { task?.resume() }
      return continuation.resume(returning: .success(piece))
    }
    if let ending {
      lock.unlock()
      return continuation.resume(returning: ending.failure.map(Result.failure) ?? .success(nil))
    }
    pieceReader = continuation
    waits += 1
    let wait = waits
    lock.unlock()
    after(timeouts.idle) { [weak self] in
      guard let self else { return }
      if self.locked({ self.waits == wait && self.pieceReader != nil }) { self.end(.timedOut(.idle)) }
    }
  }

  /// Ends the transfer, if nothing has ended it before. Pieces that wait stay, unless it was cancelled.
  func end(_ reason: EventSourceError.Reason, detail: String = "") {
    finish(Ending(failure: locked { error(reason, detail: detail) }), isOver: false)
  }

  // MARK: - What URLSession tells

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
  ) {
    lock.lock()
    let reader = headReader
    headReader = nil
    head = response as? HTTPURLResponse
    lock.unlock()
    completionHandler(.allow)
    guard let reader else { return }
    if let head = response as? HTTPURLResponse {
      reader.resume(returning: .success(head))
    } else {
      reader.resume(returning: .failure(error(.cannotConnect, detail: "not HTTP")))
    }
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    guard !data.isEmpty else { return }
    lock.lock()
    guard ending == nil else { return lock.unlock() }
    bytesReceived += data.count
    let piece = [UInt8](data)
    if let reader = pieceReader {
      pieceReader = nil
      lock.unlock()
      return reader.resume(returning: .success(piece))
    }
    pieces.append(piece)
    waitingBytes += piece.count
    let isTooMuch = waitingBytes > maximumWaitingBytes
    #if canImport(FoundationNetworking)
    // Here a task that is suspended is begun anew when it goes on: the request would be sent twice (CON-20).
    lock.unlock()
    if isTooMuch { end(.receiverTooSlow) }
    #else
    let suspends = isTooMuch && !isSuspended
    if suspends { isSuspended = true }
    lock.unlock()
    if suspends { dataTask.suspend() }
    #endif
  }

  func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError failure: (any Error)?) {
    let ending = locked {
      Ending(
        failure: failure.map {
          error(head == nil ? .cannotConnect : .disconnected, detail: $0.localizedDescription)
        })
    }
    finish(ending, isOver: true)
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest, completionHandler: @escaping (URLRequest?) -> Void
  ) {
    let count = locked {
      redirects += 1
      return redirects
    }
    guard count <= Self.maximumRedirects else { return completionHandler(nil) }
    var request = request
    if let from = task.originalRequest?.url, let to = request.url, !from.hasSameOrigin(as: to) {
      // Headers of the caller's go to the host that they were meant for, only (CON-22).
      for name in (request.allHTTPHeaderFields ?? [:]).keys where !Self.innocent.contains(name.lowercased()) {
        request.setValue(nil, forHTTPHeaderField: name)
      }
    }
    completionHandler(request)
  }

  static let maximumRedirects = 10
  private static let innocent: Set<String> = ["accept", "cache-control", "content-type", "content-length"]

  // MARK: -

  /// - Parameter isOver: whether the task has ended by itself.
  private func finish(_ ending: Ending, isOver: Bool) {
    lock.lock()
    guard self.ending == nil else { return lock.unlock() }
    self.ending = ending
    if ending.failure?.reason == .cancelled {
      pieces = []
      firstPiece = 0
    }
    let (task, headReader, pieceReader) = (task, headReader, pieceReader)
    let resumes = isSuspended
    isSuspended = false
    self.task = nil
    self.headReader = nil
    self.pieceReader = nil
    lock.unlock()
    if !isOver, let task {
      task.cancel()
      // A task that is suspended would never hear of it.
      if resumes { task.resume() }
    }
    headReader?.resume(returning: .failure(ending.failure ?? error(.cannotConnect, detail: "no head")))
    pieceReader?.resume(returning: ending.failure.map(Result.failure) ?? .success(nil))
  }

  private func error(_ reason: EventSourceError.Reason, detail: String = "") -> EventSourceError {
    EventSourceError(reason: reason, bytesReceived: bytesReceived, detail: detail)
  }

  private func locked<Value>(_ body: () -> Value) -> Value {
    lock.lock()
    defer { lock.unlock() }
    return body()
  }

  private func after(_ seconds: Double, _ body: @escaping @Sendable () -> Void) {
    guard seconds < 1e7 else { return }
    timers.asyncAfter(deadline: .now() + max(0, seconds), execute: body)
  }
}

extension URL {
  fileprivate func hasSameOrigin(as other: URL) -> Bool {
    scheme?.lowercased() == other.scheme?.lowercased() && host?.lowercased() == other.host?.lowercased()
      && port == other.port
  }
}
