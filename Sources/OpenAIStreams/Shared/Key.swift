import SpanJSON

/// The member names that decoders look for, each named once.
///
/// A case's name in snake case is the name on the wire: `toolCalls` is `tool_calls`. Its raw value is its
/// number in ``table``, so that a look-up in a parsed payload compares two integers.
enum Key: JSONKeyID, CaseIterable {
  // Envelope
  case id = 1
  case object, created, createdAt, model, choices, usage, moderation, obfuscation, serviceTier
  case systemFingerprint, type, sequenceNumber
  // Choices and deltas
  case index, delta, message, finishReason, logprobs, text, role, content, refusal, toolCalls
  case functionCall, function, custom, name, arguments, input, audio, data, transcript, expiresAt
  case reasoningContent, reasoning, reasoningDetails, thinking, annotations, extraContent
  // Errors
  case error, code, param, status, statusCode, detail
  // Responses
  case outputIndex, contentIndex, summaryIndex, commandIndex, annotationIndex, itemId, item, part
  case response, output, summary, annotation, command, partialImageIndex, partialImageB64, streamId
  case incompleteDetails, reason, operation, diff, action, commands, stdout, stderr, steer
  // Speech, transcriptions, images
  case segmentId, speaker, start, end, languages, language, b64, b64Json, background, outputFormat
  case quality, size, segments, audioData, audioLanguage, speakerId, safetyIdentifier
  // Completions
  case value, tokens, tokenLogprobs, topLogprobs, textOffset
  // Dialects
  case xGroq, citations, searchResults, images, relatedQuestions, promptFilterResults, promptAnnotations
  case contentFilterResults, contentFilterOffsets, contentFilterRaw, extraFields, isBifrostError
  // Usage
  case promptTokens, completionTokens, totalTokens, inputTokens, outputTokens
  case promptTokensDetails, completionTokensDetails, inputTokensDetails, outputTokensDetails

  static let table = JSONKeyTable(wireNames)
  private static let wireNames = allCases.map(\.derivedWireName)

  /// Members of a payload that only pad: they differ from one to the next and say nothing (TYP-34).
  static var padding: [Key] { [.obfuscation] }

  /// The name as it stands in JSON.
  var wireName: String { Self.wireNames[Int(rawValue) - 1] }

  private var derivedWireName: String {
    var name = ""
    for character in "\(self)" {
      if character.isUppercase { name.append("_") }
      name.append(contentsOf: character.lowercased())
    }
    return name
  }
}

extension JSONValueView {
  /// This member's key, if it is one that decoders look for.
  @inline(__always)
  var knownKey: Key? { Key(rawValue: keyID) }

  /// Whether any object of the payload may have a member with this key. Most that is asked for is nowhere, and that is
  /// known without a call.
  @inline(__always)
  func payloadMayHold(_ key: Key) -> Bool { textMayHold(key.rawValue) }

  /// The member with this key that is not null.
  @inline(__always)
  @_lifetime(copy self)
  func member(_ key: Key) -> JSONValueView? {
    guard payloadMayHold(key), let value = found(key), !value.isNull else { return nil }
    return value
  }

  /// The member with this key, null or not.
  @inline(__always)
  @_lifetime(copy self)
  func memberOrNull(_ key: Key) -> JSONValueView? {
    payloadMayHold(key) ? found(key) : nil
  }

  /// The text of the string member with this key.
  @inline(__always)
  @_lifetime(copy self)
  func text(_ key: Key) -> BorrowedText? {
    guard payloadMayHold(key), let value = found(key) else { return nil }
    return BorrowedText(value)
  }

  /// The object member with this key.
  @inline(__always)
  @_lifetime(copy self)
  func object(_ key: Key) -> JSONValueView? {
    guard payloadMayHold(key), let value = found(key), value.kind == .object else { return nil }
    return value
  }

  /// The array member with this key.
  @inline(__always)
  @_lifetime(copy self)
  func array(_ key: Key) -> JSONValueView? {
    guard payloadMayHold(key), let value = found(key), value.kind == .array else { return nil }
    return value
  }

  /// The member with this key, which the payload may hold: called, not inlined, whichever way.
  @inline(__always)
  @_lifetime(copy self)
  private func found(_ key: Key) -> JSONValueView? {
    index == 0 ? outermostMember(key) : memberByWalk(key.rawValue)
  }

  @inline(never)
  @_lifetime(copy self)
  private func outermostMember(_ key: Key) -> JSONValueView? { member(key.rawValue) }
}
