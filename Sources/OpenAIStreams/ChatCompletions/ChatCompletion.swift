import ServerSentEvents
import SpanJSON

/// A `chat.completion`: what a call without streaming would have returned, as far as it came.
///
/// Copies are cheap: texts share what they have in common (``CollectedText``).
public struct ChatCompletion: Sendable, Hashable {
  public internal(set) var id: String?
  /// When the answer began, in seconds of Unix time.
  public internal(set) var created: Int?
  public internal(set) var model: String?
  public internal(set) var serviceTier: String?
  public internal(set) var systemFingerprint: String?
  /// By index.
  public internal(set) var choices: [Choice] = []
  /// The last one that came (CHAT-71); nil if none did (CHAT-72).
  public internal(set) var usage: CompletionUsage?
  /// Scores of input and output, the last ones that came (CHAT-102).
  public internal(set) var moderation: JSONValue?
  /// All other members, such as `citations` (CHAT-103).
  public internal(set) var other = CollectedMembers()

  init() {}

  /// One of the answers.
  public struct Choice: Sendable, Hashable {
    public internal(set) var index: Int
    public internal(set) var message = Message()
    /// The last one that came; nil if the choice has not ended (CHAT-63).
    public internal(set) var finishReason: FinishReason?
    /// Log probabilities of the content's tokens.
    public internal(set) var contentLogprobs: CollectedValues?
    /// Log probabilities of the refusal's tokens.
    public internal(set) var refusalLogprobs: CollectedValues?
    /// All other members, such as a server's own reason for the end.
    public internal(set) var other = CollectedMembers()

    init(index: Int) { self.index = index }
  }

  /// What was said.
  public struct Message: Sendable, Hashable {
    /// `assistant` where the server did not say (CHAT-41).
    public internal(set) var role: String?
    /// Nil if none came.
    public internal(set) var content: CollectedText?
    /// The parts, where content came as arrays of them (CHAT-45).
    public internal(set) var contentParts: CollectedValues?
    public internal(set) var refusal: CollectedText?
    /// The model's thinking, counted once whatever its name (CHAT-47).
    public internal(set) var reasoning: CollectedText?
    /// The same in parts, with signatures, to be sent back (CHAT-49).
    public internal(set) var reasoningDetails: [ReasoningDetail] = []
    /// In the order of first appearance (CHAT-52).
    public internal(set) var toolCalls: [ToolCall] = []
    /// The old form of a tool call (CHAT-111).
    public internal(set) var functionCall: Function?
    public internal(set) var audio: Audio?
    /// Notes on the content, appended (CHAT-103).
    public internal(set) var annotations: CollectedValues?
    /// All other members.
    public internal(set) var other = CollectedMembers()

    init() {}
  }

  /// A call of a tool that the model asks for.
  public struct ToolCall: Sendable, Hashable {
    /// As the server told it; nil where it did not (CHAT-51).
    public internal(set) var index: Int?
    /// Nil if it never came (CHAT-55).
    public internal(set) var id: String?
    /// `function` or `custom`.
    public internal(set) var type: String?
    /// The function, or the custom tool with its input in place of arguments (CHAT-112).
    public internal(set) var function = Function()
    /// How far the arguments have come.
    public internal(set) var state = CallState.partial
    /// All other members, such as `extra_content` (CHAT-113).
    public internal(set) var other = CollectedMembers()

    init() {}
  }

  /// How far a call has come (CHAT-110, OUT-5).
  public enum CallState: Sendable, Hashable {
    /// More may come, even if what is there parses: `{}` may go on.
    case partial
    /// The choice has ended of itself.
    case final
    /// The call was being written when its choice was cut, or its arguments do not parse; do not act on it.
    case cut
  }

  /// A function's name and its arguments.
  public struct Function: Sendable, Hashable {
    /// Nil if it never came (CHAT-56).
    public internal(set) var name: String?
    /// JSON text, as it came.
    public internal(set) var arguments = CollectedText()

    init() {}

    /// The value of the arguments as far as they have come: the longest prefix of valid JSON, what is open
    /// closed (JSN-40). Costs their length.
    public var partialArguments: JSONValue? {
      let text = arguments.bytes
      return JSONValue(prefixOf: RawSpan(ofBytes: text.span))
    }
  }

  /// Spoken answer (CHAT-100).
  public struct Audio: Sendable, Hashable {
    public internal(set) var id: String?
    /// The sound, decoded (SPC-10 to SPC-16).
    public internal(set) var data = CollectedBytes()
    public internal(set) var transcript = CollectedText()
    /// When the server forgets the sound, in seconds of Unix time.
    public internal(set) var expiresAt: Int?

    init() {}
  }

  /// A part of the model's thinking; parts of the same index, or else of the same type and id, are one (CHAT-49).
  public struct ReasoningDetail: Sendable, Hashable {
    var index: Int?
    public internal(set) var type: String?
    public internal(set) var id: String?
    public internal(set) var text: CollectedText?
    public internal(set) var summary: CollectedText?
    /// All other members, such as `signature` and `data`.
    public internal(set) var other = CollectedMembers()

    init() {}
  }

  /// The content of choice 0; empty if none has come.
  public var text: String { choices.first { $0.index == 0 }?.message.content?.string ?? "" }
}
