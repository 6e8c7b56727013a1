import SpanJSON

/// An item of a response's output, of any kind: each property is nil where the kind has no such member. Kinds that
/// are not known are kept as they came (RSP-49).
public struct ResponseOutputItem: JSONBacked {
  public var json: JSONObject
  public init(json: JSONObject = JSONObject()) { self.json = json }

  /// The kind: `message`, `reasoning`, `function_call`, …
  public var type: String? {
    get { self["type"] }
    set { self["type"] = newValue }
  }
  public var id: String? {
    get { self["id"] }
    set { self["id"] = newValue }
  }
  public var status: ResponseStatus? {
    get { self["status"] }
    set { self["status"] = newValue }
  }
  public var role: String? {
    get { self["role"] }
    set { self["role"] = newValue }
  }
  /// The parts of a message; the thoughts of reasoning.
  public var content: [ResponsePart]? {
    get { self["content"] }
    set { self["content"] = newValue }
  }
  public var phase: String? {
    get { self["phase"] }
    set { self["phase"] = newValue }
  }
  /// The parts of the summary of reasoning.
  public var summary: [ResponsePart]? {
    get { self["summary"] }
    set { self["summary"] = newValue }
  }
  public var encryptedContent: String? {
    get { self["encrypted_content"] }
    set { self["encrypted_content"] = newValue }
  }
  /// What the call's output has to name.
  public var callID: String? {
    get { self["call_id"] }
    set { self["call_id"] = newValue }
  }
  public var name: String? {
    get { self["name"] }
    set { self["name"] = newValue }
  }
  public var namespace: String? {
    get { self["namespace"] }
    set { self["namespace"] = newValue }
  }
  /// JSON text of a call.
  public var arguments: String? {
    get { self["arguments"] }
    set { self["arguments"] = newValue }
  }
  /// The text of a custom call.
  public var input: String? {
    get { self["input"] }
    set { self["input"] = newValue }
  }
  /// A call's output: a text, parts, a list of shell outputs, or a picture of a screen.
  public var output: JSONValue? {
    get { self["output"] }
    set { self["output"] = newValue }
  }
  public var async: Bool? {
    get { self["async"] }
    set { self["async"] = newValue }
  }
  public var caller: JSONValue? {
    get { self["caller"] }
    set { self["caller"] = newValue }
  }
  public var createdBy: String? {
    get { self["created_by"] }
    set { self["created_by"] = newValue }
  }
  public var code: String? {
    get { self["code"] }
    set { self["code"] = newValue }
  }
  public var containerID: String? {
    get { self["container_id"] }
    set { self["container_id"] = newValue }
  }
  /// What a code interpreter put out.
  public var outputs: [JSONValue]? {
    get { self["outputs"] }
    set { self["outputs"] = newValue }
  }
  public var queries: [String]? {
    get { self["queries"] }
    set { self["queries"] = newValue }
  }
  /// What a file search found.
  public var results: [JSONValue]? {
    get { self["results"] }
    set { self["results"] = newValue }
  }
  /// A picture in base64; the result of a program.
  public var result: String? {
    get { self["result"] }
    set { self["result"] = newValue }
  }
  public var revisedPrompt: String? {
    get { self["revised_prompt"] }
    set { self["revised_prompt"] = newValue }
  }
  public var background: String? {
    get { self["background"] }
    set { self["background"] = newValue }
  }
  public var outputFormat: String? {
    get { self["output_format"] }
    set { self["output_format"] = newValue }
  }
  public var quality: String? {
    get { self["quality"] }
    set { self["quality"] = newValue }
  }
  public var size: String? {
    get { self["size"] }
    set { self["size"] = newValue }
  }
  public var svgUsage: JSONValue? {
    get { self["svg_usage"] }
    set { self["svg_usage"] = newValue }
  }
  /// What a search, a computer or a shell is to do.
  public var action: JSONValue? {
    get { self["action"] }
    set { self["action"] = newValue }
  }
  public var actions: [JSONValue]? {
    get { self["actions"] }
    set { self["actions"] = newValue }
  }
  public var pendingSafetyChecks: [JSONValue]? {
    get { self["pending_safety_checks"] }
    set { self["pending_safety_checks"] = newValue }
  }
  public var acknowledgedSafetyChecks: [JSONValue]? {
    get { self["acknowledged_safety_checks"] }
    set { self["acknowledged_safety_checks"] = newValue }
  }
  public var environment: JSONValue? {
    get { self["environment"] }
    set { self["environment"] = newValue }
  }
  public var maxOutputLength: Int? {
    get { self["max_output_length"] }
    set { self["max_output_length"] = newValue }
  }
  /// What a patch is to do: type, path, diff.
  public var operation: JSONValue? {
    get { self["operation"] }
    set { self["operation"] = newValue }
  }
  public var serverLabel: String? {
    get { self["server_label"] }
    set { self["server_label"] = newValue }
  }
  public var tools: [JSONValue]? {
    get { self["tools"] }
    set { self["tools"] = newValue }
  }
  public var error: JSONValue? {
    get { self["error"] }
    set { self["error"] = newValue }
  }
  public var approvalRequestID: String? {
    get { self["approval_request_id"] }
    set { self["approval_request_id"] = newValue }
  }
  public var approve: Bool? {
    get { self["approve"] }
    set { self["approve"] = newValue }
  }
  public var reason: String? {
    get { self["reason"] }
    set { self["reason"] = newValue }
  }
  public var execution: String? {
    get { self["execution"] }
    set { self["execution"] = newValue }
  }
  public var fingerprint: String? {
    get { self["fingerprint"] }
    set { self["fingerprint"] = newValue }
  }

  /// The value of a call's arguments as far as they have come: the longest prefix of valid JSON, what is open closed
  /// (JSN-40). Final only once the item is closed (RSP-43). Costs their length.
  public var partialArguments: JSONValue? {
    guard let arguments else { return nil }
    let text = Array(arguments.utf8)
    return JSONValue(prefixOf: RawSpan(ofBytes: text.span))
  }
}
