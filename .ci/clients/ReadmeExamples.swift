// Runs the README's examples on the project's own streams; Example1.swift and so on are taken from there.

import Foundation

func stream(_ name: String) throws -> [UInt8] {
  Array(try Data(contentsOf: URL(fileURLWithPath: "\(CommandLine.arguments[1])/\(name).sse")))
}

let outcome = try printAnswer(try stream("chat/litellm-n2"))
print("\n\(outcome)")
try printToolCalls(try stream("made/chat-n3-tools"))

let body = try stream("chat/vllm-usage")
let pieces = stride(from: 0, to: body.count, by: 100).map { Array(body[$0..<min($0 + 100, body.count)]) }
let (sequence, continuation) = AsyncThrowingStream<[UInt8], any Error>.makeStream()
for piece in pieces { continuation.yield(piece) }
continuation.finish()
try await printAnswer(sequence)
print()
