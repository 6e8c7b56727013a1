import ServerSentEvents
import Testing

/// The owned event: a plain value.
@Suite struct ServerSentEventTests {
  @Test func defaults() {
    let event = ServerSentEvent(data: "x")
    #expect(event.type == "message")
    #expect(event.lastEventID == "")
    #expect(event.retry == nil)
    #expect(event.dataBytes == [0x78])
  }

  @Test func dataIsTextOverBytes() {
    var event = ServerSentEvent(dataBytes: [0x61, 0xFF, 0xE2, 0x82, 0x62])
    #expect(event.data == "a\u{FFFD}\u{FFFD}b")
    #expect(event.dataBytes == [0x61, 0xFF, 0xE2, 0x82, 0x62])
    event.data = "ü"
    #expect(event.dataBytes == [0xC3, 0xBC])
    event = ServerSentEvent(type: "t", data: "\u{FEFF}x", lastEventID: "1", retry: 5)
    #expect(event.dataBytes == [0xEF, 0xBB, 0xBF, 0x78])
    #expect(Array(event.data.unicodeScalars) == ["\u{FEFF}", "x"])
  }

  @Test func equalityAndHash() {
    let event = ServerSentEvent(type: "t", data: "x", lastEventID: "1", retry: 5)
    #expect(event == ServerSentEvent(type: "t", dataBytes: [0x78], lastEventID: "1", retry: 5))
    let others = [
      ServerSentEvent(type: "u", data: "x", lastEventID: "1", retry: 5),
      ServerSentEvent(type: "t", data: "y", lastEventID: "1", retry: 5),
      ServerSentEvent(type: "t", data: "x", lastEventID: "2", retry: 5),
      ServerSentEvent(type: "t", data: "x", lastEventID: "1"),
    ]
    #expect(!others.contains(event))
    #expect(Set(others + [event, event]).count == 5)
  }
}
