/// All values of one JSON text in one flat table, parsed in one pass; memory is used again from text to text.
///
/// ```swift
/// var tape = JSONTape()
/// let root = try tape.parse(text, keys: keys)      // borrows the text, nothing is copied
/// if let model = root.member(Keys.model)?.string { … }
/// ```
/// Accepts and refuses exactly what ``JSONReader`` does, with the same errors. Strings with escapes or with
/// ill-formed UTF-8 are decoded into memory of the tape; all others lie in the text. In the steady state
/// nothing is allocated.
///
/// While a view lives the tape cannot be touched, and a view bound by `let` lives to the end of its scope: parse
/// the next text in a scope of its own, such as a loop's body.
public struct JSONTape: ~Copyable, Sendable {
  var nodes = NodeBuffer()
  var scratch = DecodedStrings()
  var textByteCount = 0
  /// The offset behind the first value of the text parsed last.
  public private(set) var endOffset = 0
  /// The flags of all strings of the text parsed last, values and keys: what any of them has, is set.
  public internal(set) var flags: JSONStringFlags = []

  public init() {}

  /// What may follow the first value of a text.
  public enum Trailing: Sendable, Hashable {
    /// Only white space (JSN-3).
    case refused
    /// Anything: parsing stops behind the value, and ``JSONTape/endOffset`` says where that is.
    case ignored
  }

  /// Parses `text` and gives its value.
  ///
  /// The previous text's values are gone, also when this throws. Linear in the length of the text.
  ///
  /// - Parameters:
  ///   - text: one JSON text, in UTF-8, of at most 4 GiB.
  ///   - keys: the names whose numbers the members shall have.
  ///   - maximumDepth: how deep objects and arrays may be nested, the outermost being 1 (JSN-21).
  ///   - trailing: what may follow the value.
  /// - Throws: ``JSONError`` if the text is not JSON (JSN-1 to JSN-12, JSN-21, JSN-27).
  @_lifetime(&self, copy text)
  public mutating func parse(
    _ text: RawSpan, keys: borrowing JSONKeyTable, maximumDepth: Int = 128, trailing: Trailing = .refused
  ) throws(JSONError) -> JSONValueView {
    nodes.count = 0
    scratch.removeAll()
    endOffset = 0
    flags = []
    textByteCount = text.byteCount
    endOffset = try fill(text, keys: keys.lookup, maximumDepth: maximumDepth)
    if trailing == .refused {
      let end = text.skippingWhitespace(from: endOffset)
      if end != text.byteCount {
        nodes.count = 0
        throw text.unexpected(at: end, .endOfText)
      }
    }
    let nodes = JSONNodes(nodes.nodes, text: text, scratch: scratch.bytes)
    return JSONValueView(nodes: nodes, index: 0)
  }

  /// The value of the text parsed last; nil if that was no JSON.
  ///
  /// - Parameter text: the same text, unchanged. A text of another length gives nil.
  @_lifetime(borrow self, copy text)
  public func root(in text: RawSpan) -> JSONValueView? {
    guard nodes.count > 0 && text.byteCount == textByteCount else { return nil }
    let nodes = JSONNodes(nodes.nodes, text: text, scratch: scratch.bytes)
    return JSONValueView(nodes: nodes, index: 0)
  }

  /// The number of values in the text parsed last.
  public var nodeCount: Int { nodes.count }

  /// The heap memory that is held, in bytes.
  public var capacityInBytes: Int { nodes.byteCount &+ scratch.capacity }

  /// Gives memory back that is beyond a bound, after a text of unusual size. The values are gone.
  ///
  /// - Parameter bytes: how much may be kept.
  public mutating func trim(toBytes bytes: Int) {
    guard capacityInBytes > bytes else { return }
    nodes.release()
    scratch.release()
  }
}
