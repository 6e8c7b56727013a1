import ServerSentEvents

/// Decodes base64 that comes in pieces cut anywhere, with padding wherever a piece was encoded on its own
/// (SPC-10 to SPC-14).
struct Base64Decoder: Sendable {
  /// The bits of the characters that have not made a whole quantum, and how many characters.
  private var bits: UInt32 = 0
  private(set) var pendingCount = 0
  /// A second padding character may follow.
  private var awaitsPadding = false
  /// Padding has come; what follows begins a new quantum (SPC-16).
  private var sawPadding = false

  /// What a piece held besides base64.
  struct Findings: Equatable {
    /// The offset of the first character that is none (SPC-13); what follows it is dropped.
    var invalidOffset: Int?
    /// Characters stood behind padding (SPC-16).
    var hasInnerPadding = false
    /// Characters without spaces and line ends.
    var characterCount = 0
  }

  /// Decodes a piece; bytes come out as soon as their quantum is whole.
  mutating func decode(_ text: RawSpan, to bytes: inout [UInt8]) -> Findings {
    process(text, to: &bytes, keepsBytes: true)
  }

  /// As `decode(_:to:)` for those who want to know only whether it is base64; `scratch` takes what it likes.
  mutating func check(_ text: RawSpan, scratch: inout [UInt8]) -> Findings {
    process(text, to: &scratch, keepsBytes: false)
  }

  @inline(__always)
  private mutating func process(_ text: RawSpan, to bytes: inout [UInt8], keepsBytes: Bool) -> Findings {
    var findings = Findings()
    var position = 0
    while position < text.byteCount {
      if pendingCount == 0 && !awaitsPadding {
        let count = text.base64QuantaCount(from: position)
        if count > 0 {
          if keepsBytes { text.appendBase64Quanta(from: position, count: count, to: &bytes) }
          notePadding(&findings)
          findings.characterCount += count
          position += count
          continue
        }
      }
      let character = text.byte(at: position)
      let value = Self.values[Int(character)]
      if value < 64 {
        findings.characterCount += 1
        notePadding(&findings)
        awaitsPadding = false
        append(value, to: &bytes)
      } else if value == Self.padding, takePadding(&bytes) {
        findings.characterCount += 1
      } else if value != Self.space {
        findings.invalidOffset = position
        // What is whole before it is kept (SPC-13).
        flush(to: &bytes)
        awaitsPadding = false
        return findings
      }
      position += 1
    }
    return findings
  }

  /// Characters follow: if padding has come before, it was not the end.
  private mutating func notePadding(_ findings: inout Findings) {
    guard sawPadding else { return }
    findings.hasInnerPadding = true
    sawPadding = false
  }

  private mutating func append(_ value: UInt8, to bytes: inout [UInt8]) {
    bits = bits << 6 | UInt32(value)
    pendingCount += 1
    guard pendingCount == 4 else { return }
    bytes.append(UInt8(truncatingIfNeeded: bits >> 16))
    bytes.append(UInt8(truncatingIfNeeded: bits >> 8))
    bytes.append(UInt8(truncatingIfNeeded: bits))
    bits = 0
    pendingCount = 0
  }

  /// Whether padding may stand here; it ends the quantum.
  private mutating func takePadding(_ bytes: inout [UInt8]) -> Bool {
    if awaitsPadding {
      awaitsPadding = false
      return true
    }
    guard pendingCount >= 2 else { return false }
    awaitsPadding = pendingCount == 2
    sawPadding = true
    flush(to: &bytes)
    return true
  }

  /// The bytes of a last quantum whose padding is missing (SPC-14).
  mutating func flush(to bytes: inout [UInt8]) {
    if pendingCount == 2 {
      bytes.append(UInt8(truncatingIfNeeded: bits >> 4))
    } else if pendingCount == 3 {
      bytes.append(UInt8(truncatingIfNeeded: bits >> 10))
      bytes.append(UInt8(truncatingIfNeeded: bits >> 2))
    }
    bits = 0
    pendingCount = 0
  }

  static let padding: UInt8 = 64
  static let space: UInt8 = 65
  /// By character: its six bits, or what it is instead.
  static let values: [UInt8] = {
    var values = [UInt8](repeating: 0xFF, count: 256)
    for (i, character) in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8.enumerated()
    {
      values[Int(character)] = UInt8(i)
    }
    values[Int(UInt8(ascii: "="))] = padding
    for character in " \t\r\n".utf8 { values[Int(character)] = space }
    return values
  }()
}

extension [UInt8] {
  /// These bytes in base64, with padding.
  var base64: [UInt8] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    text.reserveCapacity((count + 2) / 3 * 4)
    var i = 0
    while i < count {
      let rest = Swift.min(3, count - i)
      var bits: UInt32 = 0
      for j in 0..<3 { bits = bits << 8 | (j < rest ? UInt32(self[i + j]) : 0) }
      for j in 0..<4 {
        text.append(j <= rest ? alphabet[Int(bits >> UInt32(18 - 6 * j)) & 63] : UInt8(ascii: "="))
      }
      i += 3
    }
    return text
  }
}
