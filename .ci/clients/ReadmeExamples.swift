// Runs the README's examples on the project's own streams; Example1.swift and Example2.swift are taken from there.

import Foundation

func stream(_ name: String) throws -> [UInt8] {
  Array(try Data(contentsOf: URL(fileURLWithPath: "\(CommandLine.arguments[1])/\(name).sse")))
}

let outcome = try printAnswer(try stream("chat/litellm-n2"))
print("\n\(outcome)")
try printToolCalls(try stream("made/chat-n3-tools"))
