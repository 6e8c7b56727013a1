"""The mutants of the typed layer, in the form of `mutants.py`."""

CHAT = "ChatCompletions/ChatCompletionRules.swift"
CHOICE = "ChatCompletions/ChatChoiceRules.swift"
CALLS = "ChatCompletions/ToolCallRules.swift"
IDENTITY = "ChatCompletions/ToolCallIdentity.swift"
CHAT_COLLECTOR = "ChatCompletions/ChatChoiceCollector.swift"
TEXT = "Completions/CompletionRules.swift"
RESPONSES = "Responses/ResponseRules.swift"
ITEMS = "Responses/ResponseRules+Items.swift"
ITEM = "Responses/ResponseItemRules.swift"
SPEECH = "Speech/SpeechRules.swift"
TRANSCRIPTION = "Transcriptions/TranscriptionRules.swift"
IMAGE = "Images/ImageRules.swift"
FINISH = "Shared/Chunks/FinishReason.swift"
USAGE = "Shared/Chunks/UsageRules.swift"
ENVELOPE = "Shared/Chunks/EnvelopeRules.swift"
ERRORS = "Shared/APIError+Payload.swift"
PAYLOAD = "Shared/Payload.swift"
JOINER = "Shared/SurrogateJoiner.swift"
STREAM_END = "Shared/TypedStream+End.swift"

TYPED_MUTANTS = [
    # Shared
    (FINISH, "guard let reason else {\n        «missing.append(\"choice \\(index) has no finish reason\")»", None, "a choice without a finish reason is whole"),
    (FINISH, "if «choices.isEmpty» { missing.append", "false", "a stream without choices is whole"),
    (FINISH, "if «reason != nil && !isImplicit» { log", "false", "a second finish reason is fine"),
    (FINISH, "case .unknown: «log.report(clauses.unknownFinishReason, new.rawValue)»", None, "an unknown finish reason is fine"),
    (FINISH, "«completion = .cutByLimit(reason: reason.rawValue)»", None, "length is a whole answer"),
    (FINISH, "if case .whole = completion { «completion = .filtered(reason: reason.rawValue)» }", None, "content_filter is a whole answer"),
    (USAGE, "if «hasChoices && hasUsage» { log", "false", "choices may follow the usage"),
    (USAGE, "if «hasUsage» { log.report(clauses.lastUsage) }", "false", "usage may come twice"),
    (USAGE, "if «overflow || sum != total» {", "overflow", "sums of tokens are not checked"),
    (ENVELOPE, "} else if «!known.equals(text)» {", "false", "id and model may change"),
    (ENVELOPE, "«sawObject = member.equals(object)»", "sawObject = true", "any object will do"),
    (ENVELOPE, "time > 0, «time < 100_000_000_000» else", "true", "milliseconds are taken for a time of creation"),
    (ERRORS, "let clause: Clause? = «inner.kind == .string ? .errorIsString : nil»", "nil", "an error as a string is fine"),
    (ERRORS, "let isTypedError = «payload.member(.type)?.equals(\"error\") ?? false»", "false", "an event of type error is none"),
    (ERRORS, "if let told = Self.status(in: payload) { «status = told» }", None, "the status beside an error is lost"),
    (ERRORS, "case .object, .array: «count > 0»", "true", "an empty error object is an error"),
    (PAYLOAD, "if data.equals(\"null\") { return «.null» }", ".other", "null is a payload like another"),
    (PAYLOAD, "return «.wrappedData(at: start + 5)»", ".other", "data: in the data is not unwrapped"),
    (PAYLOAD, "{ return «.almostDone» }", ".other", "[done] is no marker"),
    (JOINER, "«pending.append((identity, high))»", None, "halves of a pair are not kept for the next delta"),
    (JOINER, "«joined += 1»", None, "joined halves are not told"),
    (JOINER, "for _ in pending { «log.report(.loneSurrogate, \"at the end of the stream\")» }", None, "a half that is left at the end is not told"),
    (STREAM_END, "if Rules.expectsMarker && «!sawMarker» {", "false", "a missing [DONE] is fine"),
    (STREAM_END, "if «event.data.equals(\"[DONE]\") || isWholeObject(event.data) || rules.takesTail(event.data)» {", "true", "a cut payload is taken for whole"),
    (STREAM_END, "if «messageCount == 0», let text", "false", "a body of JSON is a cut stream"),
    # Chat completions
    (CHAT, "if «event.type.byteCount != 7 || !event.type.equals(\"message\")» { log", "false", "chat events may have names"),
    (CHAT, "if let last = seen.last, «last.index >= seen.count» { log", "false", "a gap between choices is fine"),
    (CHAT, "if case .place = index { «log.report(Self.clauses.choiceIndex)» }", None, "a choice without an index is fine"),
    (CHAT, "    } else {\n      position = choices.count\n      «choices.append(ChatChoiceRules(index: value, limits: limits))»", "choices.append(ChatChoiceRules(index: 0, limits: limits))", "all choices are the first"),
    (CHAT, "let error = payload.object(.xGroq)?.member(.error), «error.isSubstantial» else", "false", "errors in a vendor's envelope are lost"),
    (CHOICE, "if «added && hadEnded» { log", "false", "text after the finish reason is fine"),
    (CHOICE, "if «isFirst && !sawRole» { log", "false", "the first delta needs no role"),
    (CHOICE, "if «lastChunk == chunk» { log.report(Self.clauses.repeatedChoice) }", "false", "a choice may come twice in a chunk"),
    (CHOICE, "if «reason == .stop && !calls.isEmpty» { log", "false", "calls may end with stop"),
    (CHOICE, "if reasoning.observe(delta) { «log.report(.reasoningOnce)» }", None, "reasoning under two keys is fine"),
    (CALLS, "if «index > highestIndex + 1» { log", "false", "a gap between calls is fine"),
    (CALLS, "if «!call.arguments.isCompleteAtEnd» { log.report(.argumentsAreJSON", "false", "arguments need not be JSON"),
    (CALLS, "if «!isThere || !isNew» { log.report(clause) }", "!isThere", "ids and names may come again"),
    (IDENTITY, "if «id.byteCount > 0» { found = calls.firstIndex", "false", "calls are told by their index alone"),
    (IDENTITY, "isReused = true\n          «found = -1»", None, "another call under a known index continues the old one"),
    (CHAT_COLLECTOR, "if choice.message.role == nil, «member.isNonEmptyText» { choice.message.role", "true", "an empty role counts"),
    (CHAT_COLLECTOR, "if let reason = FinishReason(member) { «choice.finishReason = reason» }", None, "finish reasons are not collected"),
    (CHAT_COLLECTOR, "let wasBeingWritten = «!reason.isOwnEnd && i == identity.last»", "false", "a call cut by the limit is final"),
    (CHAT_COLLECTOR, "case .string: «function.arguments.append(arguments, room: &room)»", None, "arguments are not collected"),
    # Completions
    (TEXT, "if «hadEnded», text?.isNonEmptyText ?? false", "false", "text after the finish reason is fine, in completions"),
    (TEXT, "if «text != nil && !hasOwnText» { log", "false", "a chat delta in a completion is fine"),
    (TEXT, "if let last = seen.last, «last.index >= seen.count» { log", "false", "a gap between choices is fine, in completions"),
    (TEXT, "if «!event.type.equals(\"message\")» { log", "false", "completion events may have names"),
    (TEXT, "if choices[position].lastChunk == chunkCount { «log.report(Self.clauses.repeatedChoice)» }", None, "a choice may come twice in a chunk, in completions"),
    # Responses
    (RESPONSES, "if «number <= previousNumber» {", "false", "sequence numbers may fall"),
    (RESPONSES, "} else if «number &- 1 != previousNumber» {", "false", "sequence numbers may skip"),
    (RESPONSES, "if «hasCreated» { log.report(.lifeCycleOnce", "false", "a response may be created twice"),
    (RESPONSES, "if «terminal != nil» { log", "false", "events after the terminal one are fine"),
    (RESPONSES, "if «!type.bytes.equals(name)» { log.report(.responseEventName", "false", "name and type of an event may differ"),
    (RESPONSES, "if «responseID != nil» { log.report(.responseIDChanges) }", "false", "the response's id may change"),
    (RESPONSES, "if «sawErrorEvent && !sawFailure» { log", "false", "an error needs no response.failed"),
    (RESPONSES, "let decides = type.isTerminal && «terminal == nil»", "true", "the last terminal event decides"),
    (RESPONSES, "return .complete(«reason == \"content_filter\" ? .filtered(reason: reason) : .cutByLimit(reason: reason)»)", ".cutByLimit(reason: reason)", "a filtered response is cut by a limit"),
    (ITEMS, "if «items[position].isClosed» { log.report(.itemNotClosed, \"an event after", "false", "events after an item's end are fine"),
    (ITEMS, "if «keys.note(id: payload, at: position)» { log", "false", "ids of items may change"),
    (ITEMS, "if «!announces» { log.report(.itemUnannounced) }", "false", "items need no announcement"),
    (ITEMS, "if «!isAlike» { log.report(.terminalOutput) }", "false", "the terminal output may differ"),
    (ITEM, "if «digest != texts[i].digest && !isForeign» {", "false", "done texts may differ from their deltas"),
    (ITEM, "if «texts.contains(where: { $0.hasDeltas && !$0.isDone })» { log", "false", "deltas need no done event"),
    (ITEM, "if parts.contains(where: { «!$0.isClosed» }) { log", "false", "parts need no end"),
    # Speech
    (SPEECH, "«isDone = true»", None, "speech is never done"),
    (SPEECH, "log.report(.speechOtherName) }\n      if «isDone» { log", "false", "audio after the done event is fine"),
    (SPEECH, "if «findings.base64.hasInnerPadding» { log", "false", "padding inside is fine"),
    (SPEECH, "if «decoder.pendingCount == 1» { log", "false", "a lost character is fine"),
    (SPEECH, "if «findings.removedHeader» { log", "false", "further WAV headers are fine"),
    (SPEECH, "} else if «findings.base64.characterCount % 4 != 0» {", "false", "quanta may be cut"),
    # Transcriptions
    (TRANSCRIPTION, "«!deltas.bytes.equals(text)»", "false", "the done text may differ from the deltas"),
    (TRANSCRIPTION, "if «isDone», text.isNonEmptyText", "false", "text after the done event is fine, in transcriptions"),
    (TRANSCRIPTION, "return «start <= end»", "true", "a segment may end before it starts"),
    (TRANSCRIPTION, "«hasSegments = true»", None, "segments do not count"),
    (TRANSCRIPTION, "case .other: «isPlainText = true»", "isPlainText = false", "plain text is broken JSON"),
    # Images
    (IMAGE, "«completedCount += 1»", None, "images are never completed"),
    (IMAGE, "if «payload.member(.partialImageIndex)?.int != nextPartial» { log", "false", "partial images count as they like"),
    (IMAGE, "if completedCount > 0 && «nextPartial == 0» {", "true", "a begun image counts as complete"),
    (IMAGE, "if «payload.object(.usage) == nil» { log", "false", "images need no usage"),
    (IMAGE, "} else if let type = payload.text(.type), «!type.bytes.equals(event.type)» {", "false", "name and type of an image event may differ"),
]
