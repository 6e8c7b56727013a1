import Foundation
import OpenAIStreams
import TestSupport
import Testing

/// Each committed stream collects to the response checked in beside it, however it is cut.
@Suite struct CommittedStreamTests {
  @Test func thereAreStreams() { #expect(CommittedStream.all.count >= 24) }

  @Test(arguments: CommittedStream.all) func collected(_ stream: CommittedStream) throws {
    let body = try stream.body()
    let run = stream.endpoint.run([body])
    if ProcessInfo.processInfo.environment["SSE_WRITE_OUTCOMES"] != nil {
      try Data((run.collected + "\n").utf8).write(to: stream.collectedFile)
    }
    let expected = try String(contentsOf: stream.collectedFile, encoding: .utf8)
    #expect(run.collected + "\n" == expected)
    for cutting in [Cutting.bytewise, .random(seed: 1), .random(seed: 2)] {
      let other = stream.endpoint.run(cutting.pieces(of: body))
      if other != run { Issue.record("\(cutting): \(run.difference(from: other))") }
    }
  }
}
