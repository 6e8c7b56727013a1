import OpenAIStreams

extension Work {
  /// Each text delta of a response, lent.
  static let responseDeltas = Work(
    name: "response-deltas", about: "Responses events, the text delta of each, borrowed",
    shapes: ["responses"], cuts: { _ in [.every(16_384), .every(1_400), .event] },
    expected: { $0.content["delta"] ?? WorkCount() },
    pass: { corpus, pieces in
      var result = WorkCount()
      try corpus.eachStream(pieces) { stream, cuts in
        var typed = ResponseStream()
        while var input = cuts.next(of: stream) {
          while let event = try typed.next(&input) {
            result.items &+= 1
            if event.type == .outputTextDelta, let delta = event.delta {
              result.bytes &+= delta.bytes.byteCount
            }
          }
        }
        try expectWhole(typed.finish())
      }
      return result
    })

  /// The response that a call without streaming would have returned; its text, once a stream.
  static let responseCollect = Work(
    name: "response-collect", about: "Responses events collected into the whole response",
    shapes: ["responses"], cuts: { _ in [.every(16_384)] },
    expected: { $0.content["delta"] ?? WorkCount() },
    pass: { corpus, pieces in
      var result = WorkCount()
      try corpus.eachStream(pieces) { stream, cuts in
        var typed = ResponseStream()
        var collector = ResponseCollector()
        while var input = cuts.next(of: stream) {
          while let event = try typed.next(&input) {
            collector.add(event)
            result.items &+= 1
          }
        }
        try expectWhole(typed.finish())
        result.bytes &+= collector.text.utf8.count
      }
      return result
    })
}
