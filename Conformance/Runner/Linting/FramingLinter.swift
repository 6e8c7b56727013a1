/// Judges the framing of an event stream as a producer's work: `Spec/producers.md`, PRO-1 to PRO-18.
///
/// It reads lines on its own, plainly, so that it does not share a mistake with the engine.
struct FramingLinter {
  private var line: [UInt8] = []
  private var lineOffset = 0
  private var offset = 0
  /// A CR has ended a line; an LF that follows belongs to it.
  private var endedByCR = false
  private var ends: Set<LineEnd> = []
  private var loneCROffset = 0
  private var block = Block()
  private(set) var eventCount = 0
  /// Whether the line before was blank, or there was none.
  private var isBehindBlank = true
  private var isAtStart = true
  private var findings: [ReportedFinding] = []

  private enum LineEnd { case lf, cr, crlf }

  /// The lines since the last blank one.
  private struct Block {
    var types = 0
    var ids = 0
    var hasData = false
    var hasField = false
    var offset = 0
  }

  mutating func feed(_ bytes: [UInt8]) {
    for byte in bytes {
      if endedByCR {
        endedByCR = false
        if byte == 0x0A {
          ends.insert(.crlf)
          offset += 1
          lineOffset = offset
          continue
        }
        noteLoneCR()
      }
      offset += 1
      switch byte {
      case 0x0A:
        ends.insert(.lf)
        endLine()
      case 0x0D:
        endLine()
        endedByCR = true
      default: line.append(byte)
      }
    }
  }

  private mutating func noteLoneCR() {
    if !ends.contains(.cr) { loneCROffset = offset - 1 }
    ends.insert(.cr)
  }

  /// The input has ended.
  mutating func finish() -> [ReportedFinding] {
    if endedByCR { noteLoneCR() }
    let name = line.prefix { $0 != UInt8(ascii: ":") }
    if Self.fields.contains(Array(name)) {
      endLine()
      report("PRO-2", .error, "the last event has no blank line", at: block.offset)
    } else if block.hasField {
      report("PRO-2", .error, "the last event has no blank line", at: block.offset)
    } else if !line.isEmpty {
      endLine()
    }
    if ends.contains(.cr) && ends.count > 1 {
      report(
        "PRO-3", .error, "a line ends with CR where others do not: a value that was not split?",
        at: loneCROffset)
    }
    if ends.isSuperset(of: [.lf, .crlf]) {
      report("PRO-14", .warning, "LF and CR LF in one stream", at: offset)
    }
    if ends == [.cr] { report("PRO-15", .warning, "lines end with CR alone", at: loneCROffset) }
    return findings
  }

  private static let fields = ["data", "event", "id", "retry"].map { Array($0.utf8) }

  private mutating func endLine() {
    var content = line
    var start = lineOffset
    line.removeAll(keepingCapacity: true)
    lineOffset = offset
    if isAtStart {
      isAtStart = false
      if content.starts(with: [0xEF, 0xBB, 0xBF]) {
        report("PRO-7", .note, "a byte order mark", at: 0)
        content.removeFirst(3)
        start = 3
      }
    }
    if content.isEmpty { return endBlock(at: start) }
    isBehindBlank = false
    if !content.elementsEqual(String(decoding: content, as: UTF8.self).utf8) {
      report("PRO-1", .error, "ill-formed UTF-8", at: start)
    }
    if content[0] == UInt8(ascii: ":") { return }
    let name = Array(content.prefix { $0 != UInt8(ascii: ":") })
    var value = Array(content.dropFirst(name.count + 1))
    if value.first == UInt8(ascii: " ") { value.removeFirst() }
    guard Self.fields.contains(name) else { return judge(name: name, at: start) }
    if !block.hasField {
      block.hasField = true
      block.offset = start
    }
    judge(name: String(decoding: name, as: UTF8.self), value: value, at: start)
  }

  private mutating func endBlock(at start: Int) {
    if isBehindBlank { report("PRO-16", .note, "more blank lines than one", at: start) }
    isBehindBlank = true
    if block.types > 0 && !block.hasData {
      report("PRO-12", .note, "a named event without data", at: block.offset)
    }
    if block.hasData { eventCount += 1 }
    block = Block()
  }

  /// A name that is none of the four.
  private mutating func judge(name: [UInt8], at start: Int) {
    let text = String(decoding: name, as: UTF8.self)
    let plain = text.lowercased().split(separator: " ").joined()
    if Self.fields.contains(Array(plain.utf8)) {
      report("PRO-11", .error, "\"\(text)\" is not \(plain)", at: start)
    } else {
      report("PRO-10", .warning, "a field that nobody knows: \"\(text.prefix(40))\"", at: start)
    }
  }

  private mutating func judge(name: String, value: [UInt8], at start: Int) {
    switch name {
    case "data":
      block.hasData = true
      if Self.isWrapped(value) { report("PRO-18", .error, "data that is itself a data line", at: start) }
    case "event":
      block.types += 1
      if block.types == 2 { report("PRO-13", .warning, "two event lines in a block", at: start) }
    case "id":
      block.ids += 1
      if block.ids == 2 { report("PRO-13", .warning, "two id lines in a block", at: start) }
      if value.contains(0) { report("PRO-4", .error, "NUL in an id", at: start) }
    default:
      if value.isEmpty || !value.allSatisfy({ (0x30...0x39).contains($0) }) {
        report("PRO-5", .error, "retry is not digits only", at: start)
      }
    }
  }

  /// Whether data begins with `data:` and then JSON or `[DONE]`.
  private static func isWrapped(_ value: [UInt8]) -> Bool {
    guard value.starts(with: "data:".utf8) else { return false }
    let rest = value.dropFirst(5).drop { $0 == UInt8(ascii: " ") }
    return rest.first == UInt8(ascii: "{") || rest.first == UInt8(ascii: "[")
  }

  private enum Severity: String { case error, warning, note }

  private mutating func report(_ clause: String, _ severity: Severity, _ message: String, at offset: Int) {
    findings.append(
      ReportedFinding(
        clause: clause, severity: severity.rawValue, event: eventCount, offset: offset, message: message))
  }
}

/// Framing alone: for streams of no known endpoint.
final class FramingSession: EngineSession {
  private var linter = FramingLinter()

  func feed(_ bytes: [UInt8]) -> SubjectReply {
    linter.feed(bytes)
    return SubjectReply()
  }

  func endOfInput() -> SubjectReply {
    var reply = SubjectReply()
    reply.findings = linter.finish()
    return reply
  }
}
