import SpanJSON

// The chunk as JSON again: what OpenAI's schema requires is always there, what the server did not send is not.

extension ChatCompletionChunk: JSONWritable {
  public func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member(.id, id)
    writer.member(.object, object)
    writer.member(.created, created)
    writer.member(.model, model)
    writer.member(.serviceTier, serviceTier)
    writer.member(.systemFingerprint, systemFingerprint)
    writer.member(.choices, elements: choices)
    writer.member(.usage, usage)
    writer.member(.obfuscation, obfuscation)
    writer.members(of: other)
    writer.endObject()
  }
}

extension ChatCompletionChunk.Choice: JSONWritable {
  public func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member(.index, index)
    writer.member(.delta, delta)
    writer.member(.logprobs, logprobs)
    writer.member(.finishReason, finishReason?.jsonValue ?? .null)
    writer.members(of: other)
    writer.endObject()
  }
}

extension ChatCompletionChunk.Delta: JSONWritable {
  public func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member(.role, role)
    if let contentParts {
      writer.member(.content, JSONValue.array(contentParts))
    } else {
      writer.member(.content, content)
    }
    writer.member(.refusal, refusal)
    writer.member(.reasoningContent, reasoningContent)
    writer.member(.reasoning, reasoning)
    if !toolCalls.isEmpty { writer.member(.toolCalls, elements: toolCalls) }
    writer.member(.functionCall, functionCall)
    writer.members(of: other)
    writer.endObject()
  }
}

extension ChatCompletionChunk.ToolCall: JSONWritable {
  public func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member(.index, index)
    writer.member(.id, id)
    writer.member(.type, type)
    writer.member(.function, function)
    writer.member(.custom, custom)
    writer.members(of: other)
    writer.endObject()
  }
}

extension ChatCompletionChunk.Function: JSONWritable {
  public func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member(.name, name)
    writer.member(.arguments, arguments)
    writer.members(of: other)
    writer.endObject()
  }
}
