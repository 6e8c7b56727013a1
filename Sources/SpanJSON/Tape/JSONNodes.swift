/// Where a parsed text's values lie: the tape's nodes, the text, and the tape's decoded strings; three words, so that
/// a view, which is these and an index, is passed in registers.
///
/// The unsafe part of the views. Invariant: `nodes` points to the nodes of one parsed text, the first of which tells
/// how many there are, and before which lies what ``RootMembers`` says; every node's place lies within the text, or
/// within the scratch memory if it says so. Whoever makes one binds it to the lifetimes of all three.
@safe
@usableFromInline
struct JSONNodes: ~Escapable {
  @usableFromInline let nodes: UnsafePointer<JSONNode>
  @usableFromInline let text: UnsafeRawPointer
  @usableFromInline let scratch: UnsafeRawPointer

  /// Precondition: the nodes, at least one, are those of `text`, with `scratch`.
  @inlinable
  @inline(__always)
  @_lifetime(copy nodes, copy text, copy scratch)
  init(_ nodes: Span<JSONNode>, text: RawSpan, scratch: RawSpan) {
    // A text with a value is not empty, nor are its nodes; where there is no scratch memory no node points to it.
    let textStart = unsafe text.withUnsafeBytes { unsafe $0.baseAddress.unsafelyUnwrapped }
    unsafe self.nodes = nodes.withUnsafeBufferPointer { unsafe $0.baseAddress.unsafelyUnwrapped }
    unsafe self.text = textStart
    unsafe self.scratch = scratch.withUnsafeBytes { unsafe $0.baseAddress ?? textStart }
  }

  /// The same for a template's nodes. Precondition: as there, and the block outlives the result.
  @inlinable
  @inline(__always)
  @_lifetime(copy text, borrow scratch)
  init(_ block: TemplateBlock, text: RawSpan, scratch: borrowing DecodedStrings) {
    unsafe nodes = UnsafePointer(block.nodeBase)
    unsafe self.text = text.withUnsafeBytes { unsafe $0.baseAddress.unsafelyUnwrapped }
    unsafe self.scratch = UnsafeRawPointer(scratch.base)
  }

  /// How many values there are.
  @inlinable
  var count: Int { Int(truncatingIfNeeded: node(0).next) }

  /// Precondition: `0 <= index < count`; not checked.
  @inlinable
  @inline(__always)
  func node(_ index: Int) -> JSONNode { unsafe nodes[index] }

  /// As ``RootMembers/mayHold(_:)``.
  @inlinable
  @inline(__always)
  func mayHold(_ key: JSONKeyID) -> Bool {
    unsafe RootMembers(before: UnsafeMutableRawPointer(mutating: nodes)).mayHold(key)
  }

  /// As ``RootMembers/index(of:)``.
  @inlinable
  @inline(__always)
  func indexOfRootMember(_ key: JSONKeyID) -> Int {
    unsafe RootMembers(before: UnsafeMutableRawPointer(mutating: nodes)).index(of: key)
  }

  /// Bytes of the text. Precondition: `start ..< end` is a range of it; not checked.
  @inlinable
  @inline(__always)
  @_lifetime(copy self)
  func text(_ start: Int, _ end: Int) -> RawSpan {
    let bytes = unsafe RawSpan(_unsafeStart: text + start, byteCount: end &- start)
    return unsafe _overrideLifetime(bytes, copying: self)
  }

  /// A byte of the text. Precondition: `offset` is that of one; not checked.
  @inline(__always)
  func textByte(at offset: Int) -> UInt8 { unsafe text.load(fromByteOffset: offset, as: UInt8.self) }

  /// Bytes of the scratch memory. Precondition: `start ..< end` is a range of it; not checked.
  @inlinable
  @inline(__always)
  @_lifetime(copy self)
  func scratch(_ start: Int, _ end: Int) -> RawSpan {
    let bytes = unsafe RawSpan(_unsafeStart: scratch + start, byteCount: end &- start)
    return unsafe _overrideLifetime(bytes, copying: self)
  }

  /// Four bytes of the scratch memory. Precondition: as above.
  func scratchWord(at offset: Int) -> UInt32 {
    UInt32(littleEndian: unsafe scratch.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }
}
