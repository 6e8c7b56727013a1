// Compiled under Embedded Swift, against the module of that name, and run: what it prints stands in
// SpanJSON.expected.

import SpanJSON

@main
struct Program {
  static func main() {
    read(
      "{\"text\":\"a\\u00e9\\ud83d\\ude00\\n\",\"numbers\":[1,-2.5e3,18446744073709551615],\"t\":true,\"n\":null}"
    )
    read("[1,]")
    read("{\"a\":\"\\ud83d\"}")
    growing("{\"city\":\"Par")
    write()
  }

  /// Token by token, then as a tape.
  static func read(_ text: String) {
    let bytes = Array(text.utf8)
    do throws(JSONError) {
      var reader = JSONReader(bytes.span)
      var isAtEnd = false
      while !isAtEnd {
        let token = try reader.next()
        switch token.kind {
        case .key: print("key \(token.string.string)")
        case .string: print("string \(token.string.string)")
        case .number:
          print("number \(token.number.int64 ?? -1) \(token.number.double == -2500 ? "is -2500" : "")")
        case .end: isAtEnd = true
        default: print("token at \(token.offset)")
        }
      }
      let keys = JSONKeyTable(["numbers", "a"])
      var tape = JSONTape()
      let root = try tape.parse(bytes.span, keys: keys)
      let isLone = root.member(2)?.flags.contains(.loneSurrogate) ?? false
      print("members \(root.count) \(root.member(1)?.count ?? 0) \(isLone ? "lone surrogate" : "")")
    } catch {
      print("error at \(error.offset)")
    }
  }

  static func growing(_ text: String) {
    var reader = JSONPrefixReader()
    let bytes = Array(text.utf8)
    reader.append(bytes.span)
    if let closed = reader.closedText { print(String(decoding: closed, as: UTF8.self)) }
  }

  static func write() {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("id")
    writer.string("a\"\u{1}é")
    writer.key("n")
    writer.integer(-12)
    writer.endObject()
    print(String(decoding: writer.bytes, as: UTF8.self))
  }
}
