import OpenAIStreams
import SpanJSON

/// An endpoint whose streams `decode` and `collect` read.
struct Endpoint: Sendable {
  /// A new endpoint is one line here.
  static let all = [
    Endpoint("chat", "/v1/chat/completions", ChatCompletionCollector.self) { $0.text }
  ]

  /// What it is called on the command line.
  let name: String
  let path: String
  /// Reads one input to its end.
  let read: @Sendable (TypedTask, inout Input, inout Output) throws(ToolError) -> ExitStatus

  /// - Parameters:
  ///   - collector: names the stream's rules, and with them everything else.
  ///   - text: what an element adds to the main text, that of choice 0.
  private init<Collector: StreamCollector>(
    _ name: String, _ path: String, _ collector: Collector.Type,
    text: @escaping @Sendable (Collector.Rules.Element) -> String
  ) where Collector.Rules.Element: JSONWritable {
    self.name = name
    self.path = path
    read = { (task, input, output) throws(ToolError) in
      try TypedInput<Collector>(task: task, text: text).read(&input, to: &output)
    }
  }

  static func named(_ name: String) throws(ToolError) -> Endpoint {
    if let endpoint = all.first(where: { $0.name == name }) { return endpoint }
    throw .usage("no endpoint \"\(name)\"; there is \(all.map(\.name).joined(separator: ", "))")
  }
}
