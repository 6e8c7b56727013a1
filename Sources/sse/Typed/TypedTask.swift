import OpenAIStreams

/// What is to be made of typed streams: the part that `decode` and `collect` share.
struct TypedTask: Sendable {
  let endpoint: Endpoint
  let inputs: [String]
  /// Whether the growing text is printed.
  let printsText: Bool
  /// Whether each chunk is printed.
  let printsChunks: Bool
  /// Whether the collected response is printed at the end.
  let collects: Bool
  /// Whether that is indented.
  let isIndented: Bool
  /// The file that the sound of a speech is written to.
  let soundFile: String?
  let isQuiet: Bool
  let isStrict: Bool

  static let text = CommandOption(
    "--text", "the growing text, as it comes (of several choices that of the first)")
  static let strict = CommandOption("--strict", "stop at the first finding that is an error")
  static let quiet = CommandOption("--quiet", "no findings and no outcome on standard error")
  static let pretty = CommandOption("--pretty", "the response indented, as it is on a terminal")

  static let output = CommandOption(
    "--output", value: "FILE",
    "of speech: the sound, decoded, into FILE as it comes, in place of the response")

  init(_ arguments: Arguments, collects: Bool) throws(ToolError) {
    guard let name = arguments.operands.first else { throw .usage("which endpoint?") }
    endpoint = try Endpoint.named(name)
    inputs = arguments.inputs(from: 1)
    self.collects = collects
    printsText = arguments.has(Self.text)
    if printsText && !endpoint.hasText { throw .usage("\(name) has no text") }
    printsChunks = !collects && !printsText
    isIndented = arguments.has(Self.pretty) || System.isTerminal(System.standardOutput)
    soundFile = arguments.value(Self.output)
    guard soundFile == nil || endpoint.name == "speech" else {
      throw .usage("only speech has a sound to write")
    }
    guard soundFile == nil || inputs.count == 1 else { throw .usage("--output takes one input") }
    isQuiet = arguments.has(Self.quiet)
    isStrict = arguments.has(Self.strict)
  }

  var options: TypedStreamOptions { TypedStreamOptions(policy: isStrict ? .strict : .lenient) }

  func run() throws(ToolError) -> ExitStatus {
    var output = Output()
    return try readAll(inputs, to: &output) { (input, output) throws(ToolError) in
      if let soundFile { return try SpeechFile(task: self, path: soundFile).read(&input, to: &output) }
      return try endpoint.read(self, &input, &output)
    }
  }
}
