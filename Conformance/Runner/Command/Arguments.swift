/// The command line after the command's name. Each option is taken off; what is left are positional arguments.
struct Arguments {
  private var rest: [String]

  init(_ arguments: [String]) { rest = arguments }

  /// Takes `--name` off, and says whether it was there.
  mutating func flag(_ name: String) -> Bool {
    guard let index = rest.firstIndex(of: name) else { return false }
    rest.remove(at: index)
    return true
  }

  /// Takes `--name VALUE` or `--name=VALUE` off.
  mutating func value(_ name: String) throws -> String? {
    for (index, argument) in rest.enumerated() {
      if argument == name {
        guard index + 1 < rest.count else { throw UsageError(message: "\(name) needs a value") }
        let value = rest[index + 1]
        rest.removeSubrange(index...index + 1)
        return value
      }
      if argument.hasPrefix(name + "=") {
        rest.remove(at: index)
        return String(argument.dropFirst(name.count + 1))
      }
    }
    return nil
  }

  /// All values of an option that may be given several times.
  mutating func values(_ name: String) throws -> [String] {
    var found: [String] = []
    while let value = try value(name) { found.append(value) }
    return found
  }

  /// A number.
  mutating func number<Number: LosslessStringConvertible>(_ name: String) throws -> Number? {
    guard let text = try value(name) else { return nil }
    guard let number = Number(text) else {
      throw UsageError(message: "\(name) needs a number, not \"\(text)\"")
    }
    return number
  }

  /// Takes all that is left, which must hold no further options and as many arguments as `count` permits.
  mutating func positional(_ count: ClosedRange<Int>) throws -> [String] {
    defer { rest = [] }
    if let option = rest.first(where: { $0.hasPrefix("-") && $0 != "-" }) {
      throw UsageError(message: "unknown option \(option)")
    }
    if rest.count > count.upperBound {
      throw UsageError(message: "too many arguments: \(rest[count.upperBound])")
    }
    if rest.count < count.lowerBound { throw UsageError(message: "an argument is missing") }
    return rest
  }
}
