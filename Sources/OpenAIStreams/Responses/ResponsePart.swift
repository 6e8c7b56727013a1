import SpanJSON

/// A part of an item: of a message, of reasoning, or of its summary. Kinds that are not known are kept (RSP-49).
public struct ResponsePart: JSONBacked {
  public var json: JSONObject
  public init(json: JSONObject = JSONObject()) { self.json = json }

  /// `output_text`, `refusal`, `reasoning_text`, `summary_text`, or another.
  public var type: String? {
    get { self["type"] }
    set { self["type"] = newValue }
  }
  public var text: String? {
    get { self["text"] }
    set { self["text"] = newValue }
  }
  public var refusal: String? {
    get { self["refusal"] }
    set { self["refusal"] = newValue }
  }
  public var annotations: [ResponseAnnotation]? {
    get { self["annotations"] }
    set { self["annotations"] = newValue }
  }
  public var logprobs: [ResponseLogprob]? {
    get { self["logprobs"] }
    set { self["logprobs"] = newValue }
  }
}

/// A note on a text: where it was quoted from.
public struct ResponseAnnotation: JSONBacked {
  public var json: JSONObject
  public init(json: JSONObject = JSONObject()) { self.json = json }

  /// `file_citation`, `url_citation`, `container_file_citation`, `file_path`, or another.
  public var type: String? {
    get { self["type"] }
    set { self["type"] = newValue }
  }
  public var fileID: String? {
    get { self["file_id"] }
    set { self["file_id"] = newValue }
  }
  public var filename: String? {
    get { self["filename"] }
    set { self["filename"] = newValue }
  }
  public var index: Int? {
    get { self["index"] }
    set { self["index"] = newValue }
  }
  public var containerID: String? {
    get { self["container_id"] }
    set { self["container_id"] = newValue }
  }
  public var startIndex: Int? {
    get { self["start_index"] }
    set { self["start_index"] = newValue }
  }
  public var endIndex: Int? {
    get { self["end_index"] }
    set { self["end_index"] = newValue }
  }
  public var title: String? {
    get { self["title"] }
    set { self["title"] = newValue }
  }
  public var url: String? {
    get { self["url"] }
    set { self["url"] = newValue }
  }
}

/// How probable a token was, and which others were.
public struct ResponseLogprob: JSONBacked {
  public var json: JSONObject
  public init(json: JSONObject = JSONObject()) { self.json = json }

  public var token: String? {
    get { self["token"] }
    set { self["token"] = newValue }
  }
  public var logprob: Double? {
    get { self["logprob"] }
    set { self["logprob"] = newValue }
  }
  public var bytes: [Int]? {
    get { self["bytes"] }
    set { self["bytes"] = newValue }
  }
  public var topLogprobs: [ResponseLogprob]? {
    get { self["top_logprobs"] }
    set { self["top_logprobs"] = newValue }
  }
}

/// What a shell command has put out.
public struct ResponseShellOutput: JSONBacked {
  public var json: JSONObject
  public init(json: JSONObject = JSONObject()) { self.json = json }

  public var stdout: String? {
    get { self["stdout"] }
    set { self["stdout"] = newValue }
  }
  public var stderr: String? {
    get { self["stderr"] }
    set { self["stderr"] = newValue }
  }
  public var outcome: ResponseShellOutcome? {
    get { self["outcome"] }
    set { self["outcome"] = newValue }
  }
}

/// How a shell command ended.
public struct ResponseShellOutcome: JSONBacked {
  public var json: JSONObject
  public init(json: JSONObject = JSONObject()) { self.json = json }

  /// `exit` or `timeout`.
  public var type: String? {
    get { self["type"] }
    set { self["type"] = newValue }
  }
  public var exitCode: Int? {
    get { self["exit_code"] }
    set { self["exit_code"] = newValue }
  }
}
