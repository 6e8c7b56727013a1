import ServerSentEvents
import SpanJSON

/// One output item as far as it has come: its JSON as last told, and the texts that have grown since.
struct ResponseItemCollector: Sendable {
  private struct Text {
    var field: ResponseTextField
    var part: Int
    var text = CollectedText()
  }
  private struct Part {
    var list: ResponsePartList
    var index: Int
    var json: JSONObject
    /// Annotations and log probabilities that came in events of their own.
    var annotations: [JSONValue] = []
    var logprobs = CollectedValues()
  }
  private struct ShellOutput {
    var command: Int
    var stdout = CollectedText()
    var stderr = CollectedText()
  }

  /// Closed: the item is as it was told then.
  private(set) var isDone = false
  private var json: JSONObject
  private var texts: [Text] = []
  private var parts: [Part] = []
  private var shellOutputs: [ShellOutput] = []
  /// The last picture so far, in base64.
  private(set) var partialImage: String?

  init(kind: String) {
    json = JSONObject()
    if !kind.isEmpty { json["type"] = .string(kind) }
    if kind == "message" { json["role"] = .string("assistant") }
  }

  // MARK: Adding

  mutating func begin(_ item: JSONObject) {
    json = item
    texts = []
    parts = []
  }

  mutating func end(_ item: JSONObject) {
    isDone = true
    // An item that was closed without its parts has them all the same.
    let isEmpty = item["content"]?.arrayValue?.isEmpty ?? true
    let kept = parts.contains { $0.list == .content } && isEmpty ? content(.content, of: json) : nil
    json = item
    if let kept { json["content"] = .array(kept) }
    texts = []
    parts = []
    shellOutputs = []
    partialImage = nil
  }

  mutating func setStatus(_ status: String) { json["status"] = .string(status) }

  func lastPart(of list: ResponsePartList) -> Int {
    if let last = parts.last(where: { $0.list == list }) { return last.index }
    return max(0, (json[list.key.wireName]?.arrayValue?.count ?? 0) - 1)
  }

  func lastPart(of field: ResponseTextField) -> Int {
    if let list = field.list { return lastPart(of: list) }
    return texts.last { $0.field == field }?.part ?? 0
  }

  mutating func setPart(_ list: ResponsePartList, _ index: Int, _ part: JSONObject) {
    let position = self.part(list, index, kind: nil)
    parts[position].json = part
    texts.removeAll { $0.field.list == list && $0.part == index }
  }

  mutating func append(_ delta: JSONValueView, to field: ResponseTextField, _ part: Int, room: inout Int) {
    let position = text(field, part)
    texts[position].text.append(delta, room: &room)
  }

  /// Where a text that has been begun stands among the item's, for `append(whole:toText:room:)`.
  func position(of field: ResponseTextField, _ part: Int) -> Int? {
    texts.firstIndex { $0.field == field && $0.part == part }
  }

  mutating func append(whole delta: RawSpan?, toText position: Int, room: inout Int) {
    texts[position].text.append(whole: delta, room: &room)
  }

  mutating func append(logprobs: JSONValueView, _ part: Int, room: inout Int) {
    guard logprobs.count > 0 else { return }
    parts[self.part(.content, part, kind: .outputText)].logprobs.append(elementsOf: logprobs, room: &room)
  }

  mutating func set(_ text: JSONValueView, of field: ResponseTextField, _ part: Int, room: inout Int) {
    let position = self.text(field, part)
    room &+= texts[position].text.count
    texts[position].text = CollectedText()
    texts[position].text.append(text, room: &room)
  }

  mutating func annotate(_ annotation: JSONValue, at place: Int?, _ part: Int) {
    let position = self.part(.content, part, kind: .outputText)
    let count = parts[position].annotations.count
    if let place, place >= 0, place < count {
      parts[position].annotations[place] = annotation
    } else {
      parts[position].annotations.append(annotation)
    }
  }

  mutating func setPartialImage(_ image: String) { partialImage = image }

  mutating func append(shellOutput delta: JSONValueView, _ command: Int, room: inout Int) {
    let position: Int
    if let known = shellOutputs.firstIndex(where: { $0.command == command }) {
      position = known
    } else {
      position = shellOutputs.count
      shellOutputs.append(ShellOutput(command: command))
    }
    if let text = delta.member(.stdout) { shellOutputs[position].stdout.append(text, room: &room) }
    if let text = delta.member(.stderr) { shellOutputs[position].stderr.append(text, room: &room) }
  }

  mutating func set(shellOutput: JSONValue) {
    json["output"] = shellOutput
    shellOutputs = []
  }

  private mutating func text(_ field: ResponseTextField, _ part: Int) -> Int {
    if let known = texts.lastIndex(where: { $0.field == field && $0.part == part }) { return known }
    if let list = field.list { _ = self.part(list, part, kind: field) }
    // What the item or the part held when it was added is what the deltas go on.
    let base = self.base(field, part)
    texts.append(Text(field: field, part: part, text: CollectedText(base)))
    return texts.count &- 1
  }

  private func base(_ field: ResponseTextField, _ part: Int) -> String {
    if let list = field.list {
      return parts.first { $0.list == list && $0.index == part }?.json[field.key.wireName]?.stringValue ?? ""
    }
    switch field {
    case .diff: return json["operation"]?["diff"]?.stringValue ?? ""
    case .command: return json["action"]?["commands"]?[part]?.stringValue ?? ""
    default: return json[field.key.wireName]?.stringValue ?? ""
    }
  }

  /// The part at an index, which is begun if it is not there.
  private mutating func part(_ list: ResponsePartList, _ index: Int, kind: ResponseTextField?) -> Int {
    if let known = parts.firstIndex(where: { $0.list == list && $0.index == index }) { return known }
    let told = json[list.key.wireName]?[index]?.objectValue
    var json = told ?? JSONObject()
    if told == nil, let kind { json["type"] = .string(kind.partKind) }
    parts.append(Part(list: list, index: index, json: json))
    return parts.count &- 1
  }

  // MARK: The item so far

  /// The text of its `output_text` parts.
  var outputText: String {
    var all = ""
    for case .object(let part) in content(.content, of: json) where part["type"]?.stringValue == "output_text"
    {
      all += part["text"]?.stringValue ?? ""
    }
    return all
  }

  /// The item as it stands. Costs its size.
  var item: JSONObject {
    guard !isDone else { return json }
    var item = json
    for list in [ResponsePartList.content, .summary] where parts.contains(where: { $0.list == list }) {
      item[list.key.wireName] = .array(content(list, of: json))
    }
    for text in texts where text.field.list == nil {
      let value = JSONValue.string(text.text.string)
      switch text.field {
      case .diff:
        var operation = item["operation"]?.objectValue ?? JSONObject()
        operation["diff"] = value
        item["operation"] = .object(operation)
      case .command:
        var action = item["action"]?.objectValue ?? JSONObject()
        var commands = action["commands"]?.arrayValue ?? []
        while commands.count <= text.part { commands.append(.string("")) }
        commands[text.part] = value
        action["commands"] = .array(commands)
        item["action"] = .object(action)
      default: item[text.field.key.wireName] = value
      }
    }
    if !shellOutputs.isEmpty {
      item["output"] = .array(
        shellOutputs.sorted { $0.command < $1.command }.map { output in
          .object(["stdout": .string(output.stdout.string), "stderr": .string(output.stderr.string)])
        })
    }
    return item
  }

  /// The parts of a list, by index, with what has come of each.
  private func content(_ list: ResponsePartList, of json: JSONObject) -> [JSONValue] {
    var all = json[list.key.wireName]?.arrayValue ?? []
    for part in parts.filter({ $0.list == list }).sorted(by: { $0.index < $1.index }) {
      var object = part.json
      for text in texts where text.field.list == list && text.part == part.index {
        object[text.field.key.wireName] = .string(text.text.string)
      }
      if !part.annotations.isEmpty, object["annotations"]?.arrayValue?.isEmpty ?? true {
        object["annotations"] = .array(part.annotations)
      }
      if part.logprobs.count > 0, object["logprobs"]?.arrayValue?.isEmpty ?? true {
        object["logprobs"] = .array(part.logprobs.values)
      }
      if part.index < all.count { all[part.index] = .object(object) } else { all.append(.object(object)) }
    }
    return all
  }
}
