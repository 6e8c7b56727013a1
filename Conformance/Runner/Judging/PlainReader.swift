/// A reader of whole event streams, line by line as the standard's text goes: what a subject wrote is read back
/// with it. It shares nothing with the engine, which is one of the subjects.
struct PlainReader {
  private(set) var events: [StreamEvent] = []
  /// Without the one space after the colon, which is a matter of layout.
  private(set) var comments: [String] = []
  private(set) var lastEventID = ""
  private(set) var retry: Int?
  /// Whether the last line had an end, and the last event a blank line.
  private(set) var endsWhole = true

  init(_ bytes: [UInt8]) {
    var data: [[UInt8]] = []
    var type = ""
    var id = ""
    var (lines, rest) = Self.lines(bytes)
    if lines.isEmpty ? rest.starts(with: Self.byteOrderMark) : lines[0].starts(with: Self.byteOrderMark) {
      if lines.isEmpty { rest.removeFirst(3) } else { lines[0].removeFirst(3) }
    }
    for line in lines {
      if line.isEmpty {
        lastEventID = id
        if !data.isEmpty {
          let text = String(decoding: Array(data.joined(separator: [0x0A])), as: UTF8.self)
          events.append(StreamEvent(type: type.isEmpty ? "message" : type, data: text, id: id))
        }
        (data, type) = ([], "")
        continue
      }
      let colon = line.firstIndex(of: 0x3A)
      var value = colon.map { line[($0 + 1)...] } ?? []
      if value.first == 0x20 { value = value.dropFirst() }
      if colon == 0 {
        comments.append(String(decoding: value, as: UTF8.self))
        continue
      }
      switch String(decoding: line[..<(colon ?? line.endIndex)], as: UTF8.self) {
      case "data": data.append(Array(value))
      case "event": type = String(decoding: value, as: UTF8.self)
      case "id": if !value.contains(0) { id = String(decoding: value, as: UTF8.self) }
      case "retry":
        if !value.isEmpty && value.allSatisfy({ (0x30...0x39).contains($0) }) {
          retry = Int(String(decoding: value, as: UTF8.self)) ?? .max
        }
      default: break
      }
    }
    endsWhole = rest.isEmpty && data.isEmpty && type.isEmpty && id == lastEventID
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// The lines that have an end, without it, and what is left.
  private static func lines(_ bytes: [UInt8]) -> (lines: [[UInt8]], rest: [UInt8]) {
    var lines: [[UInt8]] = []
    var line: [UInt8] = []
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case 0x0D:
        if index + 1 < bytes.count && bytes[index + 1] == 0x0A { index += 1 }
        fallthrough
      case 0x0A:
        lines.append(line)
        line = []
      default: line.append(bytes[index])
      }
      index += 1
    }
    return (lines, line)
  }
}
