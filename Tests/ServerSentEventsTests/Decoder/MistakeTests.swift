import Foundation
import ServerSentEvents
import Testing
import TestSupport

/// Deliberate mistakes in streams as servers send them: nothing traps, the result is what the oracle says, and
/// no event is lost that the mistake did not touch.
@Suite struct MistakeTests {
  static let chat = Array(
    """
    : connected
    retry: 3000

    event: message_start
    id: evt_01
    data: {"type":"message_start","message":{"id":"msg_01","role":"assistant","content":[]}}

    data: {"id":"c1","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"Grüße,"}}]}

    data: {"id":"c1","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":" 世界 😀"}}]}\r
    \r
    : keep-alive

    event: ping
    data: {"type": "ping"}

    event: content_block_delta\r
    id: evt_02\r
    data: {"type":"content_block_delta",\r
    data:  "index":0,\r
    data:  "delta":{"text":"two lines"}}\r
    \r
    data:
    data

    id
    data: {"id":"c1","object":"chat.completion.chunk","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

    data: [DONE]


    """.utf8)

  enum Mistake: CaseIterable, Sendable {
    case truncation, bitFlip, swappedLines, removedByte, doubledByte
  }

  /// A hundred of each kind.
  @Test(arguments: Mistake.allCases, 0..<100)
  func inAChatStream(mistake: Mistake, seed: Int) {
    Self.check(Self.chat, mistake, seed: UInt64(seed))
  }

  /// The same in recordings, where there are any.
  @Test(.enabled(if: ProjectFiles.recordings != nil, "no recordings beside the checkout"), arguments: 0..<100)
  func inRecordings(seed: Int) throws {
    let all = Recording.all.filter { $0.size < 60_000 && $0.size > 100 }
    let recording = try #require(all.isEmpty ? nil : all[seed * 37 % all.count])
    let mistake = Mistake.allCases[seed % Mistake.allCases.count]
    Self.check(try recording.body(), mistake, seed: UInt64(seed))
  }

  static func check(_ stream: [UInt8], _ mistake: Mistake, seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let (broken, touched) = Self.make(mistake, in: stream, &generator)
    var cuttings: [Cutting] = [.whole, .random(seed: seed), .random(seed: seed + 1)]
    if broken.count < 5000 { cuttings.append(.bytewise) }
    expectAgreement(broken, cuttings)

    // Blocks of the sound stream, from the byte behind the blank line before to their own.
    let sound = Oracle.outcome(of: stream)
    let delivered = engineOutcome(of: [broken]).events.map { Payload($0) }
    var rest = delivered[...]
    for (index, event) in sound.events.enumerated() {
      // A changed blank line joins a block with the one behind it.
      let begin = index < 2 ? 0 : sound.arrivals[index - 2]
      let isTouched = touched.contains { $0 >= begin && $0 <= sound.arrivals[index] }
      if isTouched { continue }
      let found = rest.firstIndex(of: Payload(event))
      #expect(found != nil, "seed \(seed), \(mistake) at \(touched): lost \(event)")
      if let found { rest = rest[(found + 1)...] }
    }
    if mistake == .truncation {
      // What was complete is there, and nothing else.
      let complete = zip(sound.events, sound.arrivals).filter { $0.1 <= broken.count }.map { Payload($0.0) }
      #expect(delivered == complete, "seed \(seed)")
    }
  }

  /// An event without what a mistake in another block may change.
  struct Payload: Equatable {
    let type: [UInt8]
    let data: [UInt8]
    init(_ event: DeliveredEvent) {
      type = event.type
      data = event.data
    }
  }

  /// The broken stream, and which bytes of the sound one the mistake touched.
  private static func make(
    _ mistake: Mistake, in stream: [UInt8], _ generator: inout SeededGenerator
  ) -> (broken: [UInt8], touched: [Int]) {
    let position = generator.below(stream.count)
    var broken = stream
    switch mistake {
    case .truncation:
      return (Array(stream[..<position]), Array(position..<stream.count))
    case .bitFlip:
      broken[position] ^= 1 << UInt8(generator.below(8))
      return (broken, [position])
    case .removedByte:
      broken.remove(at: position)
      return (broken, [position])
    case .doubledByte:
      broken.insert(stream[position], at: position)
      return (broken, [position])
    case .swappedLines:
      let lines = Oracle.lines(of: stream)
      let first = generator.below(lines.count)
      let second = generator.below(lines.count)
      let low = lines[min(first, second)]
      let high = lines[max(first, second)]
      if low.start == high.start { return (stream, []) }
      let swapped =
        Array(stream[..<low.start]) + high.bytes + Array(stream[low.end..<high.start]) + low.bytes
        + Array(stream[high.end...])
      return (swapped, Array(low.start...low.end) + Array(high.start...high.end))
    }
  }
}
