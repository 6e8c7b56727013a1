/// A figure that the engine promises, of one benchmark.
struct Floor: Sendable {
  enum Bound: Sendable {
    /// At least this part of the speed of `memchr`.
    case memchr(Double)
    /// At least this part of the speed of another benchmark on the same stream.
    case speed(of: String, Double)
    /// At most so many heap allocations an item.
    case allocations(Double)
  }

  enum Level: String, Sendable {
    /// Below it `floors` fails.
    case floor
    /// What is aimed at; told, not judged.
    case target
  }

  let benchmark: String
  let bound: Bound
  let level: Level

  /// All promises. A new one is a new line here.
  static let all: [Floor] = [
    Floor(benchmark: "frame/chat/16KiB", bound: .memchr(0.7), level: .floor),
    Floor(benchmark: "frame/chat/1400B", bound: .memchr(0.4), level: .floor),
    Floor(benchmark: "frame/responses/16KiB", bound: .memchr(0.45), level: .floor),
    Floor(benchmark: "frame/chat/byte", bound: .memchr(0.01), level: .floor),
    Floor(benchmark: "frame/chat/16KiB", bound: .allocations(0), level: .floor),
    Floor(benchmark: "frame/chat/1400B", bound: .allocations(0), level: .floor),
    Floor(benchmark: "frame/chat/byte", bound: .allocations(0), level: .floor),
    Floor(benchmark: "frame/chat/16KiB", bound: .memchr(0.75), level: .target),
    Floor(benchmark: "frame/chat/1400B", bound: .memchr(0.45), level: .target),
    Floor(benchmark: "frame/chat/event", bound: .memchr(0.25), level: .target),
    Floor(benchmark: "frame/responses/16KiB", bound: .memchr(0.5), level: .target),
    // Whole responses of more than the reserve are in there; cut ones need memory again each time.
    Floor(benchmark: "frame/responses/16KiB", bound: .allocations(0), level: .target),
    Floor(benchmark: "frame/mixed-ends/16KiB", bound: .memchr(0.1), level: .target),
    Floor(benchmark: "frame/many-lines/16KiB", bound: .memchr(0.1), level: .target),
    Floor(benchmark: "frame/ids/16KiB", bound: .memchr(0.1), level: .target),
    Floor(benchmark: "frame/heartbeat/16KiB", bound: .memchr(0.1), level: .target),
    Floor(benchmark: "chat-text/chat/16KiB", bound: .memchr(0.33), level: .target),
    Floor(benchmark: "chat-text/chat/16KiB", bound: .allocations(0), level: .target),
    Floor(benchmark: "chat-text-general/chat/16KiB", bound: .memchr(0.06), level: .target),
    Floor(benchmark: "tool-arguments/tool-calls/16KiB", bound: .memchr(0.25), level: .target),
    Floor(benchmark: "response-deltas/responses/16KiB", bound: .memchr(0.33), level: .target),
    Floor(benchmark: "response-deltas/responses/16KiB", bound: .allocations(0), level: .target),
    Floor(benchmark: "speech-audio/speech/16KiB", bound: .memchr(0.08), level: .target),
    Floor(benchmark: "chat-owned/chat/16KiB", bound: .memchr(0.09), level: .target),
    Floor(benchmark: "chat-owned/chat/16KiB", bound: .allocations(2), level: .target),
    Floor(
      benchmark: "chat-collect/chat/16KiB", bound: .speed(of: "chat-text/chat/16KiB", 0.77), level: .target),
    Floor(benchmark: "chat-collect/chat/16KiB", bound: .allocations(0.05), level: .target),
  ]

  /// What a pass may allocate in all, whatever the length of its stream: the buffers in which cut events are
  /// kept, which grow to their size once.
  static let settling = 16

  /// What is measured of it; nil if it was not.
  func found(in result: ResultFile) -> Double? {
    guard let measurement = result.measurement(benchmark) else { return nil }
    switch bound {
    case .memchr: return measurement.memchr.median
    case .speed(let other, _):
      return result.measurement(other).map { measurement.memchr.median / $0.memchr.median }
    case .allocations: return measurement.heap.map { steadyAllocations($0, measurement.items) }
    }
  }

  /// Whether it holds; nil if it was not measured.
  func holds(in result: ResultFile) -> Bool? {
    found(in: result).map { found in
      switch bound {
      case .memchr(let least), .speed(_, let least): found >= least
      case .allocations(let most): found <= most
      }
    }
  }

  /// Allocations an item in the steady state.
  private func steadyAllocations(_ heap: HeapUse, _ items: Int) -> Double {
    Double(max(0, heap.allocations - Self.settling)) / Double(max(items, 1))
  }

  var boundText: String {
    switch bound {
    case .memchr(let least): "at least \(Figure.short(least)) of memchr"
    case .speed(let other, let least): "at least \(Figure.short(least)) of \(other)"
    case .allocations(let most): "at most \(Figure.short(most)) allocations an item"
    }
  }
}
