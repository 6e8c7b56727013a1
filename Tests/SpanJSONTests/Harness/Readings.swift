import SpanJSON
import Testing

/// What each way of reading makes of a text: its value, or its error.
typealias Reading = Result<GrammarOracle.Value, JSONError>

extension JSONTape {
  /// The value as the tape gives it, built through its views.
  mutating func reading(_ text: RawSpan, maximumDepth: Int = 128) -> Reading {
    do throws(JSONError) {
      let root = try parse(text, keys: readingKeys, maximumDepth: maximumDepth)
      return .success(Self.value(root))
    } catch {
      return .failure(error)
    }
  }

  private static func value(_ view: JSONValueView) -> GrammarOracle.Value {
    switch view.kind {
    case .null: return .null
    case .true, .false: return .bool(view.bool ?? false)
    case .number: return .number(text(view.raw))
    case .string: return .string(view.string ?? "")
    case .array:
      var elements: [GrammarOracle.Value] = []
      var children = view.children
      while let child = children.next() { elements.append(value(child)) }
      return .array(elements)
    case .object:
      var members: [(String, GrammarOracle.Value)] = []
      var children = view.children
      while let child = children.next() { members.append((child.key?.string ?? "no key", value(child))) }
      return .object(members)
    }
  }
}

/// A few keys are known, others are not.
let readingKeys = JSONKeyTable(["a", "id", "content", "a key of more than sixteen bytes", ""])

/// The value as the reader's tokens give it.
func readingOfReader(_ text: RawSpan, maximumDepth: Int = 128) -> Reading {
  var reader = JSONReader(text, maximumDepth: maximumDepth)
  /// The values of each open container, and its members' names.
  var open: [(values: [GrammarOracle.Value], names: [String])] = [([], [])]
  do throws(JSONError) {
    while true {
      let token = try reader.next()
      let value: GrammarOracle.Value
      switch token.kind {
      case .beginObject, .beginArray:
        open.append(([], []))
        continue
      case .key:
        open[open.count - 1].names.append(token.string.string)
        continue
      case .endObject:
        let (values, names) = open.removeLast()
        value = .object(Array(zip(names, values)))
      case .endArray: value = .array(open.removeLast().values)
      case .string: value = .string(token.string.string)
      case .number: value = .number(SpanJSONTests.text(token.number.raw))
      case .true: value = .bool(true)
      case .false: value = .bool(false)
      case .null: value = .null
      case .end: return .success(open[0].values[0])
      }
      open[open.count - 1].values.append(value)
    }
  } catch {
    return .failure(error)
  }
}

/// Checks that the reader, the tape, the owned value and the reader of growing text agree with the oracle
/// on a text. Gives whether it is JSON.
@discardableResult
func expectAgreement(
  _ bytes: [UInt8], tape: inout JSONTape, maximumDepth: Int = 128, seed: UInt64? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) -> Bool {
  let span = bytes.raw
  let expected = GrammarOracle.read(bytes, maximumDepth: maximumDepth)
  let read = readingOfReader(span, maximumDepth: maximumDepth)
  let taped = tape.reading(span, maximumDepth: maximumDepth)
  var prefix = JSONPrefixReader(maximumDepth: maximumDepth)
  prefix.append(span)
  func complain(_ what: String) {
    let seed = seed.map { " seed \($0)" } ?? ""
    Issue.record("\(what):\(seed) \(escaped(bytes))", sourceLocation: sourceLocation)
  }
  switch (expected, read, taped) {
  case (.success(let value), .success(let fromReader), .success(let fromTape)):
    if value != fromReader { complain("the reader's value is \(fromReader)") }
    if value != fromTape { complain("the tape's value is \(fromTape)") }
    if let error = prefix.error { complain("the prefix reader refuses: \(error)") }
    return true
  case (.failure(let wrong), .failure(let fromReader), .failure(let fromTape)):
    if fromReader.offset != wrong.offset {
      complain("wrong at \(wrong.offset), the reader says \(fromReader)")
    }
    if fromReader != fromTape { complain("the reader says \(fromReader), the tape \(fromTape)") }
    if fromReader.code == .unexpectedEnd {
      if fromReader.offset != bytes.count { complain("the end is not at \(fromReader.offset)") }
      if let error = prefix.error { complain("the prefix reader refuses: \(error)") }
    } else if prefix.error?.offset != fromReader.offset || prefix.error?.expected != fromReader.expected {
      complain("the reader says \(fromReader), the prefix reader \(prefix.error as JSONError?)")
    }
    return false
  default:
    complain("verdicts differ: oracle \(expected), reader \(read), tape \(taped)")
    return false
  }
}
