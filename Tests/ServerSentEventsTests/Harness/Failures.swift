import Testing

/// Counts failures and keeps the first few.
struct Failures {
  private var first: [String] = []
  private var count = 0

  var isFull: Bool { count >= 100 }

  mutating func add(_ failure: String?) {
    guard let failure else { return }
    count += 1
    if first.count < 2 { first.append(failure) }
  }

  func report(_ sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(
      count == 0, "\(count) disagreements, the first:\n\(first.joined(separator: "\n"))",
      sourceLocation: sourceLocation)
  }
}
