/// Writes an event stream and keeps account of what a decoder must find in it.
///
/// It knows the format from the writing side only and shares no code with the decoder that is measured.
struct StreamWriter {
  private(set) var bytes: [UInt8] = []
  private(set) var blockEnds: [Int] = []
  private(set) var streamEnds: [Int] = []
  private(set) var expected = Tally()
  var content: [String: WorkCount] = [:]
  /// The last event ID in force.
  private var id: [UInt8] = []
  private var type: [UInt8] = []
  private var dataStart = 0
  /// How lines end from now on.
  var lineEnd: [UInt8] = [0x0A]

  private static let message = Array("message".utf8)

  init(capacity: Int) { bytes.reserveCapacity(capacity + 65_536) }

  var count: Int { bytes.count }

  mutating func write(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  mutating func write(_ text: String) { bytes.append(contentsOf: text.utf8) }

  mutating func write(_ more: [UInt8]) { bytes.append(contentsOf: more) }

  mutating func write(_ byte: UInt8) { bytes.append(byte) }

  mutating func endLine() { bytes.append(contentsOf: lineEnd) }

  /// Begins an event of one data line: its payload is what is written until `endEvent()`.
  mutating func beginEvent(type: StaticString? = nil) {
    self.type.removeAll(keepingCapacity: true)
    if let type {
      write("event: ")
      write(type)
      endLine()
      type.withUTF8Buffer { self.type.append(contentsOf: $0) }
    }
    write("data: ")
    dataStart = bytes.count
  }

  /// Ends the event that `beginEvent` began, with its blank line.
  mutating func endEvent() {
    let dataEnd = bytes.count
    endLine()
    endLine()
    blockEnds.append(bytes.count)
    let type = self.type.isEmpty ? Self.message : self.type
    expected.add(type: type, stream: bytes, range: dataStart..<dataEnd, id: id)
  }

  /// An event whose lines the caller has written, but for the blank one.
  mutating func endBlock(type: String = "message", data: [UInt8], id: [UInt8]? = nil) {
    if let id { self.id = id }
    endLine()
    blockEnds.append(bytes.count)
    expected.add(type: Array(type.utf8), stream: data, range: 0..<data.count, id: self.id)
  }

  /// A block that dispatches nothing; it may still set the last event ID.
  mutating func endEmptyBlock(id: [UInt8]? = nil) {
    if let id { self.id = id }
    endLine()
    blockEnds.append(bytes.count)
  }

  /// Marks the end of one of the streams of which the corpus is made.
  mutating func endStream() { streamEnds.append(bytes.count) }

  /// Notes what a typed job delivers for one item.
  mutating func note(_ name: String, items: Int = 1, bytes: Int) {
    content[name, default: WorkCount()].items += items
    content[name, default: WorkCount()].bytes += bytes
  }

  /// A line as it stands, for what is no event.
  mutating func line(_ text: String) {
    write(text)
    endLine()
  }

  consuming func corpus(_ shape: String) -> Corpus {
    Corpus(
      shape: shape, bytes: bytes, blockEnds: blockEnds, expected: expected, content: content,
      streamEnds: streamEnds)
  }
}
