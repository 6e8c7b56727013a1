/// A value of a template that may differ from text to text.
@usableFromInline
struct TemplateHole: BitwiseCopyable {
  /// The containers that hold it, by index.
  @usableFromInline let ancestors: UInt64
  /// Where the literal bytes before it end, among all of them.
  @usableFromInline let literalEnd: UInt32
  /// Where its contents lie in the text that the nodes tell of.
  @usableFromInline var start: UInt32
  @usableFromInline var end: UInt32
  /// The same in the text matched last, or being matched.
  @usableFromInline var newStart: UInt32
  @usableFromInline var newEnd: UInt32
  /// Where its text lies: in the same place, or, if it has escapes, in the scratch memory.
  @usableFromInline var textStart: UInt32
  @usableFromInline var textEnd: UInt32
  /// The value's index.
  @usableFromInline let node: UInt8
  @usableFromInline let isNumber: Bool
  /// Of the text matched last, or being matched.
  @usableFromInline var newFlags: JSONStringFlags = []

  init(node: Int, ancestors: UInt64, literalEnd: Int, start: Int, end: Int, isNumber: Bool) {
    self.node = UInt8(truncatingIfNeeded: node)
    self.ancestors = ancestors
    self.literalEnd = UInt32(truncatingIfNeeded: literalEnd)
    self.start = UInt32(truncatingIfNeeded: start)
    self.end = UInt32(truncatingIfNeeded: end)
    self.isNumber = isNumber
    newStart = self.start
    newEnd = self.end
    textStart = self.start
    textEnd = self.end
  }
}
