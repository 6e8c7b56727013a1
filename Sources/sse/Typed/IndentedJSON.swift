/// JSON text with white space for people. Only the space between tokens changes.
struct IndentedJSON {
  /// The text, without a line end behind it.
  private(set) var text: [UInt8] = []
  private var depth = 0

  /// - Parameter json: one JSON value.
  init(_ json: [UInt8]) {
    text.reserveCapacity(json.count * 2)
    var position = 0
    while position < json.count {
      let byte = json[position]
      switch byte {
      case UInt8(ascii: "\""):
        let end = Self.endOfString(json, from: position)
        text += json[position..<end]
        position = end
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        text.append(byte)
        depth += 1
        // An empty object or array stays on its line.
        let next = json[(position + 1)...].first { !Self.isSpace($0) }
        if next != UInt8(ascii: "}") && next != UInt8(ascii: "]") { newLine() }
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if text.last != UInt8(ascii: "{") && text.last != UInt8(ascii: "[") { newLine() }
        text.append(byte)
      case UInt8(ascii: ","):
        text.append(byte)
        newLine()
      case UInt8(ascii: ":"):
        text += [byte, 0x20]
      default:
        if !Self.isSpace(byte) { text.append(byte) }
      }
      position += 1
    }
  }

  private mutating func newLine() {
    text.append(0x0A)
    text.append(contentsOf: repeatElement(0x20, count: 2 * max(0, depth)))
  }

  /// The position behind the string that begins at `start`.
  private static func endOfString(_ json: [UInt8], from start: Int) -> Int {
    var position = start + 1
    while position < json.count, json[position] != UInt8(ascii: "\"") {
      position += json[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(position + 1, json.count)
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }
}
