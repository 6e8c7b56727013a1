import Foundation

extension ConformanceCase {
  /// The options as JSON; nil where there are none.
  var optionsText: String? {
    guard let options else { return nil }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(options)).map { String(decoding: $0, as: UTF8.self) }
  }

  /// What is to be written, a line an item.
  var writingText: String { (write ?? []).map(\.description).joined(separator: "\n") }
}

extension Expectation {
  /// What is expected, part by part, for a reader.
  var lines: [(name: String, text: String)] {
    var lines: [(name: String, text: String)] = []
    for event in events ?? [] {
      let summary = StreamEvent(type: event.type, data: event.data.expanded(), id: event.id).summary
      lines.append(("event", summary + (event.times.map { ", \($0) times" } ?? "")))
    }
    if let events, events.isEmpty { lines.append(("event", "none")) }
    for comment in comments ?? [] { lines.append(("comment", Excerpt.quoted(comment.expanded()))) }
    if let lastEventID { lines.append(("last event ID", Excerpt.quoted(lastEventID))) }
    switch retry {
    case nil: break
    case .some(.none): lines.append(("retry", "none"))
    case .exactly(let number): lines.append(("retry", "\(number)"))
    case .atLeast(let number): lines.append(("retry", "\(number) or more"))
    }
    if let end { lines.append(("end", end)) }
    if let error { lines.append(("error", error.code + (error.offset.map { " at byte \($0)" } ?? ""))) }
    if let output { lines.append(("output", Excerpt.quoted(output.expanded()))) }
    for part in refused ?? [] { lines.append(("refused", part)) }
    for chunk in chunks ?? [] { lines.append(("chunk", Excerpt.of(chunk))) }
    if let outcome { lines.append(("outcome", Excerpt.of(outcome))) }
    if let collected { lines.append(("collected", Excerpt.of(collected))) }
    for finding in findings ?? [] { lines.append(("finding", finding.summary)) }
    return lines
  }
}
