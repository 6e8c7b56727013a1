import ServerSentEvents
import SpanJSON

// The collected response as the JSON that a call without streaming returns.

extension ChatCompletion: JSONWritable {
  public func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member(.id, id)
    writer.member(.object, "chat.completion")
    writer.member(.created, created)
    writer.member(.model, model)
    writer.member(.choices, elements: choices)
    writer.member(.usage, usage)
    writer.member(.moderation, moderation)
    writer.member(.serviceTier, serviceTier)
    writer.member(.systemFingerprint, systemFingerprint)
    other.write(to: &writer)
    writer.endObject()
  }
}

extension ChatCompletion.Choice: JSONWritable {
  public func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member(.index, index)
    writer.member(.message, message)
    if contentLogprobs != nil || refusalLogprobs != nil {
      writer.key(Key.logprobs.wireName)
      writer.beginObject()
      writer.memberOrNull(.content, contentLogprobs)
      writer.memberOrNull(.refusal, refusalLogprobs)
      writer.endObject()
    }
    writer.memberOrNull(.finishReason, finishReason?.jsonValue)
    other.write(to: &writer)
    writer.endObject()
  }
}

extension ChatCompletion.Message: JSONWritable {
  public func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member(.role, role ?? "assistant")
    // Content that is empty beside something else was a placeholder.
    writer.memberOrNull(.content, content.flatMap { $0.isEmpty && saysSomethingElse ? nil : $0 })
    writer.member(.refusal, refusal)
    writer.member(.reasoningContent, reasoning)
    if !reasoningDetails.isEmpty { writer.member(.reasoningDetails, elements: reasoningDetails) }
    if !toolCalls.isEmpty { writer.member(.toolCalls, elements: toolCalls) }
    writer.member(.functionCall, functionCall)
    writer.member(.audio, audio)
    writer.member(.annotations, annotations)
    other.write(to: &writer)
    writer.endObject()
  }

  private var saysSomethingElse: Bool {
    refusal != nil || !toolCalls.isEmpty || functionCall != nil || audio != nil
  }
}

extension ChatCompletion.ToolCall: JSONWritable {
  public func write(to writer: inout JSONWriter) {
    let isCustom = type == "custom"
    writer.beginObject()
    writer.member(.id, id)
    writer.member(.type, type ?? "function")
    if isCustom {
      writer.key(Key.custom.wireName)
      writer.beginObject()
      writer.member(.name, function.name)
      writer.member(.input, function.arguments)
      writer.endObject()
    } else {
      writer.member(.function, function)
    }
    other.write(to: &writer)
    writer.endObject()
  }
}

extension ChatCompletion.Function: JSONWritable {
  public func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member(.name, name)
    writer.member(.arguments, arguments)
    writer.endObject()
  }
}

extension ChatCompletion.Audio: JSONWritable {
  public func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member(.id, id)
    writer.member(.expiresAt, expiresAt)
    writer.key(Key.data.wireName)
    let base64 = data.bytes.base64
    writer.string(utf8: RawSpan(ofBytes: base64.span))
    writer.member(.transcript, transcript)
    writer.endObject()
  }
}

extension ChatCompletion.ReasoningDetail: JSONWritable {
  public func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member(.type, type)
    writer.member(.id, id)
    writer.member(.text, text)
    writer.member(.summary, summary)
    writer.member(.index, index)
    other.write(to: &writer)
    writer.endObject()
  }
}
