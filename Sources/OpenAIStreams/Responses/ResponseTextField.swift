import SpanJSON

/// The lists of an item's parts.
enum ResponsePartList: Hashable, Sendable {
  case content, summary

  var key: Key { self == .content ? .content : .summary }
  /// What tells a part's place in the list.
  var indexKey: Key { self == .content ? .contentIndex : .summaryIndex }
}

/// The texts of an item that are streamed.
enum ResponseTextField: UInt8, Hashable, Sendable {
  case outputText, refusal, reasoningText, summaryText
  case arguments, mcpArguments, input, code, diff, command

  /// The list of parts that it stands in; nil for a text of the item itself.
  var list: ResponsePartList? {
    switch self {
    case .outputText, .refusal, .reasoningText: .content
    case .summaryText: .summary
    default: nil
    }
  }

  /// What tells the text's place among others of its item.
  var indexKey: Key? { self == .command ? .commandIndex : list?.indexKey }

  /// The member that holds the text, in a part, an item, and in the event that says that it is done.
  var key: Key {
    switch self {
    case .outputText, .reasoningText, .summaryText: .text
    case .refusal: .refusal
    case .arguments, .mcpArguments: .arguments
    case .input: .input
    case .code: .code
    case .diff: .diff
    case .command: .command
    }
  }

  /// The kind of item that such a text implies (RSP-41).
  var itemKind: String {
    switch self {
    case .outputText, .refusal: "message"
    case .reasoningText, .summaryText: "reasoning"
    case .arguments: "function_call"
    case .mcpArguments: "mcp_call"
    case .input: "custom_tool_call"
    case .code: "code_interpreter_call"
    case .diff: "apply_patch_call"
    case .command: "shell_call"
    }
  }

  /// The kind of part that such a text implies.
  var partKind: String {
    switch self {
    case .outputText: "output_text"
    case .refusal: "refusal"
    case .reasoningText: "reasoning_text"
    default: "summary_text"
    }
  }

  /// Whether its part has to be announced and closed (RSP-44).
  var needsPart: Bool { list != nil && self != .reasoningText }
}

extension JSONValueView {
  /// The text of a content or summary part.
  func forTextOfPart(_ list: ResponsePartList, _ body: (ResponseTextField, JSONValueView) -> Void) {
    if list == .summary {
      if let text = member(.text) { body(.summaryText, text) }
      return
    }
    guard let type = text(.type) else { return }
    if type.equals("output_text") {
      if let text = member(.text) { body(.outputText, text) }
    } else if type.equals("refusal") {
      if let text = member(.refusal) { body(.refusal, text) }
    } else if type.equals("reasoning_text") {
      if let text = member(.text) { body(.reasoningText, text) }
    }
  }

  /// The texts of an item that are streamed, each with its place.
  func forTextsOfItem(_ body: (ResponseTextField, Int, JSONValueView) -> Void) {
    guard let type = text(.type) else { return }
    forPartTexts(.content, body)
    forPartTexts(.summary, body)
    if type.equals("function_call") {
      if let value = member(.arguments) { body(.arguments, 0, value) }
    } else if type.equals("mcp_call") {
      if let value = member(.arguments) { body(.mcpArguments, 0, value) }
    } else if type.equals("custom_tool_call") {
      if let value = member(.input) { body(.input, 0, value) }
    } else if type.equals("code_interpreter_call") {
      if let value = member(.code) { body(.code, 0, value) }
    } else if type.equals("apply_patch_call") {
      if let value = object(.operation)?.member(.diff) { body(.diff, 0, value) }
    } else if type.equals("shell_call"), let commands = object(.action)?.array(.commands) {
      var place = 0
      var elements = commands.children
      while let command = elements.next() {
        body(.command, place, command)
        place += 1
      }
    }
  }

  private func forPartTexts(
    _ list: ResponsePartList, _ body: (ResponseTextField, Int, JSONValueView) -> Void
  ) {
    guard let parts = array(list.key) else { return }
    var place = 0
    var elements = parts.children
    while let part = elements.next() {
      part.forTextOfPart(list) { body($0, place, $1) }
      place += 1
    }
  }
}
