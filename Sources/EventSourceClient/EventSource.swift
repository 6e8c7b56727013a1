import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Sends one request and gives the answer as it comes. It does not reconnect: a request that generates must not be
/// repeated on its own (CON-20).
///
/// ```swift
/// let response = try await EventSource.open(EventSourceRequest(url: url, body: body))
/// guard response.acceptance == .eventStream else { … }
/// for try await chunk in response.body.chatCompletionChunks() { … }
/// ```
public enum EventSource {
  /// Gives the answer as soon as its head is there.
  ///
  /// The connection is closed when the task is cancelled, when ``EventSourceResponse/cancel()`` is called, and when
  /// the response and its iterators are gone.
  ///
  /// - Throws: ``EventSourceError``. A status that is no success is no error: ``EventSourceResponse/acceptance``.
  public static func open(_ request: EventSourceRequest) async throws(EventSourceError) -> EventSourceResponse
  {
    guard ["http", "https"].contains(request.url.scheme?.lowercased()), request.url.host != nil else {
      throw EventSourceError(reason: .invalidURL, bytesReceived: 0, detail: "")
    }
    let transfer = Transfer(request)
    let connection = Connection(transfer)
    let head = try await transfer.open(request.urlRequest)
    return EventSourceResponse(
      status: head.statusCode,
      headers: head.allHeaderFields.reduce(into: [:]) { fields, field in
        if let name = field.key as? String { fields[name] = "\(field.value)" }
      }, url: head.url?.absoluteString ?? "", body: EventSourceBody(connection: connection))
  }
}

/// Ends a transfer when the last one is gone who could want something of it.
final class Connection: Sendable {
  private let transfer: Transfer

  init(_ transfer: Transfer) { self.transfer = transfer }

  deinit { transfer.end(.cancelled) }

  func nextPiece() async throws(EventSourceError) -> [UInt8]? { try await transfer.nextPiece() }

  func cancel() { transfer.end(.cancelled) }
}

extension EventSourceRequest {
  fileprivate var urlRequest: URLRequest {
    // Its own timer does not tell the head from the body: those of the transfer are used.
    var request = URLRequest(url: url, cachePolicy: .reloadIgnoringLocalCacheData, timeoutInterval: 1e7)
    request.httpMethod = method
    request.setValue("text/event-stream", forHTTPHeaderField: "Accept")
    request.setValue("no-cache", forHTTPHeaderField: "Cache-Control")
    for header in headers { request.setValue(header.value, forHTTPHeaderField: header.name) }
    request.httpBody = body.map { Data($0) }
    return request
  }
}
