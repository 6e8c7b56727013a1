import ServerSentEvents
import SpanJSON

/// A text that payloads of one shape go on with: taken out of where it belongs while they come, so that each adds to
/// it at once and nothing else is looked at.
struct OpenText: Sendable {
  /// The payloads' shape; 0 while no text is open.
  private var shape = 0
  /// The hole of their template that holds what they add.
  private var hole = 0
  private var text = CollectedText()

  var isOpen: Bool { shape != 0 }

  /// Whether `payload` is one of those; then what it adds has been added, as far as there is room for it.
  @inline(__always)
  mutating func append(_ payload: borrowing PayloadView, room: inout Int) -> Bool {
    guard shape != 0 && payload.shape == shape else { return false }
    text.append(whole: payload.text(ofHole: hole), room: &room)
    return true
  }

  /// Opens `text`, which payloads of that shape go on with by what is in that hole.
  mutating func open(_ text: CollectedText, shape: Int, hole: Int) {
    self = OpenText(shape: shape, hole: hole, text: text)
  }

  /// The text so far, which is then no longer open.
  mutating func close() -> CollectedText {
    defer { self = OpenText() }
    return text
  }
}
