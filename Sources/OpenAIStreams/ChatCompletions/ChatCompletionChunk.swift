import ServerSentEvents
import SpanJSON

/// One `chat.completion.chunk` as a value of its own (CHAT-10).
///
/// Members that the schema does not name, and members of another type than the schema's, are kept as JSON beside
/// the others and come out again in ``write(to:)`` (TYP-19).
public struct ChatCompletionChunk: Sendable, Hashable {
  /// What is the same in nearly all chunks of a stream, which therefore share it.
  private struct Envelope: Defaulted {
    var id: String?
    var object = "chat.completion.chunk"
    var created: Int?
    var model: String?
    var serviceTier: String?
    var systemFingerprint: String?
    var other = JSONObject()
  }

  private var envelope = Shared<Envelope>()
  /// What changed; empty in usage chunks (CHAT-31).
  public var choices: [Choice] = []
  /// Counts of tokens (CHAT-70).
  public var usage: CompletionUsage?
  /// Padding that hides the length of deltas; it says nothing (TYP-34).
  public var obfuscation: String?

  public init() {}

  /// The completion's id, the same in all chunks (CHAT-21).
  public var id: String? {
    get { envelope.value.id }
    set { envelope.update { $0.id = newValue } }
  }
  /// What the server called this; some call it otherwise (CHAT-20).
  public var object: String {
    get { envelope.value.object }
    set { envelope.update { $0.object = newValue } }
  }
  /// When the answer began, in seconds of Unix time (CHAT-23).
  public var created: Int? {
    get { envelope.value.created }
    set { envelope.update { $0.created = newValue } }
  }
  /// The model that answers (CHAT-25).
  public var model: String? {
    get { envelope.value.model }
    set { envelope.update { $0.model = newValue } }
  }
  /// Which tier of service answered (CHAT-27).
  public var serviceTier: String? {
    get { envelope.value.serviceTier }
    set { envelope.update { $0.serviceTier = newValue } }
  }
  /// The backend's configuration (CHAT-27).
  public var systemFingerprint: String? {
    get { envelope.value.systemFingerprint }
    set { envelope.update { $0.systemFingerprint = newValue } }
  }
  /// All other members.
  public var other: JSONObject {
    get { envelope.value.other }
    set { envelope.update { $0.other = newValue } }
  }

  /// One entry of `choices`.
  public struct Choice: Sendable, Hashable {
    /// What few chunks have.
    private struct Rest: Defaulted {
      var finishReason: FinishReason?
      var logprobs: JSONValue?
      var other = JSONObject()
    }

    public var index: Int
    public var delta = Delta()
    private var rest = Shared<Rest>()

    public init(index: Int) { self.index = index }

    /// Why the choice ended; nil until it does (CHAT-60).
    public var finishReason: FinishReason? {
      get { rest.value.finishReason }
      set { rest.update { $0.finishReason = newValue } }
    }
    /// `content` and `refusal`: arrays of tokens with their log probabilities (CHAT-101).
    public var logprobs: JSONValue? {
      get { rest.value.logprobs }
      set { rest.update { $0.logprobs = newValue } }
    }
    /// All other members.
    public var other: JSONObject {
      get { rest.value.other }
      set { rest.update { $0.other = newValue } }
    }
  }

  /// What one chunk adds to one choice.
  public struct Delta: Sendable, Hashable {
    /// What few chunks have: mostly there is content only.
    private struct Rest: Defaulted {
      var role: String?
      var contentParts: [JSONValue]?
      var refusal: String?
      var reasoningContent: String?
      var reasoning: String?
      var toolCalls: [ToolCall] = []
      var functionCall: Function?
      var other = JSONObject()

      /// Whether there is no text.
      var hasNoText: Bool {
        refusal == nil && reasoning == nil && reasoningContent == nil && toolCalls.isEmpty
          && functionCall == nil
      }
    }

    /// Text to be appended. Where content came as parts, their text (CHAT-45).
    public var content: String?
    private var rest = Shared<Rest>()

    public init() {}

    /// Who speaks, with the first delta (CHAT-41).
    public var role: String? {
      get { rest.value.role }
      set { rest.update { $0.role = newValue } }
    }
    /// The parts of content, where it came as such.
    public var contentParts: [JSONValue]? {
      get { rest.value.contentParts }
      set { rest.update { $0.contentParts = newValue } }
    }
    /// Text to be appended to the refusal (CHAT-46).
    public var refusal: String? {
      get { rest.value.refusal }
      set { rest.update { $0.refusal = newValue } }
    }
    /// The model's thinking, to be appended (CHAT-47).
    public var reasoningContent: String? {
      get { rest.value.reasoningContent }
      set { rest.update { $0.reasoningContent = newValue } }
    }
    /// The same under its other name.
    public var reasoning: String? {
      get { rest.value.reasoning }
      set { rest.update { $0.reasoning = newValue } }
    }
    /// Fragments of tool calls (CHAT-50).
    public var toolCalls: [ToolCall] {
      get { rest.value.toolCalls }
      set { rest.update { $0.toolCalls = newValue } }
    }
    /// The old form of a tool call (CHAT-111).
    public var functionCall: Function? {
      get { rest.value.functionCall }
      set { rest.update { $0.functionCall = newValue } }
    }
    /// All other members, such as `audio` and `reasoning_details`.
    public var other: JSONObject {
      get { rest.value.other }
      set { rest.update { $0.other = newValue } }
    }

    /// Whether content is the only text.
    var hasContentOnly: Bool { rest.isDefault || rest.value.hasNoText }
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
