import OpenAIStreams
import SpanJSON

/// One input of `decode` or `collect`, read as the stream of one endpoint.
struct TypedInput<Collector: StreamCollector> where Collector.Rules.Element: JSONWritable {
  let task: TypedTask
  let text: @Sendable (Collector.Rules.Element) -> String

  /// Reads `input` to its end, or as far as it is worth reading, and tells how the stream ended.
  func read(_ input: inout Input, to output: inout Output) throws(ToolError) -> ExitStatus {
    var stream = TypedStream<Collector.Rules>(options: task.options)
    var collector = Collector(limits: task.options.limits)
    var report = FindingReport(input: input.name, task)
    while report.goesOn, !stream.isFinished || input.hasMoreSoon(), try input.read() {
      var rest = input.bytes
      while true {
        do throws(TypedStreamError) {
          guard let payload = try stream.nextPayload(&rest) else { break }
          take(payload, &collector, &output)
        } catch {
          try output.flush()
          report.add(error)
          if !report.goesOn { break }
        }
        try output.flushIfMuch()
      }
      try output.flush()
    }
    while report.goesOn {
      do throws(TypedStreamError) {
        guard let payload = try stream.payloadAtEndOfInput() else { break }
        take(payload, &collector, &output)
      } catch {
        report.add(error)
      }
    }
    let outcome = stream.finish()
    try printEnd(outcome, collector, &output)
    return report.finish(outcome, stream.findings)
  }

  private func take(_ payload: PayloadView, _ collector: inout Collector, _ output: inout Output) {
    if task.collects { collector.add(payload) }
    if task.printsText {
      output.text += text(Collector.Rules.element(of: payload)).utf8
    } else if task.printsChunks {
      Collector.Rules.element(of: payload).write(to: &output.json)
      output.json.endLine()
    }
  }

  /// What comes when all has been read: the end of the text's last line, and the response, if there is one.
  private func printEnd(
    _ outcome: StreamOutcome, _ collector: Collector, _ output: inout Output
  ) throws(ToolError) {
    try output.flush()
    if output.lastByte != 0x0A { output.text.append(0x0A) }
    if task.collects && !outcome.isOfOtherBody {
      let response = collector.snapshot.jsonText
      output.text += task.isIndented ? IndentedJSON(response).text : response
      output.text.append(0x0A)
    }
    try output.flush()
  }
}

extension StreamOutcome {
  fileprivate var isOfOtherBody: Bool {
    if case .notAnEventStream = self { true } else { false }
  }
}
