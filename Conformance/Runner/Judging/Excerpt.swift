/// Values in words that fit a report: control characters visible, long ones cut in the middle.
enum Excerpt {
  static let limit = 600

  static func quoted(_ text: String) -> String {
    "\"\(of(text))\""
  }

  static func of(_ text: String) -> String {
    let count = text.utf8.count
    guard count > limit else { return EscapedText.text(text.utf8) }
    return of(Array(text.utf8)[...])
  }

  static func of(_ bytes: ArraySlice<UInt8>) -> String {
    guard bytes.count > limit else { return EscapedText.text(bytes) }
    let half = limit / 2
    return
      "\(EscapedText.text(bytes.prefix(half)))…\(EscapedText.text(bytes.suffix(half / 4))) (\(bytes.count) bytes)"
  }

  static func of(_ value: JSONValue) -> String {
    let text = value.description
    return text.utf8.count > limit ? "\(text.prefix(limit))… (\(text.utf8.count) bytes)" : text
  }
}

extension StreamEvent {
  /// `message "data"`, with the id where there is one.
  var summary: String {
    "\(Excerpt.of(type)) \(Excerpt.quoted(data))" + (id.isEmpty ? "" : " id \(Excerpt.quoted(id))")
  }
}

extension SubjectReply {
  /// The reply with what is long cut short, for a transcript.
  var shortened: SubjectReply {
    func short(_ text: String) -> String {
      text.utf8.count > Excerpt.limit ? Excerpt.of(text) : text
    }
    var copy = self
    let shown = 20
    copy.events = events.map { events in
      events.prefix(shown).map { StreamEvent(type: short($0.type), data: short($0.data), id: short($0.id)) }
    }
    if let count = events?.count, count > shown {
      copy.events?.append(StreamEvent(type: "…", data: "and \(count - shown) more", id: ""))
    }
    copy.comments = comments.map { $0.prefix(shown).map(short) }
    copy.chunks = chunks.map { Array($0.prefix(shown)) }
    return copy
  }
}
