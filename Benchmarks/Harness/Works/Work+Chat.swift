import OpenAIStreams

extension Work {
  /// Each chunk's text, lent: what a terminal or a proxy needs.
  static let chatText = Work(
    name: "chat-text", about: "chat chunks, the text of each, borrowed",
    shapes: ["chat", "multibyte"],
    cuts: { $0 == "chat" ? [.every(16_384), .every(1_400), .event] : [.every(16_384)] },
    expected: { $0.content["text"] ?? WorkCount() },
    pass: { try texts($0, $1, TypedStreamOptions()) })

  /// The same without templates: every payload is read by the general path.
  static let chatTextGeneral = Work(
    name: "chat-text-general", about: "chat chunks, the text of each, borrowed, templates off",
    shapes: ["chat", "multibyte"], cuts: { _ in [.every(16_384)] },
    expected: { $0.content["text"] ?? WorkCount() },
    pass: { try texts($0, $1, TypedStreamOptions(usesTemplates: false)) })

  private static func texts(
    _ corpus: Corpus, _ pieces: Pieces, _ options: TypedStreamOptions
  ) throws -> WorkCount {
    var result = WorkCount()
    try corpus.eachStream(pieces) { stream, cuts in
      var typed = ChatCompletionStream(options: options)
      while var input = cuts.next(of: stream) {
        while let chunk = try typed.next(&input) {
          result.items &+= 1
          result.bytes &+= chunk.text.bytes.byteCount
        }
      }
      try expectWhole(typed.finish())
    }
    return result
  }

  /// Each chunk as a value of its own.
  static let chatOwned = Work(
    name: "chat-owned", about: "chat chunks as owned values",
    shapes: ["chat"], cuts: { _ in [.every(16_384)] },
    expected: { $0.content["text"] ?? WorkCount() },
    pass: { corpus, pieces in
      var result = WorkCount()
      try corpus.eachStream(pieces) { stream, cuts in
        var typed = ChatCompletionStream()
        while var input = cuts.next(of: stream) {
          while let owned = try typed.nextElement(&input) {
            result.items &+= 1
            result.bytes &+= owned.text.utf8.count
          }
        }
        try expectWhole(typed.finish())
      }
      return result
    })

  /// What a call without streaming would have returned; its text, once a stream.
  static let chatCollect = Work(
    name: "chat-collect", about: "chat chunks collected into the whole response",
    shapes: ["chat"], cuts: { _ in [.every(16_384)] },
    expected: { $0.content["text"] ?? WorkCount() },
    pass: { corpus, pieces in
      var result = WorkCount()
      try corpus.eachStream(pieces) { stream, cuts in
        var typed = ChatCompletionStream()
        var collector = ChatCompletionCollector()
        while var input = cuts.next(of: stream) {
          while let chunk = try typed.next(&input) {
            collector.add(chunk)
            result.items &+= 1
          }
        }
        try expectWhole(typed.finish())
        result.bytes &+= collector.text.utf8.count
      }
      return result
    })

  /// The arguments of each tool call, lent.
  static let toolArguments = Work(
    name: "tool-arguments", about: "chat chunks, the arguments of each tool call, borrowed",
    shapes: ["tool-calls"], cuts: { _ in [.every(16_384)] },
    expected: { $0.content["arguments"] ?? WorkCount() },
    pass: { corpus, pieces in
      var result = WorkCount()
      try corpus.eachStream(pieces) { stream, cuts in
        var typed = ChatCompletionStream()
        while var input = cuts.next(of: stream) {
          while let chunk = try typed.next(&input) {
            result.items &+= 1
            var fragments = chunk.toolCallFragments
            while let fragment = fragments.next() {
              if let arguments = fragment.arguments { result.bytes &+= arguments.bytes.byteCount }
            }
          }
        }
        try expectWhole(typed.finish())
      }
      return result
    })

  /// Every generated answer comes to its end: an engine that says otherwise is wrong.
  static func expectWhole(_ outcome: StreamOutcome) throws {
    guard outcome.isComplete else { throw WrongResult("outcome", expected: "complete", found: outcome) }
  }
}
