/// What a stream's events come to: what its maker intended, and what a decoder must find.
struct Tally: Hashable, Sendable, Codable {
  var events = 0
  var dataBytes = 0
  var typeBytes = 0
  /// A hash over each event's type, data and last event ID, in their order.
  var checksum: UInt64 = 0xCBF2_9CE4_8422_2325

  /// Adds an event.
  mutating func add(type: RawSpan, data: RawSpan, id: RawSpan) {
    events += 1
    dataBytes += data.byteCount
    typeBytes += type.byteCount
    mix(type)
    mix(data)
    mix(id)
  }

  /// Adds an event whose data are the bytes `range` of `stream`.
  mutating func add(type: [UInt8], stream: [UInt8], range: Range<Int>, id: [UInt8]) {
    add(type: type.span.bytes, data: stream.span.bytes.extracting(range), id: id.span.bytes)
  }

  private mutating func mix(_ bytes: RawSpan) {
    var hash = (checksum ^ UInt64(bytes.byteCount)) &* 0x0000_0100_0000_01B3
    var position = 0
    while position + 8 <= bytes.byteCount {
      let word = bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
      hash = (hash ^ UInt64(littleEndian: word)) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 32
      position += 8
    }
    while position < bytes.byteCount {
      let byte = bytes.unsafeLoad(fromByteOffset: position, as: UInt8.self)
      hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
      position += 1
    }
    checksum = hash
  }
}

/// What a job on a stream delivered: that it did the work, and all of it, is checked at every pass.
struct WorkCount: Hashable, Sendable, Codable {
  /// Events, chunks or values delivered.
  var items = 0
  /// Bytes of what was wanted of them: data and types, text, arguments, sound.
  var bytes = 0
}
