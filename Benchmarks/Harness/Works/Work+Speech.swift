import OpenAIStreams

extension Work {
  /// Sound as it comes: each delta's base64 decoded into a player's buffer.
  static let speechAudio = Work(
    name: "speech-audio", about: "speech deltas, base64 decoded to bytes as they come",
    shapes: ["speech"], cuts: { _ in [.every(16_384), .every(1_400), .event] },
    expected: { $0.content["audio"] ?? WorkCount() },
    pass: { corpus, pieces in
      var result = WorkCount()
      var sound: [UInt8] = []
      try corpus.eachStream(pieces) { stream, cuts in
        var typed = SpeechStream()
        var collector = SpeechCollector()
        while var input = cuts.next(of: stream) {
          while let event = try typed.next(&input) {
            collector.add(event.payload, appendingTo: &sound)
            result.items &+= 1
            result.bytes &+= sound.count
            sound.removeAll(keepingCapacity: true)
          }
        }
        collector.flush(to: &sound)
        result.bytes &+= sound.count
        sound.removeAll(keepingCapacity: true)
        try expectWhole(typed.finish())
      }
      return result
    })
}
