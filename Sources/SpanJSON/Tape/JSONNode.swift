/// One value of a parsed text, as the tape holds it: sixteen bytes.
@frozen
@usableFromInline
struct JSONNode: BitwiseCopyable, Sendable {
  /// Where the contents begin: of a string behind its quotation mark, or in the scratch memory; of
  /// everything else in the text.
  @usableFromInline var offset: UInt32
  /// How many bytes the contents have.
  @usableFromInline var length: UInt32
  /// The index of the node behind this value and all that is in it. While a container is open: its parent.
  @usableFromInline var next: UInt32
  /// The member's key if the table knows it, else 0.
  @usableFromInline var keyID: UInt16
  @usableFromInline var kind: JSONKind
  @usableFromInline var flags: JSONStringFlags

  @inline(__always)
  init(
    _ kind: JSONKind, _ offset: Int, _ end: Int, next: UInt32, keyID: UInt16, flags: JSONStringFlags = []
  ) {
    self.offset = UInt32(truncatingIfNeeded: offset)
    self.length = UInt32(truncatingIfNeeded: end &- offset)
    self.next = next
    self.keyID = keyID
    self.kind = kind
    self.flags = flags
  }
}
