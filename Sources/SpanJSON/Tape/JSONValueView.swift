/// One value of a parsed text, borrowed from the text and from the tape.
///
/// What is asked for and is not there (a member of a number, a string of an object) is nil: reading never
/// traps, whatever the text.
public struct JSONValueView: ~Escapable {
  @usableFromInline let nodes: JSONNodes
  /// The value's number, in document order.
  @usableFromInline package let index: Int

  /// Precondition: `index` is that of a node.
  @inlinable
  @inline(__always)
  @_lifetime(copy nodes)
  init(nodes: JSONNodes, index: Int) {
    self.nodes = nodes
    self.index = index
  }

  /// The value at an index of the same text. Precondition: `0 <= index`, and less than its number of values.
  @inlinable
  @inline(__always)
  @_lifetime(copy self)
  package func value(at index: Int) -> JSONValueView {
    precondition(index >= 0 && index < nodes.count, "the index is that of a value of this text")
    return JSONValueView(nodes: nodes, index: index)
  }

  @inlinable
  @inline(__always)
  var node: JSONNode { nodes.node(index) }

  /// The index behind this value and all that is in it; of the next child of the same parent, if there is one. The first
  /// child's is the one behind this value's.
  package var endIndex: Int { Int(truncatingIfNeeded: node.next) }

  /// What kind of value this is.
  @inlinable
  public var kind: JSONKind { node.kind }

  /// The number of the member's key; 0 if this is no member, or the key table does not know its key.
  @inlinable
  public var keyID: JSONKeyID { node.keyID }

  /// Whether this is `null`.
  @inlinable
  public var isNull: Bool { node.kind == .null }

  /// The value of `true` and `false`.
  @inlinable
  public var bool: Bool? {
    switch node.kind {
    case .true: true
    case .false: false
    default: nil
    }
  }

  /// What is known of a string's contents; empty for other kinds.
  @inlinable
  public var flags: JSONStringFlags {
    let node = node
    return node.kind == .string ? node.flags.subtracting(.isInScratch) : []
  }

  /// A string's text, escapes decoded, as well-formed UTF-8: what is no text is U+FFFD, and ``flags`` says
  /// so. No copy: the bytes lie in the text or in the tape.
  @inlinable
  public var bytes: RawSpan? {
    @_lifetime(copy self)
    get {
      let node = node
      guard node.kind == .string else { return nil }
      let start = Int(truncatingIfNeeded: node.offset)
      let end = start &+ Int(truncatingIfNeeded: node.length)
      return node.flags.contains(.isInScratch) ? nodes.scratch(start, end) : nodes.text(start, end)
    }
  }

  /// A string's text; what is no text is U+FFFD. Owned; up to 15 bytes need no allocation.
  public var string: String? { bytes?.decodedText() }

  /// Whether this is the string `literal`.
  @inlinable
  public func equals(_ literal: StaticString) -> Bool {
    // Most that are compared differ in length already.
    guard node.kind == .string && Int(truncatingIfNeeded: node.length) == literal.utf8CodeUnitCount else {
      return false
    }
    return holdsBytes(of: literal)
  }

  @usableFromInline
  func holdsBytes(of literal: StaticString) -> Bool {
    bytes?.hasSameBytes(as: RawSpan(literal: literal)) ?? false
  }

  /// The string as it is written, with its escapes and defects; nil for other kinds.
  public var jsonString: JSONString? {
    @_lifetime(copy self)
    get {
      guard node.kind == .string else { return nil }
      let (start, end) = source
      return JSONString(raw: nodes.text(start &+ 1, end &- 1), flags: flags)
    }
  }

  /// The number as it is written; nil for other kinds.
  public var number: JSONNumber? {
    @_lifetime(copy self)
    get {
      let node = node
      guard node.kind == .number else { return nil }
      return JSONNumber(raw: raw, isInteger: node.flags.contains(.isInteger))
    }
  }

  /// A number's value, if it is whole and fits (JSN-22, JSN-24).
  public var int64: Int64? { number?.int64 }

  /// A number's value, if it is whole and fits (JSN-22, JSN-24).
  public var uint64: UInt64? { number?.uint64 }

  /// A number's value, if it is whole and fits (JSN-22, JSN-24).
  public var int: Int? {
    let node = node
    guard node.kind == .number else { return nil }
    let start = Int(truncatingIfNeeded: node.offset)
    if node.length == 1 {
      // A digit: indices mostly.
      return Int(nodes.textByte(at: start) &- ASCII.zero)
    }
    let raw = nodes.text(start, start &+ Int(truncatingIfNeeded: node.length))
    guard let (magnitude, isNegative) = raw.wholeNumber(isInteger: node.flags.contains(.isInteger)) else {
      return nil
    }
    guard let value = Int(exactly: magnitude) else {
      return isNegative && magnitude == Int.min.magnitude ? .min : nil
    }
    return isNegative ? 0 &- value : value
  }

  /// The double nearest to a number's value; nil if that is out of range (JSN-23).
  public var double: Double? { number?.finiteDouble }

  /// Where the value begins, in bytes from the start of the text; a string's is its quotation mark's.
  public var offset: Int { source.start }

  /// The value as it is written (JSN-29).
  public var raw: RawSpan {
    @_lifetime(copy self)
    get {
      let (start, end) = source
      return nodes.text(start, end)
    }
  }

  /// Where the value lies in the text, quotation marks included.
  var source: (start: Int, end: Int) {
    let node = node
    let start = Int(truncatingIfNeeded: node.offset)
    guard node.kind == .string else { return (start, start &+ Int(truncatingIfNeeded: node.length)) }
    guard node.flags.contains(.isInScratch) else {
      return (start &- 1, start &+ Int(truncatingIfNeeded: node.length) &+ 1)
    }
    // The eight bytes before a decoded string tell where it came from.
    let contents = Int(truncatingIfNeeded: nodes.scratchWord(at: start &- 8))
    return (contents &- 1, contents &+ Int(truncatingIfNeeded: nodes.scratchWord(at: start &- 4)) &+ 1)
  }
}
