import OpenAIStreams
import SpanJSON

/// An endpoint whose streams `decode` and `collect` read.
struct Endpoint: Sendable {
  /// A new endpoint is one line here.
  static let all = [
    Endpoint("chat", "/v1/chat/completions", ChatCompletionCollector.self) { $0.text },
    Endpoint("completions", "/v1/completions", CompletionCollector.self) { $0.text },
    Endpoint("responses", "/v1/responses", ResponseCollector.self) { $0.outputText },
    Endpoint("speech", "/v1/audio/speech", SpeechCollector.self),
    Endpoint("transcriptions", "/v1/audio/transcriptions", TranscriptionCollector.self) { $0.addedText },
    Endpoint("images", "/v1/images/generations", ImageCollector.self),
  ]

  /// What it is called on the command line.
  let name: String
  let path: String
  /// Whether its elements have a text that grows.
  let hasText: Bool
  /// Reads one input to its end.
  let read: @Sendable (TypedTask, inout Input, inout Output) throws(ToolError) -> ExitStatus

  /// - Parameters:
  ///   - collector: names the stream's rules, and with them everything else.
  ///   - text: what an element adds to the main text, that of choice 0 or of the whole response.
  private init<Collector: StreamCollector>(
    _ name: String, _ path: String, _ collector: Collector.Type,
    text: (@Sendable (Collector.Rules.Element) -> String)? = nil
  ) where Collector.Rules.Element: JSONWritable {
    self.name = name
    self.path = path
    hasText = text != nil
    read = { (task, input, output) throws(ToolError) in
      try TypedInput<Collector>(task: task, text: text ?? { _ in "" }).read(&input, to: &output)
    }
  }

  static func named(_ name: String) throws(ToolError) -> Endpoint {
    if let endpoint = all.first(where: { $0.name == name }) { return endpoint }
    throw .usage("no endpoint \"\(name)\"; there are \(all.map(\.name).joined(separator: ", "))")
  }
}

// What a delta adds, where the element does not say it itself.

extension CompletionChunk {
  /// The text of choice 0.
  fileprivate var text: String { choices.first { $0.index ?? 0 == 0 }?.text ?? "" }
}

extension ResponseStreamEvent {
  /// What is added to the text of the output's messages.
  fileprivate var outputText: String { type == .outputTextDelta ? delta ?? "" : "" }
}

extension TranscriptionStreamEvent {
  /// The delta under any of its names: in chunks like those of chats, and in events that name it `text`.
  fileprivate var addedText: String {
    if let delta { return delta }
    if let content = json["choices"]?[0]?["delta"]?["content"]?.stringValue { return content }
    return type?.hasSuffix(".delta") ?? true ? text ?? "" : ""
  }
}
