// Compiled under Embedded Swift, against the module of that name, and run: what it prints stands in
// ServerSentEvents.expected.

import ServerSentEvents

@main
struct Program {
  static let stream = """
    \u{FEFF}: a comment
    data: whole
    retry: 1500

    event: two\rid: 7
    data: first\r\ndata: second

    unknown: field
    data: caf\u{E9}
    id: an ID of more than fifteen bytes

    data: never terminated
    """

  static func main() {
    let bytes = Array(stream.utf8)
    print("whole")
    read([bytes])
    print("bytewise")
    read(bytes.map { [$0] })
    print("limited")
    var limited = EventStreamDecoder(
      options: EventStreamOptions(limits: EventStreamLimits(maximumEventSize: 9)))
    feed(bytes, to: &limited)
    print("written")
    write()
  }

  static func read(_ pieces: [[UInt8]]) {
    var decoder = EventStreamDecoder(
      options: EventStreamOptions(observed: [.comments, .unknownFields, .retry]))
    for piece in pieces { feed(piece, to: &decoder) }
    let end = decoder.finish()
    let tail = end.tail == .discarded ? "discarded" : "not discarded"
    print("end \(end.eventCount) \(end.byteCount) \(end.lastEventID) \(tail)")
  }

  static func feed(_ piece: [UInt8], to decoder: inout EventStreamDecoder) {
    var input = RawSpan(ofBytes: piece.span)
    do throws(EventStreamError) {
      while let item = try decoder.nextItem(&input) {
        switch item {
        case .event(let event):
          print(
            "event \(event.typeText) \(event.dataText) \(event.lastEventID) \(event.offset) \(event.index)")
        case .comment(let text, let offset):
          print("comment \(text.decodedUTF8) \(offset)")
        case .unknownField(let line):
          print("field \(line.name.decodedUTF8) \(line.value.decodedUTF8) \(line.offset)")
        case .retry(let milliseconds, let offset):
          print("retry \(milliseconds) \(offset)")
        }
      }
    } catch {
      print("error \(error.clause) \(error.offset)")
    }
  }

  static func write() {
    let encoder = EventStreamEncoder()
    var output: [UInt8] = []
    do throws(EventStreamEncodingError) {
      try encoder.encode(data: "a\nb", type: "t", id: "1", into: &output)
      print(RawSpan(ofBytes: output.span).decodedUTF8)
      try encoder.encode(data: "x", type: "forged\ndata: y", into: &output)
      print("not refused")
    } catch {
      print("refused at \(error.offset)")
    }
  }
}
