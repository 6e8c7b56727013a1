extension JSONValueView {
  /// The members of an object, or the elements of an array, in the order of the text; none for other kinds.
  ///
  /// ```swift
  /// var members = object.children
  /// while let member = members.next() {
  ///   switch member.keyID { … }
  /// }
  /// ```
  @inlinable
  public var children: JSONChildren {
    @_lifetime(copy self)
    get {
      let node = node
      let first = index &+ 1
      return JSONChildren(
        parent: self, next: first, end: node.kind.isContainer ? Int(truncatingIfNeeded: node.next) : first)
    }
  }

  /// The value of the member with this key; the last one, if there are several (JSN-20); nil if there is
  /// none, or this is no object. Linear in the number of members, but for the outermost object, and for keys that no
  /// object of the text has, where it takes the same time whatever their number.
  ///
  /// - Parameter key: a number of the key table that the text was parsed with; not 0.
  @inlinable
  @_lifetime(copy self)
  public func member(_ key: JSONKeyID) -> JSONValueView? {
    guard nodes.mayHold(key) else { return nil }
    if index == 0 && key != 0 {
      let found = nodes.indexOfRootMember(key)
      if found >= 0 { return found == 0 ? nil : JSONValueView(nodes: nodes, index: found) }
    }
    return memberByWalk(key)
  }

  /// Whether any object of the whole text may have a member with this key; false is certain, and known at once.
  @inlinable
  @inline(__always)
  package func textMayHold(_ key: JSONKeyID) -> Bool { nodes.mayHold(key) }

  /// Whether an object of the whole text has several members with the same key; of many keys, also if it may have.
  /// Keys that are in no table do not count. Linear in the number of values.
  package var textRepeatsKeys: Bool {
    for index in 0..<nodes.count where nodes.node(index).kind == .object {
      var seen: (low: UInt64, high: UInt64) = (0, 0)
      var members = JSONValueView(nodes: nodes, index: index).children
      while members.advance() {
        let key = members.current.keyID
        if key == 0 { continue }
        let bit = 1 &<< UInt64(truncatingIfNeeded: key) as UInt64
        if (key & 64 == 0 ? seen.low : seen.high) & bit != 0 { return true }
        if key & 64 == 0 { seen.low |= bit } else { seen.high |= bit }
      }
    }
    return false
  }

  /// The simple way, for objects that are not the outermost one.
  @usableFromInline
  @_lifetime(copy self)
  package func memberByWalk(_ key: JSONKeyID) -> JSONValueView? {
    let node = node
    guard node.kind == .object && key != 0 else { return nil }
    let end = Int(truncatingIfNeeded: node.next)
    var found = -1
    var child = index &+ 1
    while child < end {
      let candidate = nodes.node(child)
      if candidate.keyID == key { found = child }
      child = Int(truncatingIfNeeded: candidate.next)
    }
    if found < 0 { return nil }
    return JSONValueView(nodes: nodes, index: found)
  }

  /// The value of the member with this name, known to the key table or not; the last one, if there are
  /// several (JSN-20). Compares names, so it is slower than asking by number.
  @_lifetime(copy self)
  public func member(named name: StaticString) -> JSONValueView? {
    guard node.kind == .object else { return nil }
    var found = -1
    var members = children
    while let member = members.next() {
      if let key = member.key, key.equals(name) { found = member.index }
    }
    if found < 0 { return nil }
    return JSONValueView(nodes: nodes, index: found)
  }

  /// The number of members or elements; 0 for other kinds. Linear in that number.
  public var count: Int {
    var count = 0
    var children = children
    while children.advance() { count &+= 1 }
    return count
  }

  /// The element at `position` of an array; nil if there is none. Linear in `position`: to visit all, use
  /// ``children``.
  @_lifetime(copy self)
  public func element(at position: Int) -> JSONValueView? {
    guard node.kind == .array && position >= 0 else { return nil }
    var rest = position
    var elements = children
    while let element = elements.next() {
      if rest == 0 { return element }
      rest &-= 1
    }
    return nil
  }

  /// The name of this member, as it is written; nil if this value is no member of an object.
  ///
  /// The tape keeps no names: this looks back in the text, which costs the name's length.
  public var key: JSONString? {
    @_lifetime(copy self)
    get {
      guard index > 0 else { return nil }
      let text = nodes.text(0, source.start)
      var position = text.skippingWhitespaceBackwards(from: text.byteCount)
      guard position > 0, text.byte(unchecked: position &- 1) == ASCII.colon else { return nil }
      position = text.skippingWhitespaceBackwards(from: position &- 1)
      let end = position &- 1  // The closing quotation mark.
      let start = text.startOfString(endingAt: end)
      let flags = (try? text.scanString(from: start))?.flags ?? []
      return JSONString(raw: text.slice(unchecked: start, end), flags: flags)
    }
  }
}

extension RawSpan {
  /// The offset behind the last byte before `end` that is no white space.
  fileprivate func skippingWhitespaceBackwards(from end: Int) -> Int {
    var position = end
    while position > 0 && byte(unchecked: position &- 1).isJSONWhitespace { position &-= 1 }
    return position
  }

  /// Where the contents begin of the string whose closing quotation mark stands at `end`: behind the last
  /// quotation mark before it that no backslash precedes. (Those inside are escaped, and what precedes the
  /// opening one is never a backslash.)
  fileprivate func startOfString(endingAt end: Int) -> Int {
    var start = end
    while start > 1 {
      start &-= 1
      if byte(unchecked: start) == ASCII.quote && byte(unchecked: start &- 1) != ASCII.backslash {
        return start &+ 1
      }
    }
    return end
  }
}

/// Goes over the members of an object or the elements of an array.
public struct JSONChildren: ~Escapable {
  @usableFromInline let nodes: JSONNodes
  @usableFromInline var nextIndex: Int
  @usableFromInline var currentIndex: Int
  @usableFromInline let end: Int

  /// Precondition: `next ..< end` are the nodes below `parent`.
  @inlinable
  @inline(__always)
  @_lifetime(copy parent)
  init(parent: JSONValueView, next: Int, end: Int) {
    self.nodes = parent.nodes
    self.nextIndex = next
    self.currentIndex = parent.index
    self.end = end
  }

  /// Goes to the next child; false if there is none.
  @inlinable
  @inline(__always)
  @_lifetime(self: copy self)
  public mutating func advance() -> Bool {
    guard nextIndex < end else { return false }
    currentIndex = nextIndex
    nextIndex = Int(truncatingIfNeeded: nodes.node(currentIndex).next)
    return true
  }

  /// The child that ``advance()`` went to; before the first call the parent itself.
  @inlinable
  public var current: JSONValueView {
    @_lifetime(copy self)
    get { JSONValueView(nodes: nodes, index: currentIndex) }
  }

  /// The next child; nil if there is none.
  @inlinable
  @inline(__always)
  @_lifetime(copy self)
  @_lifetime(self: copy self)
  public mutating func next() -> JSONValueView? {
    guard advance() else { return nil }
    return current
  }
}
