/// `sse collect`: bytes in, the response that a call without streaming would have given out.
struct CollectCommand: Command {
  static let name = "collect"
  static let summary = "Print the response that a call without streaming would have given, as far as it came."
  static let operands = "ENDPOINT [FILE ...]"
  static let notes = """
    The response is printed whatever the outcome is: what has come is not lost. Findings and outcome stand on standard
    error.

    \(EndpointHelp.table)

      curl -N … | sse collect chat --text
    """
  static let options = [
    TypedTask.text, TypedTask.pretty, TypedTask.output, TypedTask.strict, TypedTask.quiet,
  ]

  let task: TypedTask

  init(_ arguments: Arguments) throws(ToolError) { task = try TypedTask(arguments, collects: true) }

  func run() throws(ToolError) -> ExitStatus { try task.run() }
}
