import ServerSentEvents
import SpanJSON

/// Turns the audio of a speech stream's payloads into bytes; the rules and the collector decode alike by it.
struct SpeechAudioDecoder: Sendable {
  private var base64 = Base64Decoder()
  /// The first bytes of the sound, as many as tell whether they are a WAV header.
  private var beginning: [UInt8] = []
  /// A WAV header has come: at the very beginning, however cut, or whole at the beginning of a piece.
  private var sawHeader = false

  /// What was found in one payload's audio.
  struct Findings {
    var base64 = Base64Decoder.Findings()
    /// A further WAV header was removed (SPC-31).
    var removedHeader = false
  }

  /// Appends the bytes that a piece of base64 makes whole.
  mutating func decode(_ text: RawSpan, to bytes: inout [UInt8]) -> Findings {
    var findings = Findings()
    let start = bytes.count
    findings.base64 = base64.decode(text, to: &bytes)
    let isFirst = beginning.isEmpty
    if beginning.count < WAVHeader.nameLength {
      beginning.append(contentsOf: bytes[start...].prefix(WAVHeader.nameLength - beginning.count))
      sawHeader = WAVHeader.isOne(beginning)
    }
    guard !isFirst, bytes.count > start, let header = WAVHeader.length(in: bytes, from: start) else {
      return findings
    }
    if sawHeader {
      bytes.removeSubrange(start..<start + header)
      findings.removedHeader = true
    }
    sawHeader = true
    return findings
  }

  /// As `decode(_:to:)` for those who only judge; `scratch` takes what it likes.
  mutating func check(_ text: RawSpan, scratch: inout [UInt8]) -> Findings {
    // Bytes matter where there may be a header: at the beginning of the sound, and in a piece that begins like one, or
    // with what is no character of a new quantum.
    let isPlain = text.byteCount > 0 && Base64Decoder.values[Int(text.byte(at: 0))] < 64
    if beginning.count < WAVHeader.nameLength || base64.pendingCount > 0 || !isPlain || text.hasPrefix("UklG")
    {
      return decode(text, to: &scratch)
    }
    var findings = Findings()
    findings.base64 = base64.check(text, scratch: &scratch)
    return findings
  }

  /// Characters that have not made a byte yet.
  var pendingCount: Int { base64.pendingCount }

  /// Appends what a last quantum without padding stands for (SPC-14).
  mutating func flush(to bytes: inout [UInt8]) { base64.flush(to: &bytes) }
}

extension JSONValueView {
  /// The base64 of a speech payload, under any of its names; and whether that is an unusual one (SPC-20).
  var speechAudio: (text: Int, isUnusual: Bool)? {
    if let audio = member(.audio) {
      if audio.kind == .string { return (audio.index, false) }
      if let data = audio.object?.member(.data), data.kind == .string { return (data.index, true) }
    }
    if let delta = member(.delta), delta.kind == .string { return (delta.index, true) }
    if let data = member(.audioData), data.kind == .string { return (data.index, true) }
    if let text = member(.b64), text.kind == .string { return (text.index, !isTTSChunk) }
    return nil
  }

  private var object: JSONValueView? {
    @_lifetime(copy self)
    get { kind == .object ? self : nil }
  }

  /// Whether this is Together's form, `audio.tts.chunk`.
  var isTTSChunk: Bool { text(.object)?.equals("audio.tts.chunk") ?? false }
}
