import OpenAIStreams
import Testing

/// Asynchronous sequences of byte chunks and of single bytes.
@Suite struct ResponseAsyncTests {
  private func chunks(_ bytes: [UInt8], size: Int) -> AsyncStream<[UInt8]> {
    AsyncStream { continuation in
      var start = 0
      while start < bytes.count {
        continuation.yield(Array(bytes[start..<min(bytes.count, start + size)]))
        start += size
      }
      continuation.finish()
    }
  }

  @Test(arguments: [1, 7, 1000]) func chunksOfBytes(_ size: Int) async throws {
    var types: [ResponseEventType] = []
    let body = ResponseStreamTests.sse(ResponseStreamTests.events)
    for try await event in chunks(body, size: size).responseEvents() { types.append(event.type) }
    #expect(types.count == 9)
    #expect(types.last == .completed)
  }

  @Test func singleBytes() async throws {
    let body = ResponseStreamTests.sse(ResponseStreamTests.events)
    let bytes = AsyncStream<UInt8> { continuation in
      for byte in body { continuation.yield(byte) }
      continuation.finish()
    }
    var collector = ResponseCollector()
    for try await event in bytes.responseEvents() { collector.add(event) }
    #expect(collector.text == "Once")
  }

  @Test func aTruncatedStreamThrows() async {
    let body = ResponseStreamTests.sse(Array(ResponseStreamTests.events[..<4]))
    await #expect(throws: TypedStreamError.self) {
      for try await _ in chunks(body, size: 50).responseEvents() {}
    }
  }
}
