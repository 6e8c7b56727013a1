/// The kinds of the open containers, one bit each; 64 levels need no heap memory.
struct ContainerStack {
  private var top: UInt64 = 0
  private var deeper: [UInt64] = []
  private(set) var depth = 0

  /// Whether the innermost open container is an object.
  @inline(__always)
  var isInObject: Bool { depth > 0 && top & 1 == 1 }

  @inline(__always)
  mutating func push(isObject: Bool) {
    if depth > 0 && depth & 63 == 0 {
      deeper.append(top)
      top = 0
    }
    top = top &<< 1 | (isObject ? 1 : 0)
    depth &+= 1
  }

  /// Precondition: `depth > 0`.
  @inline(__always)
  mutating func pop() {
    depth &-= 1
    if depth > 0 && depth & 63 == 0 {
      top = deeper.removeLast()
    } else {
      top = top &>> 1
    }
  }

  /// The levels from the outermost on.
  func isObject(atLevel level: Int) -> Bool {
    let word = level &>> 6
    if word < deeper.count { return deeper[word] &>> UInt64(63 &- level & 63) & 1 == 1 }
    return top &>> UInt64(depth &- 1 &- level) & 1 == 1
  }
}
