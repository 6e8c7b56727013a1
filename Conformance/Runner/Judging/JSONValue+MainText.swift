/// The main text of a collected response, as its endpoint's schema has it.
extension JSONValue {
  /// That of choice 0, or of the whole response; empty if there is none.
  func mainText(endpoint: String) -> String {
    switch endpoint {
    case "chat.completions": choice(0)?["message"]?["content"]?.string ?? ""
    case "completions": choice(0)?["text"]?.string ?? ""
    case "responses": outputText
    default: self["text"]?.string ?? ""
    }
  }

  private func choice(_ index: Int) -> JSONValue? {
    self["choices"]?.elements.first { $0["index"] == .number(JSONNumber(index)) }
  }

  /// All `output_text` parts of all messages, in order.
  private var outputText: String {
    var text = ""
    for item in self["output"]?.elements ?? [] where item["type"] == .string("message") {
      for part in item["content"]?.elements ?? [] where part["type"] == .string("output_text") {
        text += part["text"]?.string ?? ""
      }
    }
    return text
  }

  private subscript(_ name: String) -> JSONValue? {
    if case .object(let members) = self { members[name] } else { nil }
  }

  private var elements: [JSONValue] {
    if case .array(let elements) = self { elements } else { [] }
  }

  private var string: String? {
    if case .string(let text) = self { text } else { nil }
  }
}
