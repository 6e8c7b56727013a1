import ServerSentEvents
import SpanJSON

extension Work {
  /// Framing, and every payload read token by token: what the general path must do at the least.
  static let jsonRead = Work(
    name: "json-read", about: "events, and each payload read as JSON token by token",
    shapes: ["chat", "responses", "tool-calls", "speech"], cuts: { _ in [.every(16_384)] },
    expected: { WorkCount(items: $0.expected.events, bytes: 0) },
    pass: { corpus, pieces in
      let stream = corpus.bytes.span.bytes
      var decoder = EventStreamDecoder()
      var result = WorkCount()
      var start = 0
      var index = 0
      while start < stream.byteCount {
        let end = pieces.end(after: start, &index)
        var input = stream.extracting(start..<end)
        while let event = try decoder.next(&input) {
          if !event.data.equals("[DONE]") {
            var reader = JSONReader(event.data)
            try reader.finish()
          }
          result.items &+= 1
        }
        start = end
      }
      return result
    })

  /// Framing, and each chat chunk's text found in a parsed tree of it: general JSON, no typed layer.
  static let jsonTape = Work(
    name: "json-text", about: "chat chunks parsed whole, the text of each looked up by its keys",
    shapes: ["chat", "multibyte"], cuts: { _ in [.every(16_384)] },
    expected: { $0.content["text"] ?? WorkCount() },
    pass: { corpus, pieces in
      let stream = corpus.bytes.span.bytes
      // The keys' numbers are 1, 2 and 3, in this order.
      let table = JSONKeyTable(["choices", "delta", "content"])
      var decoder = EventStreamDecoder()
      var tape = JSONTape()
      var result = WorkCount()
      var start = 0
      var index = 0
      while start < stream.byteCount {
        let end = pieces.end(after: start, &index)
        var input = stream.extracting(start..<end)
        while let event = try decoder.next(&input) {
          if event.data.equals("[DONE]") { continue }
          let root = try tape.parse(event.data, keys: table)
          result.items &+= 1
          if let text = root.member(1)?.element(at: 0)?.member(2)?.member(3)?.bytes {
            result.bytes &+= text.byteCount
          }
        }
        start = end
      }
      return result
    })
}
