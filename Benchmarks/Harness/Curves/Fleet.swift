/// Many values that cannot be copied, side by side: decoders of as many connections. The standard library's
/// arrays cannot hold them yet.
struct Fleet<Member: ~Copyable>: ~Copyable {
  private let members: UnsafeMutableBufferPointer<Member>

  init(count: Int, _ make: () -> Member) {
    members = .allocate(capacity: count)
    for index in 0..<count { members.initializeElement(at: index, to: make()) }
  }

  deinit {
    members.deinitialize()
    members.deallocate()
  }

  var count: Int { members.count }

  /// Does something with one member.
  func withMember<Result>(
    _ index: Int, _ body: (inout Member) throws -> Result
  ) rethrows -> Result {
    try body(&members[index])
  }
}
