/// JSON's grammar, transcribed byte by byte without any cleverness: what the reader and the tape must agree
/// with. Recursive, slow, and independent of all code of the library.
struct GrammarOracle {
  /// Where a text goes wrong.
  struct Wrong: Error { let offset: Int }

  indirect enum Value: Equatable {
    case null, bool(Bool), number(String), string(String)
    case array([Value])
    case object([(String, Value)])

    static func == (a: Value, b: Value) -> Bool {
      switch (a, b) {
      case (.null, .null): true
      case (.bool(let x), .bool(let y)): x == y
      case (.number(let x), .number(let y)): x == y
      case (.string(let x), .string(let y)): Array(x.utf8) == Array(y.utf8)
      case (.array(let x), .array(let y)): x == y
      case (.object(let x), .object(let y)):
        x.count == y.count
          && zip(x, y).allSatisfy { Array($0.0.utf8) == Array($1.0.utf8) && $0.1 == $1.1 }
      default: false
      }
    }
  }

  let text: [UInt8]
  let maximumDepth: Int
  var at = 0
  var depth = 0

  /// The value of a text, or the offset of the first byte that cannot continue any JSON text.
  static func read(_ text: [UInt8], maximumDepth: Int = 128) -> Result<Value, Wrong> {
    var oracle = GrammarOracle(text: text, maximumDepth: maximumDepth)
    do throws(Wrong) {
      oracle.whitespace()
      let value = try oracle.value()
      oracle.whitespace()
      if oracle.at < text.count { throw Wrong(offset: oracle.at) }
      return .success(value)
    } catch {
      return .failure(error)
    }
  }

  var byte: Character? { at < text.count ? Character(Unicode.Scalar(text[at])) : nil }

  mutating func whitespace() {
    while at < text.count, [0x20, 0x09, 0x0A, 0x0D].contains(text[at]) { at += 1 }
  }

  mutating func take(_ character: Character) throws(Wrong) {
    guard byte == character else { throw Wrong(offset: at) }
    at += 1
  }

  mutating func value() throws(Wrong) -> Value {
    switch byte {
    case "{": return try object()
    case "[": return try array()
    case "\"": return .string(try string())
    case "t": return try literal("true", .bool(true))
    case "f": return try literal("false", .bool(false))
    case "n": return try literal("null", .null)
    case "-", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9": return try number()
    default: throw Wrong(offset: at)
    }
  }

  mutating func literal(_ word: String, _ value: Value) throws(Wrong) -> Value {
    for character in word { try take(character) }
    return value
  }

  mutating func enter() throws(Wrong) {
    if depth == maximumDepth { throw Wrong(offset: at) }
    depth += 1
    at += 1
    whitespace()
  }

  mutating func object() throws(Wrong) -> Value {
    try enter()
    var members: [(String, Value)] = []
    if byte != "}" {
      while true {
        let name = try string()
        whitespace()
        try take(":")
        whitespace()
        members.append((name, try value()))
        whitespace()
        if byte != "," { break }
        at += 1
        whitespace()
      }
    }
    try take("}")
    depth -= 1
    return .object(members)
  }

  mutating func array() throws(Wrong) -> Value {
    try enter()
    var elements: [Value] = []
    if byte != "]" {
      while true {
        elements.append(try value())
        whitespace()
        if byte != "," { break }
        at += 1
        whitespace()
      }
    }
    try take("]")
    depth -= 1
    return .array(elements)
  }

  mutating func digits() throws(Wrong) {
    guard at < text.count, (0x30...0x39).contains(text[at]) else { throw Wrong(offset: at) }
    while at < text.count, (0x30...0x39).contains(text[at]) { at += 1 }
  }

  mutating func number() throws(Wrong) -> Value {
    let start = at
    if byte == "-" { at += 1 }
    if byte == "0" { at += 1 } else { try digits() }
    if byte == "." {
      at += 1
      try digits()
    }
    if byte == "e" || byte == "E" {
      at += 1
      if byte == "+" || byte == "-" { at += 1 }
      try digits()
    }
    return .number(String(decoding: text[start..<at], as: UTF8.self))
  }
}
