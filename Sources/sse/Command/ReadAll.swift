/// Opens one input after the other; one that cannot be read does not keep the others from being read.
func readAll(
  _ operands: [String], to output: inout Output,
  _ read: (inout Input, inout Output) throws(ToolError) -> ExitStatus
) throws(ToolError) -> ExitStatus {
  var status = ExitStatus.complete
  for operand in operands {
    do throws(ToolError) {
      var input = try Input(operand)
      status = status.then(try read(&input, &output))
    } catch {
      guard case .cannotRead(let name, let reason) = error else { throw error }
      try output.flush()
      Diagnostics.error(name, "cannot read: \(reason)")
      status = status.then(.inputOutput)
    }
  }
  return status
}
