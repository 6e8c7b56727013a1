/// The words of a command line, taken one by one; what is left at the end is a mistake.
struct Arguments {
  private var words: [String]

  init(_ words: [String]) { self.words = words }

  /// Whether `name` stands there.
  mutating func flag(_ name: String) -> Bool {
    guard let index = words.firstIndex(of: name) else { return false }
    words.remove(at: index)
    return true
  }

  /// The value behind `name`, as `--size 1MiB` or `--size=1MiB`.
  mutating func value(_ name: String) throws -> String? {
    if let index = words.firstIndex(where: { $0.hasPrefix(name + "=") }) {
      return String(words.remove(at: index).dropFirst(name.count + 1))
    }
    guard let index = words.firstIndex(of: name) else { return nil }
    guard index + 1 < words.count else { throw Failure.usage("\(name) needs a value") }
    let value = words[index + 1]
    words.removeSubrange(index...index + 1)
    return value
  }

  /// All values of `name`, each of which may hold several, separated by commas.
  mutating func values(_ name: String) throws -> [String] {
    var all: [String] = []
    while let value = try value(name) { all += value.split(separator: ",").map(String.init) }
    return all
  }

  /// A number of at least `minimum`.
  mutating func number(_ name: String, minimum: Int) throws -> Int? {
    guard let text = try value(name) else { return nil }
    guard let number = Int(text), number >= minimum else {
      throw Failure.usage("\(name) takes a number of at least \(minimum), not \"\(text)\"")
    }
    return number
  }

  /// A size in bytes, as `1400`, `64KiB`, `64MiB`, `1GiB`.
  mutating func size(_ name: String) throws -> Int? {
    guard let text = try value(name) else { return nil }
    guard let size = Self.size(text) else {
      throw Failure.usage("\(name) takes a size such as 65536, 64KiB, 64MiB or 1GiB, not \"\(text)\"")
    }
    return size
  }

  static func size(_ text: String) -> Int? {
    for (unit, shift) in [("KiB", 10), ("MiB", 20), ("GiB", 30)] where text.hasSuffix(unit) {
      guard let count = Int(text.dropLast(3)), count > 0, count < 1 << 20 else { return nil }
      return count << shift
    }
    guard let count = Int(text), count > 0 else { return nil }
    return count
  }

  /// What is no option, in its order.
  mutating func operands() throws -> [String] {
    if let option = words.first(where: { $0.hasPrefix("-") }) {
      throw Failure.usage("no option \(option) here")
    }
    defer { words = [] }
    return words
  }

  /// The end: nothing may be left.
  mutating func finish() throws {
    if let word = words.first { throw Failure.usage("\"\(word)\" is not understood here") }
  }
}
