/// A line as the standard's grammar sees it.
struct OracleLine {
  enum Kind { case blank, comment, data, event, id, retry, unknownField }

  let bytes: [UInt8]
  /// Where it begins in the stream.
  let start: Int
  /// Where its terminator stands; the length of the stream if it has none.
  let end: Int
  var isTerminated: Bool

  /// What the line is, or would be if it ended here.
  let kind: Kind
  /// Where the first colon stands in the line.
  let colon: Int?
  /// The bytes before the first colon, or all.
  let name: [UInt8]
  /// Where the value begins in the line: after the colon and one space.
  let valueStart: Int
  let value: [UInt8]

  init(_ bytes: [UInt8], start: Int, isTerminated: Bool) {
    self.bytes = bytes
    self.start = start
    self.isTerminated = isTerminated
    end = start + bytes.count
    colon = bytes.firstIndex(of: 0x3A)
    if let colon {
      name = Array(bytes[..<colon])
      let next = colon + 1
      valueStart = next < bytes.count && bytes[next] == 0x20 ? next + 1 : next
    } else {
      name = bytes
      valueStart = bytes.count
    }
    value = Array(bytes[valueStart...])
    kind = Self.kind(bytes, name)
  }

  private static func kind(_ bytes: [UInt8], _ name: [UInt8]) -> Kind {
    if bytes.isEmpty { return .blank }
    if name.isEmpty { return .comment }
    if name == Array("data".utf8) { return .data }
    if name == Array("event".utf8) { return .event }
    if name == Array("id".utf8) { return .id }
    if name == Array("retry".utf8) { return .retry }
    return .unknownField
  }
}

extension Oracle {
  /// The lines of the stream; the last one is what stands behind the last terminator, often nothing.
  static func lines(of stream: [UInt8]) -> [OracleLine] {
    var lines: [OracleLine] = []
    var position = 0
    if stream.count >= 3 && stream[0] == 0xEF && stream[1] == 0xBB && stream[2] == 0xBF {
      position = 3
    }
    var start = position
    while position < stream.count {
      let byte = stream[position]
      if byte == 0x0A || byte == 0x0D {
        lines.append(OracleLine(Array(stream[start..<position]), start: start, isTerminated: true))
        if byte == 0x0D && position + 1 < stream.count && stream[position + 1] == 0x0A {
          position += 1
        }
        start = position + 1
      }
      position += 1
    }
    lines.append(OracleLine(Array(stream[start...]), start: start, isTerminated: false))
    return lines
  }
}
