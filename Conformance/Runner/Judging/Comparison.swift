/// A part of a result that is not as expected.
struct Difference: Codable, Equatable {
  let part: String
  let expected: String
  let got: String
}

/// Compares what a subject reported with what a case expects.
struct Comparison {
  /// Nothing differs if this is empty.
  private(set) var differences: [Difference] = []
  /// Parts that the case is about and the subject does not report.
  private(set) var unreported: [String] = []

  let entry: ConformanceCase
  let subject: SubjectDescription

  /// - Parameter expectation: that of `entry`, or one of its alternatives.
  init(
    _ entry: ConformanceCase, _ expectation: Expectation, _ result: StreamResult,
    by subject: SubjectDescription
  ) {
    self.entry = entry
    self.subject = subject
    compareError(expectation, result)
    if let expected = expectation.events { compareEvents(expected, result.events) }
    if let expected = expectation.comments { compareComments(expected.map { $0.expanded() }, result) }
    if let expected = expectation.retry { compareRetry(expected, result.retry) }
    compareText("lastEventID", expectation.lastEventID, result.lastEventID, stopped: result.error != nil)
    compareText("end", expectation.end, result.end, stopped: result.error != nil)
    compareWriting(expectation, result)
    compareTyped(expectation, result)
  }

  private mutating func differ(_ part: String, _ expected: some CustomStringConvertible, _ got: String) {
    differences.append(Difference(part: part, expected: "\(expected)", got: got))
  }

  private mutating func compareError(_ expectation: Expectation, _ result: StreamResult) {
    let expected = expectation.error.map { "\($0.code)\($0.offset.map { " at \($0)" } ?? "")" } ?? "no error"
    let got = result.error.map { "\($0.code)\($0.offset.map { " at \($0)" } ?? "")" } ?? "no error"
    let isSame =
      expectation.error?.code == result.error?.code
      && (expectation.error?.offset == nil || expectation.error?.offset == result.error?.offset)
    if !isSame { differ("error", expected, got) }
  }

  private mutating func compareEvents(_ expected: [Expectation.Event], _ got: [StreamEvent]) {
    var index = 0
    var count = 0
    for wanted in expected {
      let times = wanted.times ?? 1
      count += times
      let event = StreamEvent(type: wanted.type, data: wanted.data.expanded(), id: wanted.id)
      for _ in 0..<times {
        guard index < got.count, got[index] == event else {
          let found = index < got.count ? got[index].summary : "nothing more"
          differ("event \(index + 1)", event.summary, found)
          return
        }
        index += 1
      }
    }
    if got.count > count { differ("event \(count + 1)", "nothing more", got[count].summary) }
  }

  private mutating func compareComments(_ expected: [String], _ result: StreamResult) {
    guard subject.has("comments") || entry.kind == .encode else {
      unreported.append("comments")
      return
    }
    if !expected.hasSameTexts(as: result.comments) {
      differ("comments", expected.map(Excerpt.quoted), result.comments.map(Excerpt.quoted).description)
    }
  }

  private mutating func compareRetry(_ expected: Expectation.Retry, _ got: Reported<JSONNumber>) {
    guard subject.has("retry") || entry.kind == .encode else {
      unreported.append("retry")
      return
    }
    let number: JSONNumber? = if case .value(let number) = got { number } else { nil }
    switch expected {
    case .none: if let number { differ("retry", "none", "\(number)") }
    case .exactly(let wanted): if wanted != number { differ("retry", wanted, number?.description ?? "none") }
    case .atLeast(let least):
      if number.map({ $0 < least }) ?? true {
        differ("retry", "\(least) or more", number?.description ?? "none")
      }
    }
  }

  private mutating func compareText(_ part: String, _ expected: String?, _ got: String?, stopped: Bool) {
    guard let expected else { return }
    guard let got else {
      // After an error nobody asks for the end, so its state is not known.
      if !stopped { unreported.append(part) }
      return
    }
    if !expected.hasSameBytes(as: got) { differ(part, Excerpt.quoted(expected), Excerpt.quoted(got)) }
  }

  private mutating func compareWriting(_ expectation: Expectation, _ result: StreamResult) {
    if let expected = expectation.output?.expanded(), !expected.utf8.elementsEqual(result.output) {
      differ("output", Excerpt.quoted(expected), "\"\(Excerpt.of(result.output[...]))\"")
    }
    if entry.kind == .encode, expectation.refused ?? [] != result.refused {
      differ("refused", expectation.refused ?? [], result.refused.description)
    }
  }

  private mutating func compareTyped(_ expectation: Expectation, _ result: StreamResult) {
    let rules = JSONComparison(ignore: entry.ignore ?? [], nullIsAbsent: entry.nullIsAbsent ?? [])
    if let expected = expectation.chunks {
      if expected.count != result.chunks.count {
        differ("chunk count", expected.count, "\(result.chunks.count)")
      }
      for (index, pair) in zip(expected, result.chunks).enumerated() {
        if let found = rules.firstDifference(pair.0, pair.1, at: "/chunks/\(index)") {
          differ(found.path, found.expected, found.got)
          break
        }
      }
    }
    if let expected = expectation.outcome {
      if let found = rules.firstDifference(expected, result.outcome ?? .null, at: "/outcome", subset: true) {
        differ(found.path, found.expected, found.got)
      }
    }
    if let expected = expectation.collected {
      let got = result.collected ?? .null
      if let found = rules.firstDifference(expected, got, at: "/collected", subset: true) {
        differ(found.path, found.expected, found.got)
      }
    }
    if let expected = expectation.text {
      let got = entry.endpoint.flatMap { result.collected?.mainText(endpoint: $0) }
      if !expected.expanded().hasSameBytes(as: got ?? "") {
        differ("text", Excerpt.quoted(expected.expanded()), Excerpt.quoted(got ?? ""))
      }
    }
    if let expected = expectation.findings {
      if entry.kind == .lint && expected.allSatisfy({ $0.times == nil }) {
        compareClauses(Set(expected.map(\.clause)), Set(result.findings.map(\.clause)))
      } else {
        compareFindings(expected, result.findings)
      }
    }
  }

  /// Which clauses are broken counts, not how often.
  private mutating func compareClauses(_ expected: Set<String>, _ got: Set<String>) {
    guard expected != got else { return }
    differ("findings", expected.sorted().joined(separator: ", "), got.sorted().joined(separator: ", "))
  }

  /// Each expected finding takes one that fits; none may be left over.
  private mutating func compareFindings(_ expected: [Expectation.ExpectedFinding], _ got: [ReportedFinding]) {
    var rest = got
    for wanted in expected {
      for _ in 0..<(wanted.times ?? 1) {
        guard let index = rest.firstIndex(where: { wanted.fits($0) }) else {
          differ(
            "findings", wanted.summary,
            got.isEmpty ? "no finding" : got.map(\.summary).joined(separator: "; "))
          return
        }
        rest.remove(at: index)
      }
    }
    if let first = rest.first { differ("findings", "nothing more", first.summary) }
  }
}

extension Expectation.ExpectedFinding {
  func fits(_ found: ReportedFinding) -> Bool {
    clause == found.clause && (severity == nil || severity == found.severity)
      && (event == nil || event == found.event) && (offset == nil || offset == found.offset)
  }

  var summary: String {
    ReportedFinding(clause: clause, severity: severity, event: event, offset: offset, message: nil).summary
  }
}

extension ReportedFinding {
  var summary: String {
    var parts = [clause]
    if let severity { parts.append(severity) }
    if let event { parts.append("event \(event)") }
    if let offset { parts.append("byte \(offset)") }
    return parts.joined(separator: ", ")
  }
}
