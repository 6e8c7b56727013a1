/// The standard's rules, read off byte by byte from a whole stream: what a recording must come to. Slow and
/// plain on purpose, and no kin of the decoder that is measured.
struct PlainReading {
  private(set) var expected = Tally()
  private(set) var blockEnds: [Int] = []
  /// Whether the stream ended at an event's border.
  private(set) var isClean = true

  private var data: [UInt8] = []
  private var type: [UInt8] = []
  private var id: [UInt8] = []

  init(_ stream: [UInt8]) {
    var position = stream.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var start = position
    while position < stream.count {
      let byte = stream[position]
      guard byte == 0x0A || byte == 0x0D else {
        position += 1
        continue
      }
      let line = stream[start..<position]
      position += 1
      if byte == 0x0D && position < stream.count && stream[position] == 0x0A { position += 1 }
      start = position
      if line.isEmpty {
        dispatch()
        blockEnds.append(position)
      } else {
        process(line)
      }
    }
    if start < stream.count || !data.isEmpty || !type.isEmpty { isClean = false }
  }

  private mutating func process(_ line: ArraySlice<UInt8>) {
    let colon = line.firstIndex(of: 0x3A) ?? line.endIndex
    var value = line[min(colon + 1, line.endIndex)...]
    if value.first == 0x20 { value = value.dropFirst() }
    switch String(decoding: line[..<colon], as: UTF8.self) {
    case "data":
      data += value
      data.append(0x0A)
    case "event": type = Array(value)
    case "id" where !value.contains(0): id = Array(value)
    default: break
    }
  }

  private mutating func dispatch() {
    defer {
      data = []
      type = []
    }
    guard !data.isEmpty else { return }
    data.removeLast()
    let type = self.type.isEmpty ? Array("message".utf8) : self.type
    expected.add(type: type, stream: data, range: 0..<data.count, id: id)
  }
}
