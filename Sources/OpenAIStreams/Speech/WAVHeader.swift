/// Headers of WAV files inside a stream of audio (SPC-30, SPC-31).
enum WAVHeader {
  /// How many bytes tell that a file is a WAV.
  static let nameLength = 12

  static func isOne(_ bytes: [UInt8]) -> Bool { has("RIFF", bytes, 0) && has("WAVE", bytes, 8) }

  /// How long the header is that `bytes[start...]` begins with: up to the audio itself, wherever that is. Nil if
  /// there is none, or not all of it. Sizes that a server could not know are not trusted: the chunk `data` is the
  /// last one.
  static func length(in bytes: [UInt8], from start: Int) -> Int? {
    guard has("RIFF", bytes, start), has("WAVE", bytes, start + 8) else { return nil }
    var position = start + 12
    while position + 8 <= bytes.count {
      if has("data", bytes, position) { return position + 8 - start }
      var size: UInt64 = 0
      for i in 0..<4 { size |= UInt64(bytes[position + 4 + i]) << UInt64(8 * i) }
      // Chunks are padded to an even size; one that reaches beyond the bytes ends the search, however large it is.
      let next = UInt64(position) + 8 + size + (size & 1)
      guard next <= UInt64(bytes.count) else { return nil }
      position = Int(next)
    }
    return nil
  }

  private static func has(_ name: StaticString, _ bytes: [UInt8], _ position: Int) -> Bool {
    let name = name.description.utf8
    guard position + name.count <= bytes.count else { return false }
    return bytes[position..<position + name.count].elementsEqual(name)
  }
}
