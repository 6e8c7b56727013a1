/// Reads a JSON text that is still growing, such as the arguments of a tool call, and gives the value of what
/// has come so far at any time (JSN-40 to JSN-46).
///
/// ```swift
/// var reader = JSONPrefixReader()
/// for delta in deltas {
///   reader.append(delta)
///   show(reader.value)         // {"city":"Par"}, then {"city":"Paris","days":[1]}, …
/// }
/// ```
/// Nothing is guessed: objects, arrays and strings that are open are closed where the text ends; what is not
/// whole yet (a number that may go on, a literal, a name without value, a cut escape or UTF-8 sequence, a
/// high surrogate that waits for its other half) is left out.
///
/// Each byte is looked at once. The text is kept; how much of it may come is the caller's to limit. To make
/// a value of it costs the value's size.
public struct JSONPrefixReader: Sendable {
  enum State: UInt8, Sendable {
    case value, firstKey, firstElement, nextKey, colon, afterValue
    case string, literal
    case minus, zero, integer, point, fraction, exponentMark, exponentSign, exponent
  }

  /// Where in a string the text stands.
  enum Escape: UInt8, Sendable {
    /// In no escape.
    case none
    /// Behind a backslash.
    case letter
    /// In the digits of a `\u`.
    case digits
    /// Behind a whole high surrogate.
    case high
    /// Behind a high surrogate and a backslash.
    case highLetter
  }

  /// All bytes up to the first that cannot stand there; none if they are not kept.
  public internal(set) var text: [UInt8] = []
  /// How many bytes have come up to the first that cannot stand there.
  private var byteCount = 0
  private let keepsText: Bool
  /// Why the text can become no JSON any more; nil as long as it can. Further bytes are then ignored.
  public internal(set) var error: JSONError?

  var state = State.value
  var containers = ContainerStack()
  let maximumDepth: Int
  /// The text before this offset, with what is open closed, is JSON; 0 if there is no value yet.
  var cut = 0
  /// Whether a string that is a value is open at the cut.
  var hasOpenString = false
  /// Whether the string at hand is a member's name.
  var isKey = false
  var escape = Escape.none
  var digitCount = 0
  var codeUnit: UInt16 = 0
  /// The literal at hand, by its first letter, and how many of its letters have come.
  var literalLetter: UInt8 = 0
  var literalCount = 0

  /// - Parameter maximumDepth: how deep objects and arrays may be nested, the outermost being 1 (JSN-21).
  public init(maximumDepth: Int = 128) {
    self.init(maximumDepth: maximumDepth, keepsText: true)
  }

  /// - Parameter keepsText: whether values are wanted; without, only ``isComplete`` and ``error`` tell.
  package init(maximumDepth: Int = 128, keepsText: Bool) {
    self.maximumDepth = maximumDepth
    self.keepsText = keepsText
  }

  /// Whether the text is one whole value as it stands. It may go on all the same (JSN-44); a number that
  /// stands alone is never known to be whole (JSN-42).
  public var isComplete: Bool { error == nil && state == .afterValue && containers.depth == 0 }

  /// Whether the text is one whole value if nothing follows.
  package var isCompleteAtEnd: Bool {
    switch state {
    case .zero, .integer, .fraction, .exponent: error == nil && containers.depth == 0
    default: isComplete
    }
  }

  /// Adds what has come. Linear in the number of bytes.
  public mutating func append(_ bytes: RawSpan) {
    guard error == nil else { return }
    let base = byteCount
    if keepsText { text.append(bytesOf: bytes) }
    byteCount &+= bytes.byteCount
    var position = 0
    do throws(JSONError) {
      while position < bytes.byteCount {
        position = try step(bytes, position, base: base)
      }
    } catch {
      self.error = error
      byteCount = error.offset
      if keepsText { text.removeLast(text.count &- byteCount) }
    }
  }

  /// The longest prefix as JSON text: what is open is closed; nil if there is no value yet (JSN-40).
  public var closedText: [UInt8]? {
    guard cut > 0, keepsText else { return nil }
    let end = hasOpenString ? cut &- RawSpan(elements: text.span).cutSequenceLength(before: cut) : cut
    var closed: [UInt8] = []
    closed.reserveCapacity(end &+ containers.depth &+ 1)
    closed.append(bytesOf: RawSpan(elements: text.span).slice(unchecked: 0, end))
    if hasOpenString { closed.append(ASCII.quote) }
    for level in stride(from: containers.depth &- 1, through: 0, by: -1) {
      closed.append(containers.isObject(atLevel: level) ? ASCII.closeBrace : ASCII.closeBracket)
    }
    return closed
  }

  #if !hasFeature(Embedded)
  /// The value of the longest prefix; nil if there is none yet (JSN-40 to JSN-46).
  public var value: JSONValue? {
    guard let closed = closedText else { return nil }
    return try? JSONValue(RawSpan(elements: closed.span), maximumDepth: maximumDepth)
  }
  #endif

  /// Makes ready for another text; memory is kept.
  public mutating func reset() {
    var kept = text
    text = []
    kept.removeAll(keepingCapacity: true)
    self = JSONPrefixReader(maximumDepth: maximumDepth, keepsText: keepsText)
    text = kept
  }
}

extension RawSpan {
  /// The length of the UTF-8 sequence before `end` that is well-formed so far but not whole; 0 if there is
  /// none. Precondition: `0 <= end <= byteCount`.
  fileprivate func cutSequenceLength(before end: Int) -> Int {
    let whole = slice(unchecked: 0, end)
    for length in 1...3 where length <= end {
      let byte = whole.byte(unchecked: end &- length)
      if byte.isContinuation { continue }
      guard byte >= 0xC2 && byte <= 0xF4 else { return 0 }
      let sequence = whole.utf8Sequence(at: end &- length)
      return !sequence.isWellFormed && sequence.length == length ? length : 0
    }
    return 0
  }
}

#if !hasFeature(Embedded)
extension JSONValue {
  /// The value of a text that may be cut anywhere (JSN-40 to JSN-46); nil if there is none yet.
  ///
  /// - Parameter text: the beginning of a JSON text. If it can become none, its value up to the first wrong
  ///   byte is given; ``JSONPrefixReader`` tells.
  public init?(prefixOf text: RawSpan, maximumDepth: Int = 128) {
    var reader = JSONPrefixReader(maximumDepth: maximumDepth)
    reader.append(text)
    guard let value = reader.value else { return nil }
    self = value
  }
}
#endif
