/// Bytes for a reader: text as it is, control characters and ill-formed bytes as labelled tiles, a new row after each
/// line end, a mark at each cut.
struct VisibleBytes {
  private let bytes: [UInt8]
  private let count: Int
  private let cuts: Set<Int>

  /// Bytes beyond this are counted, not shown.
  static let limit = 1200

  init(_ source: CaseBytes, cuts: [Int] = []) {
    bytes = source.prefix(Self.limit)
    count = source.count
    self.cuts = Set(cuts)
  }

  var html: String {
    var result = "<pre class=\"bytes\">"
    var position = 0
    while position < bytes.count {
      if cuts.contains(position) { result += "<i class=\"cut\" title=\"cut at \(position)\">✂</i>" }
      let rest = bytes[position...]
      let byte = bytes[position]
      // A character that is cut in the middle is shown byte by byte, so that the cut has a place.
      if let scalar = EscapedText.leadingScalar(of: rest), !isCut(from: position, count: UTF8.width(scalar)) {
        result += Self.tile(scalar)
        position += UTF8.width(scalar)
      } else {
        result += "<b>\(Self.hex(byte))</b>"
        position += 1
      }
      if byte == 0x0A || (byte == 0x0D && (position >= bytes.count || bytes[position] != 0x0A)) {
        result += "\n"
      }
    }
    if cuts.contains(count) && count == bytes.count {
      result += "<i class=\"cut\" title=\"cut at \(count)\">✂</i>"
    }
    if bytes.isEmpty { result += "<em>nothing</em>" }
    if count > bytes.count { result += "<em>… \(count) bytes in all</em>" }
    return result + "</pre>"
  }

  private func isCut(from start: Int, count: Int) -> Bool {
    count > 1 && (start + 1..<start + count).contains { cuts.contains($0) }
  }

  private static func tile(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": "<b>LF</b>"
    case "\r": "<b>CR</b>"
    case "\t": "<b>TAB</b>"
    case "\0": "<b>NUL</b>"
    case " ": "<s>·</s>"
    case "\u{FEFF}": "<b>BOM</b>"
    case "\u{7F}": "<b>DEL</b>"
    case _ where scalar.value < 0x20: "<b>\(hex(UInt8(scalar.value)))</b>"
    case _ where EscapedText.isInvisible(scalar):
      "<b>U+\(String(scalar.value, radix: 16, uppercase: true))</b>"
    default: HTML.escaped(String(scalar))
    }
  }

  private static func hex(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }
}
