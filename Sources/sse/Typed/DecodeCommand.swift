/// `sse decode`: bytes in, one JSON line a chunk out, or the text.
struct DecodeCommand: Command {
  static let name = "decode"
  static let summary = "Print each chunk of an API's stream as a JSON line, or its text as it grows."
  static let operands = "ENDPOINT [FILE ...]"
  static let notes = """
    Each payload becomes one line, as soon as the last byte of its event has come. What servers send in other shapes
    than the documented ones is read all the same, and told as findings on standard error with clause, offset and
    event; the last line there is the outcome. Reading ends at [DONE].

    \(EndpointHelp.table)

      curl -N … | sse decode chat --text
    """
  static let options = [TypedTask.text, TypedTask.strict, TypedTask.quiet]

  let task: TypedTask

  init(_ arguments: Arguments) throws(ToolError) { task = try TypedTask(arguments, collects: false) }

  func run() throws(ToolError) -> ExitStatus { try task.run() }
}
