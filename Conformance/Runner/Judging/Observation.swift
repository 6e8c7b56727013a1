import Foundation

/// One stream fed to a subject with one cut, and what came of it.
struct Observation {
  let cut: Cut
  var steps: [Step] = []
  var result = StreamResult()
  var failure: SubjectFailure?
  /// Why the subject did not take the stream.
  var skipped: String?
  /// What was not there when it should have been.
  var lateness: Difference?

  struct Step {
    /// The piece that was fed; nil for the end of input.
    let piece: Range<Int>?
    /// What was given to write, for kind `encode`.
    var written: String?
    let reply: SubjectReply
  }
}

/// Feeds streams to a subject.
struct Observer {
  let subject: any Subject
  /// Streams with more pieces than this are not recorded step by step.
  static let recordedPieces = 64

  func observe(_ entry: ConformanceCase, _ input: [UInt8], _ cut: Cut) -> Observation {
    var observation = Observation(cut: cut)
    do {
      if entry.kind == .encode {
        try write(entry, &observation)
      } else {
        try run(entry, input, &observation)
      }
    } catch {
      observation.failure = error
    }
    return observation
  }

  private func run(
    _ entry: ConformanceCase, _ input: [UInt8], _ observation: inout Observation
  ) throws(SubjectFailure) {
    if let preceding = entry.preceding {
      observation.skipped = try subject.open(request(entry, id: entry.id + " (preceding)"))
      if observation.skipped != nil { return }
      _ = try subject.feed(preceding.expanded()[...])
      try subject.close()
    }
    observation.skipped = try subject.open(request(entry, id: entry.id))
    if observation.skipped != nil { return }
    let pieces = observation.cut.pieces(length: input.count)
    for (number, piece) in pieces.enumerated() {
      var reply = try subject.feed(input[piece])
      // Where nobody asked for comments a subject may tell some, or parts of them: that is no result.
      if !entry.wantsComments { reply.comments = nil }
      observation.result.add(reply)
      if number < Self.recordedPieces { observation.steps.append(.init(piece: piece, reply: reply)) }
      if subject.answersEachFeed && observation.lateness == nil {
        observation.lateness = lateness(entry, fed: piece.upperBound, observation.result)
      }
      // After an error only `close` follows, unless the subject was asked to go on.
      if reply.error != nil && entry.options?.resume != true {
        try subject.close()
        return
      }
    }
    var reply = try subject.endOfInput()
    if !entry.wantsComments { reply.comments = nil }
    observation.result.add(reply)
    observation.steps.append(.init(piece: nil, reply: reply))
    try subject.close()
  }

  /// Has the subject write, and reads back what it wrote with the suite's own plain reader.
  private func write(_ entry: ConformanceCase, _ observation: inout Observation) throws(SubjectFailure) {
    observation.skipped = try subject.open(request(entry, id: entry.id))
    if observation.skipped != nil { return }
    for item in entry.write ?? [] {
      let reply = try subject.write(item)
      observation.steps.append(.init(piece: nil, written: item.description, reply: reply))
      if let part = reply.refused {
        observation.result.refused.append(part)
      } else if let bytes = reply.bytes.flatMap({ Data(base64Encoded: $0) }) {
        observation.result.output += bytes
      } else {
        throw .malformed("neither \"bytes\" in base64 nor \"refused\" to write")
      }
    }
    try subject.close()
    let read = PlainReader(observation.result.output)
    observation.result.events = read.events
    observation.result.comments = read.comments
    observation.result.lastEventID = read.lastEventID
    observation.result.retry = read.retry.map { .value(JSONNumber($0)) } ?? .null
    observation.result.end = read.endsWhole ? "clean" : "discarded"
  }

  private func request(_ entry: ConformanceCase, id: String) -> OpenRequest {
    OpenRequest(
      id: id, kind: entry.kind, endpoint: entry.endpoint, options: entry.options ?? .init(),
      resume: entry.options?.resume, comments: entry.wantsComments)
  }

  /// What should have been reported when `fed` bytes are in, but was not. Too much is no lateness: then the
  /// result itself will be wrong, or it was early, which is told as well.
  private func lateness(_ entry: ConformanceCase, fed: Int, _ result: StreamResult) -> Difference? {
    for mark in entry.visibleAfter ?? [] where mark.bytes == fed {
      let counts = [
        ("events", mark.events, result.events.count),
        ("comments", subject.description.has("comments") ? mark.comments : nil, result.comments.count),
        ("chunks", mark.chunks, result.chunks.count),
      ]
      for (part, expected, got) in counts {
        if let expected, expected != got {
          return Difference(part: "\(part) after \(fed) bytes", expected: "\(expected)", got: "\(got)")
        }
      }
      if let retry = mark.retry, subject.description.has("retry"), result.retry != .value(JSONNumber(retry)) {
        return Difference(part: "retry after \(fed) bytes", expected: "\(retry)", got: "not yet")
      }
    }
    return nil
  }
}
