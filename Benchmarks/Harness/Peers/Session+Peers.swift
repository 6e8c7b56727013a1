import BenchmarkSystem
import Foundation

extension Session {
  /// The piece size that peers are fed with.
  private static let step = 16_384
  /// What a slow peer reads: it would take minutes for the whole of a long stream.
  private static let sizeForSlow = 4 << 20

  /// Measures what others do, on the same bytes, a yardstick beside each pass.
  func peers(into result: inout ResultFile) throws {
    let folder = context.root?.appendingPathComponent("Benchmarks/Peers", isDirectory: true)
    var measured: [Measurement] = []
    for listing in PeerListing.all {
      let peer: any Peer
      do {
        peer = try listing.start(folder)
      } catch {
        result.absentPeers[listing.name] = "\(error)"
        Terminal.note("Peer \(listing.name) is skipped: \(error)")
        continue
      }
      defer { peer.close() }
      for offer in peer.offers where plan.wants("\(offer.work)/\(offer.shape)/16KiB") {
        Terminal.progress("\(offer.work)/\(offer.shape)/16KiB@\(listing.name)")
        do {
          measured.append(try measure(peer, listing.name, offer))
        } catch {
          result.absentPeers[listing.name] = "\(error)"
          Terminal.note("Peer \(listing.name) is skipped: \(error)")
          break
        }
      }
    }
    result.measurements += measured
    guard !measured.isEmpty else { return }
    var table = TextTable(["peers", "speed", "an item", "of memchr", "±", "ours is faster by"])
    for measurement in measured {
      let ours = result.measurement("\(measurement.work)/\(measurement.shape)/16KiB")
      table.add([
        "\(measurement.work)/\(measurement.shape) \(measurement.subject)",
        Figure.speed(measurement.bytesPerSecond), Figure.time(measurement.nanosecondsPerItem),
        Figure.short(measurement.memchr.median),
        String(Int((measurement.memchr.spread * 100).rounded())) + "%",
        ours.map { Figure.short($0.memchr.median / measurement.memchr.median) } ?? "–",
      ])
    }
    Terminal.line()
    Terminal.line(table.text)
  }

  private func measure(_ peer: any Peer, _ name: String, _ offer: PeerOffer) throws -> Measurement {
    guard let shape = Shape.named(offer.shape) else { throw Failure.unavailable("no shape \(offer.shape)") }
    // A small stream first: it tells how long the whole would take.
    var corpus = shape.make(min(plan.size, Self.sizeForSlow), plan.seed)
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("sse-benchmark-\(ProcessInfo.processInfo.processIdentifier).sse")
    defer { try? FileManager.default.removeItem(at: file) }
    func open() throws {
      try Data(corpus.bytes).write(to: file)
      try peer.open(offer.work, corpus, file: file, step: Self.step)
    }
    try open()
    let first = try peer.pass()
    let isFast = Double(first.nanoseconds) / Double(corpus.bytes.count) * Double(plan.size) < 1e9
    if isFast && plan.size > corpus.bytes.count {
      corpus = shape.make(plan.size, plan.seed)
      try open()
      _ = try peer.pass()
    }
    let expected =
      Work.all.first { $0.name == offer.work }?.expected(corpus) ?? WorkCount()
    var passes: [Double] = []
    var ratios: [Yardstick: [Double]] = [:]
    for _ in 0..<(isFast ? plan.rounds : min(plan.rounds, 3)) {
      var limits: [Yardstick: Double] = [:]
      for yardstick in Yardstick.allCases {
        let start = bench_thread_nanoseconds()
        _ = yardstick.pass(corpus.bytes)
        limits[yardstick] = Double(bench_thread_nanoseconds() - start)
      }
      let pass = try peer.pass()
      let found = WorkCount(items: pass.items, bytes: pass.bytes)
      guard found == expected else {
        throw Failure.unavailable("wrong results: expected \(expected), found \(found)")
      }
      passes.append(Double(pass.nanoseconds))
      for (yardstick, limit) in limits {
        ratios[yardstick, default: []].append(limit / Double(pass.nanoseconds))
      }
    }
    return Measurement(
      name: "\(offer.work)/\(offer.shape)/16KiB@\(name)", subject: peer.subject, work: offer.work,
      shape: offer.shape, cut: "16KiB", bytes: corpus.bytes.count, items: expected.items,
      nanoseconds: Statistics(passes), memchr: Statistics(ratios[.memchr] ?? [0]),
      swift: Statistics(ratios[.swift] ?? [0]))
  }
}
