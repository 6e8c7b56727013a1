import ServerSentEvents
import SpanJSON

/// One `chat.completion.chunk` as a value of its own (CHAT-10).
///
/// Members that the schema does not name, and members of another type than the schema's, are kept as JSON beside
/// the others and come out again in ``write(to:)`` (TYP-19).
public struct ChatCompletionChunk: Sendable, Hashable {
  /// The completion's id, the same in all chunks (CHAT-21).
  public var id: String?
  /// What the server called this; some call it otherwise (CHAT-20).
  public var object = "chat.completion.chunk"
  /// When the answer began, in seconds of Unix time (CHAT-23).
  public var created: Int?
  /// The model that answers (CHAT-25).
  public var model: String?
  /// What changed; empty in usage chunks (CHAT-31).
  public var choices: [Choice] = []
  /// Counts of tokens (CHAT-70).
  public var usage: CompletionUsage?
  public var serviceTier: String?
  public var systemFingerprint: String?
  /// Padding that hides the length of deltas; it says nothing (TYP-34).
  public var obfuscation: String?
  /// All other members.
  public var other = JSONObject()

  public init() {}

  /// One entry of `choices`.
  public struct Choice: Sendable, Hashable {
    public var index: Int
    public var delta = Delta()
    /// Why the choice ended; nil until it does (CHAT-60).
    public var finishReason: FinishReason?
    /// `content` and `refusal`: arrays of tokens with their log probabilities (CHAT-101).
    public var logprobs: JSONValue?
    /// All other members.
    public var other = JSONObject()

    public init(index: Int) { self.index = index }
  }

  /// What one chunk adds to one choice.
  public struct Delta: Sendable, Hashable {
    public var role: String?
    /// Text to be appended. Where content came as parts, their text (CHAT-45).
    public var content: String?
    /// The parts of content, where it came as such.
    public var contentParts: [JSONValue]?
    public var refusal: String?
    /// The model's thinking, to be appended (CHAT-47).
    public var reasoningContent: String?
    /// The same under its other name.
    public var reasoning: String?
    public var toolCalls: [ToolCall] = []
    /// The old form of a tool call (CHAT-111).
    public var functionCall: Function?
    /// All other members, such as `audio` and `reasoning_details`.
    public var other = JSONObject()

    public init() {}

    /// Whether content is the only text.
    var hasContentOnly: Bool {
      refusal == nil && reasoning == nil && reasoningContent == nil && toolCalls.isEmpty
        && functionCall == nil
    }
  }

  /// A fragment of a tool call.
  public struct ToolCall: Sendable, Hashable {
    /// Which call of the choice; nil where the server does not say (CHAT-51).
    public var index: Int?
    public var id: String?
    /// `function` or `custom`.
    public var type: String?
    public var function: Function?
    /// A custom tool's `name` and `input` (CHAT-112).
    public var custom: JSONValue?
    /// All other members.
    public var other = JSONObject()

    public init(index: Int?) { self.index = index }
  }

  /// A function's name and a piece of its arguments.
  public struct Function: Sendable, Hashable {
    public var name: String?
    public var arguments: String?
    /// All other members.
    public var other = JSONObject()

    public init(name: String? = nil, arguments: String? = nil) {
      self.name = name
      self.arguments = arguments
    }
  }

  /// The content of choice 0 in this chunk; empty if it has none.
  public var text: String { choices.first { $0.index == 0 }?.delta.content ?? "" }
}

/// Counts of tokens (CHAT-70 to CHAT-75). What the server did not say is nil, not zero.
public struct CompletionUsage: JSONBacked {
  public var json: JSONObject
  public init(json: JSONObject) { self.json = json }

  public var promptTokens: Int? {
    get { self["prompt_tokens"] }
    set { self["prompt_tokens"] = newValue }
  }
  public var completionTokens: Int? {
    get { self["completion_tokens"] }
    set { self["completion_tokens"] = newValue }
  }
  public var totalTokens: Int? {
    get { self["total_tokens"] }
    set { self["total_tokens"] = newValue }
  }
  public var promptTokensDetails: PromptDetails? {
    get { self["prompt_tokens_details"] }
    set { self["prompt_tokens_details"] = newValue }
  }
  public var completionTokensDetails: CompletionDetails? {
    get { self["completion_tokens_details"] }
    set { self["completion_tokens_details"] = newValue }
  }

  /// What the prompt's tokens were.
  public struct PromptDetails: JSONBacked {
    public var json: JSONObject
    public init(json: JSONObject) { self.json = json }
    public var cachedTokens: Int? {
      get { self["cached_tokens"] }
      set { self["cached_tokens"] = newValue }
    }
    public var cacheWriteTokens: Int? {
      get { self["cache_write_tokens"] }
      set { self["cache_write_tokens"] = newValue }
    }
    public var audioTokens: Int? {
      get { self["audio_tokens"] }
      set { self["audio_tokens"] = newValue }
    }
    public var textTokens: Int? {
      get { self["text_tokens"] }
      set { self["text_tokens"] = newValue }
    }
    public var imageTokens: Int? {
      get { self["image_tokens"] }
      set { self["image_tokens"] = newValue }
    }
  }

  /// What the answer's tokens were.
  public struct CompletionDetails: JSONBacked {
    public var json: JSONObject
    public init(json: JSONObject) { self.json = json }
    public var reasoningTokens: Int? {
      get { self["reasoning_tokens"] }
      set { self["reasoning_tokens"] = newValue }
    }
    public var audioTokens: Int? {
      get { self["audio_tokens"] }
      set { self["audio_tokens"] = newValue }
    }
    public var textTokens: Int? {
      get { self["text_tokens"] }
      set { self["text_tokens"] = newValue }
    }
    public var acceptedPredictionTokens: Int? {
      get { self["accepted_prediction_tokens"] }
      set { self["accepted_prediction_tokens"] = newValue }
    }
    public var rejectedPredictionTokens: Int? {
      get { self["rejected_prediction_tokens"] }
      set { self["rejected_prediction_tokens"] = newValue }
    }
  }
}
