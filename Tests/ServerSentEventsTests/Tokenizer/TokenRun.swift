import ServerSentEvents
import TestSupport

/// A token, copied.
struct OwnedToken: Hashable, Sendable, CustomStringConvertible {
  var kind: LineToken.Kind
  var name: [UInt8]
  var value: [UInt8]
  var offset: Int
  var terminatorOffset: Int

  var description: String {
    "\(kind) \(Escaped(name)) \(Escaped(value)) \(offset)..<\(terminatorOffset)"
  }
}

extension OwnedToken {
  init(_ token: borrowing LineToken) {
    self.init(
      kind: token.kind, name: token.name.copiedBytes, value: token.value.copiedBytes, offset: token.offset,
      terminatorOffset: token.terminatorOffset)
  }

  /// What the tokenizer must say of a line.
  init(_ line: OracleLine) {
    let isField = line.kind != .blank && line.kind != .comment
    self.init(
      kind: LineToken.Kind(line.kind), name: isField ? line.name : [],
      value: line.kind == .comment ? Array(line.bytes.dropFirst()) : line.value, offset: line.start,
      terminatorOffset: line.end)
  }
}

extension LineToken.Kind {
  init(_ kind: OracleLine.Kind) {
    switch kind {
    case .blank: self = .blank
    case .comment: self = .comment
    case .data: self = .data
    case .event: self = .event
    case .id: self = .id
    case .retry: self = .retry
    case .unknownField: self = .unknownField
    }
  }
}

/// What came out of a tokenizer: each with the number of bytes fed before it came.
struct TokenRun: Hashable, CustomStringConvertible {
  enum Delivery: Hashable {
    case token(OwnedToken, after: Int)
    case refusal(Refusal, after: Int)
    case unterminated(OwnedToken)
  }
  var deliveries: [Delivery] = []
  var violations: [String] = []

  var description: String {
    (deliveries.map { "  \($0)" } + violations.map { "  BROKEN LAW: \($0)" }).joined(separator: "\n")
  }

  /// What the tokenizer makes of the pieces.
  init(engine pieces: [[UInt8]], maximumLineLength: Int = .max) {
    var limits = EventStreamLimits.unlimited
    limits.maximumLineLength = maximumLineLength
    var tokenizer = EventStreamTokenizer(limits: limits)
    var fed = 0
    for piece in pieces {
      fed += piece.count
      var input = RawSpan(ofBytes: piece.span)
      var isUsedUp = false
      while !isUsedUp {
        do throws(EventStreamError) {
          if let token = try tokenizer.nextOwned(&input) {
            deliveries.append(.token(token, after: fed))
          } else {
            isUsedUp = true
          }
        } catch {
          deliveries.append(.refusal(Refusal(error), after: fed))
          check(fed - input.byteCount == error.offset + 1, "input stands behind the byte of the error")
        }
        check(tokenizer.offset == fed - input.byteCount, "offset counts what was consumed")
      }
      check(input.byteCount == 0, "nil means that the input is used up")
    }
    if let token = tokenizer.endOfInputOwned() { deliveries.append(.unterminated(token)) }
    check(tokenizer.endOfInputOwned() == nil, "endOfInput() gives one line at most")
  }

  /// What the tokenizer must make of the stream.
  init(oracle stream: [UInt8], cutInto pieces: [[UInt8]], maximumLineLength: Int = .max) {
    let borders = pieces.reduce(into: [0]) { $0.append($0.last! + $1.count) }
    func border(_ arrival: Int) -> Int { borders.first { $0 >= arrival }! }
    for line in Oracle.lines(of: stream) {
      if line.bytes.count > max(8, maximumLineLength) {
        let offset = line.start + max(8, maximumLineLength)
        let refusal = Refusal(code: "lineTooLong", offset: offset, limit: max(8, maximumLineLength))
        deliveries.append(.refusal(refusal, after: border(offset + 1)))
      } else if line.isTerminated {
        deliveries.append(.token(OwnedToken(line), after: border(line.end + 1)))
      } else if !line.bytes.isEmpty {
        deliveries.append(.unterminated(OwnedToken(line)))
      }
    }
  }

  private mutating func check(_ condition: Bool, _ law: String) {
    if !condition { violations.append(law) }
  }

  /// How the tokenizer disagrees with the oracle.
  static func disagreement(_ stream: [UInt8], _ cutting: Cutting, maximumLineLength: Int = .max) -> String? {
    let pieces = cutting.pieces(of: stream)
    let expected = TokenRun(oracle: stream, cutInto: pieces, maximumLineLength: maximumLineLength)
    let actual = TokenRun(engine: pieces, maximumLineLength: maximumLineLength)
    if actual == expected { return nil }
    return """
      input \(Escaped(stream)) cut \(cutting), maximum \(maximumLineLength)
      expected
      \(expected)
      got
      \(actual)
      """
  }
}

extension EventStreamTokenizer {
  @_lifetime(input: copy input)
  mutating func nextOwned(_ input: inout RawSpan) throws(EventStreamError) -> OwnedToken? {
    guard let token = try next(&input) else { return nil }
    return OwnedToken(token)
  }

  mutating func endOfInputOwned() -> OwnedToken? {
    guard let token = endOfInput() else { return nil }
    return OwnedToken(token)
  }
}
