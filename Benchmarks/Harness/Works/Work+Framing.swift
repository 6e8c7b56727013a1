import ServerSentEvents

extension Work {
  /// Bytes to events.
  static let frame = Work(
    name: "frame", about: "bytes to events, borrowed",
    shapes: Shape.all.map(\.name) + [Recordings.shapeName],
    cuts: { shape in
      switch shape {
      case Recordings.shapeName: [.recorded, .every(16_384)]
      case "chat", "invalid", "huge-line": Cut.usual + [.drip]
      default: Cut.usual
      }
    },
    expected: { WorkCount(items: $0.expected.events, bytes: $0.expected.dataBytes + $0.expected.typeBytes) },
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
          result.items &+= 1
          result.bytes &+= event.data.byteCount &+ event.type.byteCount
        }
        start = end
      }
      return result
    },
    proof: { corpus, pieces in
      let stream = corpus.bytes.span.bytes
      var decoder = EventStreamDecoder()
      var tally = Tally()
      var start = 0
      var index = 0
      while start < stream.byteCount {
        let end = pieces.end(after: start, &index)
        var input = stream.extracting(start..<end)
        while let event = try decoder.next(&input) {
          let id = event.lastEventIDBytes
          tally.add(type: event.type, data: event.data, id: id.span.bytes)
        }
        start = end
      }
      guard tally == corpus.expected else {
        throw WrongResult("frame/\(corpus.shape)", expected: corpus.expected, found: tally)
      }
    })

  /// Framing by those who ask for comments, unknown fields and reconnection times too.
  static let frameItems = Work(
    name: "frame-items", about: "bytes to events, comments and unknown fields",
    shapes: ["chat", "heartbeat", "invalid", "mixed-ends"], cuts: { _ in [.every(16_384)] },
    expected: { WorkCount(items: $0.expected.events, bytes: $0.expected.dataBytes + $0.expected.typeBytes) },
    pass: { corpus, pieces in
      let stream = corpus.bytes.span.bytes
      var decoder = EventStreamDecoder(
        options: EventStreamOptions(observed: [.comments, .unknownFields, .retry]))
      var result = WorkCount()
      var others = 0
      var start = 0
      var index = 0
      while start < stream.byteCount {
        let end = pieces.end(after: start, &index)
        var input = stream.extracting(start..<end)
        while let item = try decoder.nextItem(&input) {
          switch item {
          case .event(let event):
            result.items &+= 1
            result.bytes &+= event.data.byteCount &+ event.type.byteCount
          case .comment(let text, _): others &+= text.byteCount
          case .unknownField, .retry: others &+= 1
          }
        }
        start = end
      }
      return others < 0 ? WorkCount() : result
    })

  /// Framing by those who keep what they get.
  static let frameOwned = Work(
    name: "frame-owned", about: "bytes to events as owned values",
    shapes: ["chat", "responses", "many-lines"], cuts: { _ in [.every(16_384)] },
    expected: { WorkCount(items: $0.expected.events, bytes: $0.expected.dataBytes + $0.expected.typeBytes) },
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
          let owned = ServerSentEvent(event)
          result.items &+= 1
          result.bytes &+= owned.dataBytes.count &+ owned.type.utf8.count
        }
        start = end
      }
      return result
    })

  /// Bytes to lines, by the tokenizer alone. Blank lines are what both sides can count.
  static let lines = Work(
    name: "lines", about: "bytes to lines, by the tokenizer",
    shapes: ["chat", "responses", "mixed-ends"], cuts: { _ in [.every(16_384)] },
    expected: { WorkCount(items: $0.blockEnds.count, bytes: 0) },
    pass: { corpus, pieces in
      let stream = corpus.bytes.span.bytes
      var tokenizer = EventStreamTokenizer()
      var result = WorkCount()
      var start = 0
      var index = 0
      while start < stream.byteCount {
        let end = pieces.end(after: start, &index)
        var input = stream.extracting(start..<end)
        while let token = try tokenizer.next(&input) {
          if case .blank = token.kind { result.items &+= 1 }
        }
        start = end
      }
      return result
    })
}
