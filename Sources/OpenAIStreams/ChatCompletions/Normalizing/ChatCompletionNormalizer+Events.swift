import ServerSentEvents
import SpanJSON

// The normalised stream as bytes of an event stream.

extension ChatCompletionNormalizer {
  /// Writes the event of a borrowed chunk, if there is one.
  public mutating func encode(_ chunk: ChatCompletionChunkView, into output: inout [UInt8]) {
    normalize(chunk)?.encodeEvent(into: &output)
  }

  /// Writes the event of an owned chunk, if there is one.
  public mutating func encode(_ chunk: ChatCompletionChunk, into output: inout [UInt8]) {
    normalize(chunk)?.encodeEvent(into: &output)
  }

  /// Writes the end of the stream: what was held back, and then `[DONE]` if the answer is complete, or an error if
  /// the server failed. A truncated stream just ends, so that its reader sees that it is truncated.
  public mutating func encodeEnd(_ outcome: StreamOutcome, into output: inout [UInt8]) {
    for chunk in finish(outcome) { chunk.encodeEvent(into: &output) }
    switch outcome {
    case .complete: RawSpan(immortal: "[DONE]").encodeEvent(into: &output)
    case .truncated: break
    case .failed(let error): ErrorPayload(error: error).encodeEvent(into: &output)
    case .notAnEventStream(let preview):
      let error = APIError(message: "the server sent no event stream: \(preview)", type: "invalid_response")
      ErrorPayload(error: error).encodeEvent(into: &output)
    }
  }
}

/// An error as the payload that OpenAI sends (TYP-40).
private struct ErrorPayload: JSONWritable {
  let error: APIError

  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key(Key.error.wireName)
    writer.beginObject()
    writer.member(.message, error.message)
    writer.memberOrNull(.type, error.type?.jsonValue)
    writer.memberOrNull(.param, error.param?.jsonValue)
    writer.memberOrNull(.code, error.code?.jsonValue)
    writer.member(.statusCode, error.status)
    writer.endObject()
    writer.endObject()
  }
}
