import ServerSentEvents
import SpanJSON

/// Why a choice ended (CHAT-60 to CHAT-67). Open: any text that a server sends is kept (TYP-35).
public struct FinishReason: OpenEnum {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }

  /// It came to its end, or to a stop sequence.
  public static let stop = FinishReason(rawValue: "stop")
  /// A limit of tokens cut it.
  public static let length = FinishReason(rawValue: "length")
  /// Tools are to be called.
  public static let toolCalls = FinishReason(rawValue: "tool_calls")
  /// A filter took from it.
  public static let contentFilter = FinishReason(rawValue: "content_filter")
  /// A function is to be called: the old form.
  public static let functionCall = FinishReason(rawValue: "function_call")
}

extension FinishReason {
  /// What a reason says of the choice.
  enum Meaning: UInt8, Sendable {
    case whole, cutByLimit, filtered, failure, unknown
  }

  var meaning: Meaning {
    switch rawValue {
    case "stop", "tool_calls", "function_call": .whole
    case "length": .cutByLimit
    case "content_filter": .filtered
    case "error", "abort", "insufficient_system_resource": .failure
    default: .unknown
    }
  }

  /// Whether the choice ended of itself, so that its tool calls are whole (CHAT-58).
  var isOwnEnd: Bool { meaning == .whole }

  /// The reason that a member holds: null, empty and the word null are none (CHAT-60 to CHAT-62).
  init?(_ member: JSONValueView?) {
    guard let text = member?.bytes, text.byteCount > 0, !text.equals("null") else { return nil }
    self.init(rawValue: text.decodedUTF8)
  }
}

/// The finish reason of one choice, as its chunks tell it.
struct FinishState: Sendable {
  private(set) var reason: FinishReason?
  /// The choice has ended without saying why; it still may (CHAT-66).
  private var isImplicit = false

  /// Follows the member `finish_reason` of one entry. - Returns: the reason, if the entry tells one.
  mutating func observe(_ member: JSONValueView?, _ clauses: ChunkClauses, log: inout FindingLog)
    -> FinishReason?
  {
    guard let member, !member.isNull else { return nil }
    guard let text = member.bytes else {
      log.report(.unexpectedType, "finish_reason")
      return nil
    }
    guard let new = FinishReason(member) else {
      log.report(text.byteCount == 0 ? clauses.emptyFinishReason : clauses.finishReasonNull)
      return nil
    }
    if reason != nil && !isImplicit { log.report(clauses.oneFinishReason, new.rawValue) }
    isImplicit = false
    switch new.meaning {
    case .unknown: log.report(clauses.unknownFinishReason, new.rawValue)
    case .failure: log.report(clauses.failureReason, new.rawValue)
    case .whole, .cutByLimit, .filtered: break
    }
    reason = new
    return new
  }

  /// The choice has ended without saying why (CHAT-66).
  mutating func endImplicitly() {
    guard reason == nil else { return }
    reason = .stop
    isImplicit = true
  }
}
