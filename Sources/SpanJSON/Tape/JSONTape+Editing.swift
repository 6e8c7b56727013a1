// What a stream of texts needs beyond one text: strings that go on from one text to the next.

extension JSONTape {
  /// The union of the flags of all string values of the text parsed last. Linear in the number of values.
  package var stringFlags: JSONStringFlags {
    var flags: JSONStringFlags = []
    for i in 0..<nodes.count {
      let node = nodes.nodes.node(unchecked: i)
      if node.kind == .string { flags.formUnion(node.flags) }
    }
    return flags.subtracting(.isInScratch)
  }

  /// Makes the string at `index` read as `text`, which is well-formed UTF-8; how it is written stays.
  /// Precondition: `index` is that of a string of the text parsed last.
  package mutating func replaceText(at index: Int, with text: [UInt8]) {
    precondition(index < nodes.count, "the value belongs to the text parsed last")
    var node = nodes.nodes.node(unchecked: index)
    precondition(node.kind == .string, "only strings have text")
    precondition(
      UInt(scratch.count &+ text.count &+ 8) <= UInt(UInt32.max), "a tape holds 4 GiB of decoded text")
    let start: UInt32
    let length: UInt32
    if node.flags.contains(.isInScratch) {
      let old = Int(truncatingIfNeeded: node.offset)
      start = scratch.bytes.load4(unchecked: old &- 8)
      length = scratch.bytes.load4(unchecked: old &- 4)
    } else {
      start = node.offset
      length = node.length
    }
    node.offset = UInt32(truncatingIfNeeded: scratch.append(text, source: start, length))
    node.length = UInt32(truncatingIfNeeded: text.count)
    node.flags.formUnion(.isInScratch)
    nodes.memory.store(node, at: index)
  }
}

extension JSONString {
  /// A part of a string's raw bytes, cut between characters and escapes.
  @_lifetime(copy raw)
  package init(part raw: RawSpan) {
    var flags: JSONStringFlags = [.hasEscapes, .illFormedUTF8]
    var position = 0
    while position < raw.byteCount {
      guard raw.byte(unchecked: position) == ASCII.backslash, position &+ 1 < raw.byteCount else {
        position &+= 1
        continue
      }
      guard let unit = raw.escapedCodeUnit(at: position) else {
        position &+= 2
        continue
      }
      position &+= 6
      guard unit & 0xF800 == 0xD800 else { continue }
      if unit & 0x0400 == 0, let next = raw.escapedCodeUnit(at: position), next & 0xFC00 == 0xDC00 {
        position &+= 6
      } else {
        flags.insert(.loneSurrogate)
      }
    }
    self.init(raw: raw, flags: flags)
  }
}
