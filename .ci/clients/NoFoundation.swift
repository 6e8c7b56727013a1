// Uses the three libraries and imports nothing else: what it links is what they link.

import OpenAIStreams
import ServerSentEvents
import SpanJSON

func events(_ body: [UInt8]) throws -> Int {
  var decoder = EventStreamDecoder()
  var input = body.span
  var count = 0
  while let event = try decoder.next(&input) { count += event.data.byteCount > 0 ? 1 : 0 }
  return count
}

func answer(_ body: [UInt8]) throws -> (text: String, outcome: StreamOutcome) {
  var stream = ChatCompletionStream()
  var collector = ChatCompletionCollector()
  var input = body.span
  while let chunk = try stream.next(&input) { collector.add(chunk) }
  return (collector.text, stream.finish())
}

let chunk = """
  {"id":"c","object":"chat.completion.chunk","created":1,"model":"m",\
  "choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":"stop"}]}
  """
var body: [UInt8] = []
try EventStreamEncoder().encode(data: chunk, into: &body)
try EventStreamEncoder().encode(data: "[DONE]", into: &body)

let value = try JSONValue(Array(chunk.utf8).span)
let (text, outcome) = try answer(body)
guard try events(body) == 2, value["choices"]?[0]?["delta"]?["content"]?.stringValue == "Hi", text == "Hi",
  outcome == .complete(.whole)
else { fatalError("not what was written: \(text), \(outcome)") }
