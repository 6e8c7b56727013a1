import EventSourceClient
import Foundation
import LocalServer
import OpenAIStreams
import ServerSentEvents
import Testing

/// What a test waits for; given up in the end, so that a mistake fails and does not hang. Patiently: where all tests run
/// at once, one may wait for minutes until it is its turn.
final class Signal: @unchecked Sendable {
  private let semaphore = DispatchSemaphore(value: 0)
  func raise() { semaphore.signal() }
  func wait(seconds: Double = 600) -> Bool { semaphore.wait(timeout: .now() + seconds) == .success }
  func raised(seconds: Double = 600) async -> Bool {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: self.wait(seconds: seconds)) }
    }
  }
}

@Suite struct EventSourceTests {
  @Test("CON-2, CON-22: method, headers and body go out as given")
  func request() async throws {
    let server = try LocalServer { connection in
      let told = [
        connection.method, connection.path, connection.header("Accept") ?? "",
        connection.header("Cache-Control") ?? "", connection.header("Authorization") ?? "",
        String(decoding: connection.body, as: UTF8.self),
      ]
      connection.sendHead()
      connection.send("data: \(told.joined(separator: "|"))\n\n")
    }
    var request = EventSourceRequest(url: server.url("/v1/x?y=1"), body: Array(#"{"stream":true}"#.utf8))
    request.headers = [("Authorization", "Bearer secret")]
    let response = try await EventSource.open(request)
    var events: [String] = []
    for try await event in response.body.serverSentEvents() { events.append(event.data) }
    #expect(events == [#"POST|/v1/x?y=1|text/event-stream|no-cache|Bearer secret|{"stream":true}"#])
  }

  @Test("CON-12: an event is there while its server still waits")
  func eventsAsTheyCome() async throws {
    let received = Signal()
    let server = try LocalServer { connection in
      connection.sendHead("200 OK", ["Content-Type: text/event-stream", "Transfer-Encoding: chunked"])
      connection.send("9\r\ndata: one\r\n4\r\n\n\nda\r\n")
      // Goes on only when the first event has been delivered.
      guard received.wait() else { return }
      connection.send("a\r\nta: two\n\n\n\r\n0\r\n\r\n")
    }
    let response = try await EventSource.open(EventSourceRequest(url: server.url()))
    #expect(response.acceptance == .eventStream)
    var events: [String] = []
    for try await event in response.body.serverSentEvents() {
      events.append(event.data)
      received.raise()
    }
    #expect(events == ["one", "two"])
  }

  @Test("Typed chunks come out of a response")
  func typed() async throws {
    let server = try LocalServer { connection in
      connection.sendHead()
      for text in ["Hel", "lo"] {
        connection.send(
          #"data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"\#(text)"},"finish_reason":null}]}"#
            + "\n\n")
      }
      connection.send(
        #"data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#
          + "\n\ndata: [DONE]\n\n")
    }
    let response = try await EventSource.open(EventSourceRequest(url: server.url()))
    var text = ""
    for try await chunk in response.body.chatCompletionChunks() { text += chunk.text }
    #expect(text == "Hello")
  }

  @Test("CON-26: what waits for a receiver that pauses is bounded, and nothing of it is lost")
  func backPressure() async throws {
    let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 16)
    let total = 1024  // 64 MiB
    let progress = Counter()
    let hasLeft = Signal()
    let server = try LocalServer { connection in
      connection.sendHead()
      for _ in 0..<total {
        guard connection.send(piece) else { break }
        progress.add(piece.count)
      }
      hasLeft.raise()
    }
    let response = try await EventSource.open(
      EventSourceRequest(url: server.url(), maximumWaitingBytes: 1 << 18))
    var received = 0
    #if canImport(FoundationNetworking)
    // The platform cannot make the sender wait: the transfer ends, and what waits is delivered.
    #expect(await hasLeft.raised())
    do {
      for try await bytes in response.body { received += bytes.count }
      Issue.record("it ended cleanly")
    } catch let error as EventSourceError {
      #expect(error.reason == .receiverTooSlow)
      #expect(received == error.bytesReceived)
    }
    #expect(received > 1 << 18 && received < 1 << 20)
    #else
    // Nobody reads: the server gets stuck once the sockets' buffers and ours are full.
    #expect(await hasLeft.raised(seconds: 2) == false)
    #expect(progress.value < 32 << 20, "the server could send \(progress.value) bytes")
    for try await bytes in response.body { received += bytes.count }
    #expect(received == total * piece.count)
    #endif
  }

  @Test("CON-27: cancelling closes the connection", arguments: ["cancel()", "task", "dropped"])
  func cancelling(how: String) async throws {
    let left = Signal()
    let server = try LocalServer { connection in
      connection.sendHead()
      connection.send("data: 1\n\n")
      if connection.clientLeaves(within: 600) { left.raise() }
    }
    let url = server.url()
    switch how {
    case "cancel()":
      let response = try await EventSource.open(EventSourceRequest(url: url))
      var pieces = response.body.makeAsyncIterator()
      _ = try await pieces.next()
      response.cancel()
      await #expect(throws: EventSourceError.self) { try await pieces.next() }
    case "task":
      let began = Signal()
      let task = Task {
        let response = try await EventSource.open(EventSourceRequest(url: url))
        for try await _ in response.body { began.raise() }
      }
      #expect(await began.raised())
      task.cancel()
      let result = await task.result
      #expect(throws: EventSourceError.self) { try result.get() }
    default:
      var response: EventSourceResponse? = try await EventSource.open(EventSourceRequest(url: url))
      #expect(response?.status == 200)
      response = nil
    }
    #expect(await left.raised())
  }

  @Test(
    "CON-24: each timer ends the wait that it is for",
    arguments: [EventSourceError.Timer.head, .idle, .total])
  func timeouts(timer: EventSourceError.Timer) async throws {
    let server = try LocalServer { connection in
      if timer != .head {
        connection.sendHead()
        connection.send("data: 1\n\n")
      }
      _ = connection.clientLeaves(within: 600)
    }
    var timeouts = EventSourceRequest.Timeouts()
    switch timer {
    case .head: timeouts.head = 2
    case .idle: timeouts.idle = 2
    case .total: timeouts.total = 3
    }
    var events = 0
    do {
      let response = try await EventSource.open(EventSourceRequest(url: server.url(), timeouts: timeouts))
      for try await _ in response.body.serverSentEvents() { events += 1 }
      Issue.record("it ended")
    } catch let error as EventSourceError {
      #expect(error.reason == .timedOut(timer))
      #expect(error.bytesReceived == (timer == .head ? 0 : 9))
    }
    #expect(events == (timer == .head ? 0 : 1))
  }

  @Test("CON-8: what came before a broken connection is delivered, then the error")
  func disconnected() async throws {
    let server = try LocalServer { connection in
      connection.sendHead("200 OK", ["Content-Type: text/event-stream", "Content-Length: 1000"])
      connection.send("data: 1\n\n")
    }
    let response = try await EventSource.open(EventSourceRequest(url: server.url()))
    var events = 0
    do {
      for try await _ in response.body.serverSentEvents() { events += 1 }
      Issue.record("it ended cleanly")
    } catch let error as EventSourceError {
      #expect(error.reason == .disconnected && error.bytesReceived == 9, "\(error)")
    }
    #expect(events == 1)
  }

  @Test func refused() async throws {
    var server: LocalServer? = try LocalServer { _ in }
    let url = server!.url()
    server = nil
    await #expect {
      try await EventSource.open(EventSourceRequest(url: url))
    } throws: {
      ($0 as? EventSourceError)?.reason == .cannotConnect
    }
    await #expect {
      try await EventSource.open(EventSourceRequest(url: URL(string: "file:///etc/hosts")!))
    } throws: {
      ($0 as? EventSourceError)?.reason == .invalidURL
    }
  }

  @Test("CON-23: an answer that is no stream is handed over with its body")
  func noStream() async throws {
    let server = try LocalServer { connection in
      switch connection.path {
      case "/429": connection.answer("429 Too Many Requests", #"{"error":{"message":"slow down"}}"#)
      case "/json": connection.answer("200 OK", "{}")
      case "/204": connection.send("HTTP/1.1 204 No Content\r\n\r\n")
      default:
        connection.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\ndata: 1\n\n")
      }
    }
    let failed = try await EventSource.open(EventSourceRequest(url: server.url("/429")))
    #expect(failed.acceptance == .status(429))
    let body = try await failed.body.collected()
    #expect(String(decoding: body, as: UTF8.self) == #"{"error":{"message":"slow down"}}"#)
    let start = try await EventSource.open(EventSourceRequest(url: server.url("/429"))).body.collected(
      upTo: 8)
    #expect(String(decoding: start, as: UTF8.self) == #"{"error""#)
    let json = try await EventSource.open(EventSourceRequest(url: server.url("/json")))
    #expect(json.acceptance == .contentType("application/json"))
    #expect(try await EventSource.open(EventSourceRequest(url: server.url("/204"))).acceptance == .stop)
    let undeclared = try await EventSource.open(EventSourceRequest(url: server.url("/none")))
    #expect(undeclared.acceptance == .undeclared)
  }

  @Test(
    "CON-3: content types",
    arguments: [
      ("text/event-stream", true), ("text/event-stream;", true), ("Text/Event-Stream;charset=x", true),
      (" text/event-stream ; a=b", true), ("text/x-bogus", false), ("x bogus", false),
      ("text/event-streams", false),
    ])
  func contentType(type: String, isAccepted: Bool) {
    #expect(EventSourceResponse.isEventStream(type) == isAccepted)
  }

  @Test("CON-5, CON-22: a redirect is followed, and a key does not go to another host")
  func redirects() async throws {
    let other = try LocalServer { connection in
      connection.sendHead()
      connection.send("data: key \(connection.header("Authorization") ?? "none")\n\n")
    }
    let target = other.url("/b").absoluteString
    let server = try LocalServer { connection in
      let location = connection.path == "/far" ? target : "/there"
      if connection.path == "/there" {
        connection.sendHead()
        connection.send("data: key \(connection.header("Authorization") ?? "none")\n\n")
      } else {
        connection.sendHead("307 Temporary Redirect", ["Location: \(location)", "Content-Length: 0"])
      }
    }
    for (path, key) in [("/near", "key Bearer k"), ("/far", "key none")] {
      let response = try await EventSource.open(
        EventSourceRequest(url: server.url(path), headers: [("Authorization", "Bearer k")]))
      var events: [String] = []
      for try await event in response.body.serverSentEvents() { events.append(event.data) }
      #expect(events == [key])
    }
  }
}

final class Counter: @unchecked Sendable {
  private let lock = NSLock()
  private var count = 0
  func add(_ more: Int) { lock.withLock { count += more } }
  var value: Int { lock.withLock { count } }
}
