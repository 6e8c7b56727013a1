/// A value of a template that may differ from text to text: 32 bytes, since every idle stream keeps a few.
@usableFromInline
struct TemplateHole: BitwiseCopyable {
  /// The containers that hold it, by index.
  @usableFromInline let ancestors: UInt64
  /// Where its contents lie in the text matched last, or being matched.
  @usableFromInline var start: UInt32
  @usableFromInline var end: UInt32
  /// Where its text lies in the scratch memory, if it has escapes; else anything.
  @usableFromInline var decodedStart: UInt32 = 0
  @usableFromInline var decodedEnd: UInt32 = 0
  /// How long its contents are in the text that the nodes tell of.
  @usableFromInline var settledLength: UInt32
  /// Where the literal bytes before it end, among all of them.
  @usableFromInline let literalEnd: UInt16
  @usableFromInline let nodeAndKind: UInt8
  /// Of the text matched last, or being matched.
  @usableFromInline var flags: JSONStringFlags = []

  /// Preconditions: `node < 64`, and the literal end fits.
  init(node: Int, ancestors: UInt64, literalEnd: Int, start: Int, end: Int, isNumber: Bool) {
    nodeAndKind = UInt8(truncatingIfNeeded: node) | (isNumber ? Self.numberBit : 0)
    self.ancestors = ancestors
    self.literalEnd = UInt16(truncatingIfNeeded: literalEnd)
    self.start = UInt32(truncatingIfNeeded: start)
    self.end = UInt32(truncatingIfNeeded: end)
    settledLength = self.end &- self.start
  }

  @inlinable
  static var numberBit: UInt8 { 0x80 }

  /// The value's index.
  @inlinable
  @inline(__always)
  var node: Int { Int(truncatingIfNeeded: nodeAndKind & ~Self.numberBit) }

  @inlinable
  @inline(__always)
  var isNumber: Bool { nodeAndKind & Self.numberBit != 0 }

  /// Where its text lies: in the scratch memory if it has escapes, else in the text that was matched.
  @inlinable
  @inline(__always)
  var textStart: UInt32 { flags.contains(.hasEscapes) ? decodedStart : start }

  @inlinable
  @inline(__always)
  var textEnd: UInt32 { flags.contains(.hasEscapes) ? decodedEnd : end }
}
