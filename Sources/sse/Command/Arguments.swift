/// The arguments of a command, parsed by the options that it declares.
struct Arguments {
  private var flags: Set<String> = []
  private var values: [String: String] = [:]
  /// What is no option, in order.
  private(set) var operands: [String] = []

  /// Options may stand anywhere before `--`; `-` is an operand. A value follows its option or a `=`.
  init(_ arguments: ArraySlice<String>, of command: any Command.Type) throws(ToolError) {
    var rest = arguments
    while let argument = rest.popFirst() {
      if argument == "--" {
        operands += rest
        return
      }
      guard argument.hasPrefix("-"), argument != "-" else {
        operands.append(argument)
        continue
      }
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      guard let option = command.options.first(where: { $0.name == name }) else {
        throw .usage("no option \(name)")
      }
      guard let placeholder = option.value else {
        if parts.count > 1 { throw .usage("\(name) takes no value") }
        flags.insert(name)
        continue
      }
      if parts.count > 1 {
        values[name] = String(parts[1])
      } else if let value = rest.popFirst() {
        values[name] = value
      } else {
        throw .usage("\(name) needs a value: \(name) \(placeholder)")
      }
    }
  }

  /// Whether an option without a value was given.
  func has(_ option: CommandOption) -> Bool { flags.contains(option.name) }

  /// The value of an option, the last one if it was given several times.
  func value(_ option: CommandOption) -> String? { values[option.name] }

  /// The value of an option as a number of bytes: digits, and perhaps `K`, `M` or `G`.
  func byteCount(_ option: CommandOption) throws(ToolError) -> Int? {
    guard let text = values[option.name] else { return nil }
    let shift = ["K": 10, "M": 20, "G": 30][text.last.map { $0.uppercased() } ?? ""] ?? 0
    guard let number = Int(shift == 0 ? text[...] : text.dropLast()), number >= 0,
      number <= Int.max >> shift
    else { throw .usage("\(option.name) needs a number of bytes, such as 65536 or 64M, not \"\(text)\"") }
    return number << shift
  }

  /// The inputs: the operands from `start` on, or standard input if there are none.
  func inputs(from start: Int = 0) -> [String] {
    operands.count > start ? Array(operands[start...]) : ["-"]
  }
}
