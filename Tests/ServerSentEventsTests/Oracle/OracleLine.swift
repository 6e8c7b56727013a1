/// A line as the standard's grammar sees it.
struct OracleLine {
  enum Kind { case blank, comment, data, event, id, retry, unknownField }

  var bytes: [UInt8]
  /// Where it begins in the stream.
  var start: Int
  /// Where its terminator stands; the length of the stream if it has none.
  var end: Int
  var isTerminated: Bool

  /// Where the first colon stands in the line.
  var colon: Int? { bytes.firstIndex(of: 0x3A) }

  /// The bytes before the first colon, or all.
  var name: [UInt8] {
    if let colon { return Array(bytes[..<colon]) }
    return bytes
  }

  /// Where the value begins in the line: after the colon and one space.
  var valueStart: Int {
    guard let colon else { return bytes.count }
    let next = colon + 1
    return next < bytes.count && bytes[next] == 0x20 ? next + 1 : next
  }

  var value: [UInt8] { Array(bytes[valueStart...]) }

  /// What the line is, or would be if it ended here.
  var kind: Kind {
    if bytes.isEmpty { return .blank }
    if bytes[0] == 0x3A { return .comment }
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
    var line = OracleLine(bytes: [], start: position, end: position, isTerminated: false)
    while position < stream.count {
      let byte = stream[position]
      if byte == 0x0A || byte == 0x0D {
        line.end = position
        line.isTerminated = true
        lines.append(line)
        if byte == 0x0D && position + 1 < stream.count && stream[position + 1] == 0x0A {
          position += 1
        }
        line = OracleLine(bytes: [], start: position + 1, end: position + 1, isTerminated: false)
      } else {
        line.bytes.append(byte)
      }
      position += 1
    }
    line.end = stream.count
    lines.append(line)
    return lines
  }
}
