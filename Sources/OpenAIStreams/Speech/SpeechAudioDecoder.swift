import ServerSentEvents
import SpanJSON

/// Turns the audio of a speech stream's payloads into bytes; the rules and the collector decode alike by it.
struct SpeechAudioDecoder: Sendable {
  private var base64 = Base64Decoder()
  private var sawHeader = false
  private var sawBytes = false

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
    guard bytes.count > start else { return findings }
    if let header = WAVHeader.length(in: bytes, from: start) {
      if sawBytes && sawHeader {
        bytes.removeSubrange(start..<start + header)
        findings.removedHeader = true
      }
      sawHeader = true
    }
    sawBytes = true
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
