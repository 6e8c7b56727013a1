import ServerSentEvents
import SpanJSON

/// What the line of an event, or of something else in a stream, looks like.
struct EventLineFormat {
  let asked: EventStreamOptions.Observed
  /// The file that the lines name.
  let file: String?
  /// Whether something has been seen that is no event, but that only event streams hold.
  private(set) var sawMark = false

  init(asked: EventStreamOptions.Observed, file: String?) {
    self.asked = asked
    self.file = file
  }

  mutating func write(_ item: consuming EventStreamItem, to json: inout JSONWriter) {
    switch item {
    case .event(let event):
      write(event, to: &json)
    case .comment(let text, let offset):
      sawMark = true
      guard asked.contains(.comments) else { return }
      begin(&json)
      json.key("comment")
      json.string(utf8: text)
      end(&json, offset)
    case .retry(let milliseconds, let offset):
      sawMark = true
      guard asked.contains(.retry) else { return }
      begin(&json)
      json.key("retry")
      json.integer(milliseconds)
      end(&json, offset)
    case .unknownField(let line):
      begin(&json)
      json.key("field")
      json.string(utf8: line.name)
      json.key("value")
      json.string(utf8: line.value)
      end(&json, line.offset)
    }
  }

  func write(_ event: borrowing EventView, to json: inout JSONWriter) {
    begin(&json)
    json.key("type")
    json.string(utf8: event.type)
    json.key("data")
    json.string(utf8: event.data)
    json.key("id")
    json.string(event.lastEventID)
    end(&json, event.offset)
  }

  private func begin(_ json: inout JSONWriter) {
    json.beginObject()
    if let file {
      json.key("file")
      json.string(file)
    }
  }

  private func end(_ json: inout JSONWriter, _ offset: Int) {
    json.key("offset")
    json.integer(offset)
    json.endObject()
    json.endLine()
  }
}
