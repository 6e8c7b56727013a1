import OpenAIStreams

/// `sse normalize`: a stream of any dialect in, the same in OpenAI's canonical form out.
struct NormalizeCommand: Command {
  static let name = "normalize"
  static let summary = "Rewrite a chat stream of any dialect in OpenAI's form, as a gateway would."
  static let operands = "chat [FILE ...]"
  static let notes = """
    Content comes first, as it arrives; finish reasons and usage are held back and come last. [DONE] is written only
    where the stream is complete; an error becomes an error event. Findings about the input and its outcome stand on
    standard error.

      curl -N … | sse normalize chat
    """
  static let options = [TypedTask.strict, TypedTask.quiet]

  private let task: TypedTask

  init(_ arguments: Arguments) throws(ToolError) {
    task = try TypedTask(arguments, collects: false)
    guard task.endpoint.name == "chat" else { throw .usage("only chat streams can be normalised") }
  }

  func run() throws(ToolError) -> ExitStatus {
    var output = Output()
    return try readAll(task.inputs, to: &output) { (input, output) throws(ToolError) in
      try normalize(&input, to: &output)
    }
  }

  private func normalize(_ input: inout Input, to output: inout Output) throws(ToolError) -> ExitStatus {
    var stream = ChatCompletionStream(options: task.options)
    var normalizer = ChatCompletionNormalizer(limits: task.options.limits)
    var report = FindingReport(input: input.name, task)
    while report.goesOn, !stream.isFinished || input.hasMoreSoon(), try input.read() {
      var rest = input.bytes
      while true {
        do throws(TypedStreamError) {
          guard let chunk = try stream.next(&rest) else { break }
          normalizer.encode(chunk, into: &output.text)
        } catch {
          report.add(error)
          if !report.goesOn { break }
        }
        try output.flushIfMuch()
      }
      try output.flush()
    }
    while report.goesOn {
      do throws(TypedStreamError) {
        guard let chunk = try stream.endOfInput() else { break }
        normalizer.encode(chunk, into: &output.text)
      } catch {
        report.add(error)
      }
    }
    let outcome = stream.finish()
    normalizer.encodeEnd(outcome, into: &output.text)
    try output.flush()
    return report.finish(outcome, stream.findings)
  }
}
