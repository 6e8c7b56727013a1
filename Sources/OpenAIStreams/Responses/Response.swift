import SpanJSON

/// A response: what a call without streaming returns, as far as it has come. All of its JSON is kept.
public struct Response: JSONBacked {
  public var json: JSONObject
  public init(json: JSONObject = JSONObject()) { self.json = json }

  public var id: String? {
    get { self["id"] }
    set { self["id"] = newValue }
  }
  /// `response`.
  public var object: String? {
    get { self["object"] }
    set { self["object"] = newValue }
  }
  /// In seconds of Unix time.
  public var createdAt: Double? {
    get { self["created_at"] }
    set { self["created_at"] = newValue }
  }
  /// In seconds of Unix time.
  public var completedAt: Double? {
    get { self["completed_at"] }
    set { self["completed_at"] = newValue }
  }
  public var status: ResponseStatus? {
    get { self["status"] }
    set { self["status"] = newValue }
  }
  public var error: ResponseError? {
    get { self["error"] }
    set { self["error"] = newValue }
  }
  public var incompleteDetails: ResponseIncompleteDetails? {
    get { self["incomplete_details"] }
    set { self["incomplete_details"] = newValue }
  }
  public var model: String? {
    get { self["model"] }
    set { self["model"] = newValue }
  }
  public var output: [ResponseOutputItem]? {
    get { self["output"] }
    set { self["output"] = newValue }
  }
  public var usage: ResponseUsage? {
    get { self["usage"] }
    set { self["usage"] = newValue }
  }
  /// A text, or items.
  public var instructions: JSONValue? {
    get { self["instructions"] }
    set { self["instructions"] = newValue }
  }
  public var metadata: JSONValue? {
    get { self["metadata"] }
    set { self["metadata"] = newValue }
  }
  public var parallelToolCalls: Bool? {
    get { self["parallel_tool_calls"] }
    set { self["parallel_tool_calls"] = newValue }
  }
  public var temperature: Double? {
    get { self["temperature"] }
    set { self["temperature"] = newValue }
  }
  public var toolChoice: JSONValue? {
    get { self["tool_choice"] }
    set { self["tool_choice"] = newValue }
  }
  public var tools: [JSONValue]? {
    get { self["tools"] }
    set { self["tools"] = newValue }
  }
  public var topP: Double? {
    get { self["top_p"] }
    set { self["top_p"] = newValue }
  }
  public var background: Bool? {
    get { self["background"] }
    set { self["background"] = newValue }
  }
  public var conversation: JSONValue? {
    get { self["conversation"] }
    set { self["conversation"] = newValue }
  }
  public var image: JSONValue? {
    get { self["image"] }
    set { self["image"] = newValue }
  }
  public var inputTransformations: [JSONValue]? {
    get { self["input_transformations"] }
    set { self["input_transformations"] = newValue }
  }
  public var maxOutputTokens: Int? {
    get { self["max_output_tokens"] }
    set { self["max_output_tokens"] = newValue }
  }
  public var maxToolCalls: Int? {
    get { self["max_tool_calls"] }
    set { self["max_tool_calls"] = newValue }
  }
  public var moderation: JSONValue? {
    get { self["moderation"] }
    set { self["moderation"] = newValue }
  }
  public var previousResponseID: String? {
    get { self["previous_response_id"] }
    set { self["previous_response_id"] = newValue }
  }
  public var prompt: JSONValue? {
    get { self["prompt"] }
    set { self["prompt"] = newValue }
  }
  public var promptCacheDiagnostics: JSONValue? {
    get { self["prompt_cache_diagnostics"] }
    set { self["prompt_cache_diagnostics"] = newValue }
  }
  public var promptCacheKey: String? {
    get { self["prompt_cache_key"] }
    set { self["prompt_cache_key"] = newValue }
  }
  public var promptCacheOptions: JSONValue? {
    get { self["prompt_cache_options"] }
    set { self["prompt_cache_options"] = newValue }
  }
  public var promptCacheRetention: String? {
    get { self["prompt_cache_retention"] }
    set { self["prompt_cache_retention"] = newValue }
  }
  public var reasoning: JSONValue? {
    get { self["reasoning"] }
    set { self["reasoning"] = newValue }
  }
  public var safetyIdentifier: String? {
    get { self["safety_identifier"] }
    set { self["safety_identifier"] = newValue }
  }
  public var serviceTier: String? {
    get { self["service_tier"] }
    set { self["service_tier"] = newValue }
  }
  /// How text is to be formatted.
  public var text: JSONValue? {
    get { self["text"] }
    set { self["text"] = newValue }
  }
  public var toolUsage: JSONValue? {
    get { self["tool_usage"] }
    set { self["tool_usage"] = newValue }
  }
  public var topLogprobs: Int? {
    get { self["top_logprobs"] }
    set { self["top_logprobs"] = newValue }
  }
  public var truncation: String? {
    get { self["truncation"] }
    set { self["truncation"] = newValue }
  }
  public var user: String? {
    get { self["user"] }
    set { self["user"] = newValue }
  }
  public var accessPrograms: JSONValue? {
    get { self["access_programs"] }
    set { self["access_programs"] = newValue }
  }

  /// The text of all `output_text` parts.
  public var outputText: String {
    var all = ""
    for item in output ?? [] {
      for part in item.content ?? [] where part.type == "output_text" { all += part.text ?? "" }
    }
    return all
  }
}

/// How far a response, or an item, has come. Open (TYP-35).
public struct ResponseStatus: OpenEnum {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }

  public static let queued = ResponseStatus(rawValue: "queued")
  public static let inProgress = ResponseStatus(rawValue: "in_progress")
  public static let completed = ResponseStatus(rawValue: "completed")
  public static let incomplete = ResponseStatus(rawValue: "incomplete")
  public static let failed = ResponseStatus(rawValue: "failed")
  public static let cancelled = ResponseStatus(rawValue: "cancelled")
}

/// Why a response failed.
public struct ResponseError: JSONBacked {
  public var json: JSONObject
  public init(json: JSONObject = JSONObject()) { self.json = json }

  public var code: String? {
    get { self["code"] }
    set { self["code"] = newValue }
  }
  public var message: String? {
    get { self["message"] }
    set { self["message"] = newValue }
  }
  public var type: String? {
    get { self["type"] }
    set { self["type"] = newValue }
  }
  public var param: String? {
    get { self["param"] }
    set { self["param"] = newValue }
  }
  public var misalignment: JSONValue? {
    get { self["misalignment"] }
    set { self["misalignment"] = newValue }
  }
}

/// Why a response is incomplete (RSP-63).
public struct ResponseIncompleteDetails: JSONBacked {
  public var json: JSONObject
  public init(json: JSONObject = JSONObject()) { self.json = json }

  /// `max_output_tokens`, `content_filter`, `max_messages`, `steered`, or another.
  public var reason: String? {
    get { self["reason"] }
    set { self["reason"] = newValue }
  }
}

/// Counts of tokens (RSP-91).
public struct ResponseUsage: JSONBacked {
  public var json: JSONObject
  public init(json: JSONObject = JSONObject()) { self.json = json }

  public var inputTokens: Int? {
    get { self["input_tokens"] }
    set { self["input_tokens"] = newValue }
  }
  public var inputTokensDetails: ResponseInputTokensDetails? {
    get { self["input_tokens_details"] }
    set { self["input_tokens_details"] = newValue }
  }
  public var outputTokens: Int? {
    get { self["output_tokens"] }
    set { self["output_tokens"] = newValue }
  }
  public var outputTokensDetails: ResponseOutputTokensDetails? {
    get { self["output_tokens_details"] }
    set { self["output_tokens_details"] = newValue }
  }
  public var totalTokens: Int? {
    get { self["total_tokens"] }
    set { self["total_tokens"] = newValue }
  }
}

/// Which of the tokens read came from a cache, or went into one.
public struct ResponseInputTokensDetails: JSONBacked {
  public var json: JSONObject
  public init(json: JSONObject = JSONObject()) { self.json = json }

  public var cachedTokens: Int? {
    get { self["cached_tokens"] }
    set { self["cached_tokens"] = newValue }
  }
  public var cacheWriteTokens: Int? {
    get { self["cache_write_tokens"] }
    set { self["cache_write_tokens"] = newValue }
  }
  public var cacheWriteTokensDetails: JSONValue? {
    get { self["cache_write_tokens_details"] }
    set { self["cache_write_tokens_details"] = newValue }
  }
}

/// Which of the tokens written were thoughts.
public struct ResponseOutputTokensDetails: JSONBacked {
  public var json: JSONObject
  public init(json: JSONObject = JSONObject()) { self.json = json }

  public var reasoningTokens: Int? {
    get { self["reasoning_tokens"] }
    set { self["reasoning_tokens"] = newValue }
  }
}
