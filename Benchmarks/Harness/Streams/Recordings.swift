import Foundation

/// Streams recorded from real servers, tiled to size.
struct Recordings: Sendable {
  /// By this name a job asks for all of them.
  static let shapeName = "recorded"

  /// One recording: the body as it came, and where the network cut it.
  struct Recording: Sendable {
    let name: String
    let bytes: [UInt8]
    let ends: [Int]
  }

  let all: [Recording]

  /// Reads the recordings in `folder`: each `.sse` file that frames cleanly and is at least `minimum` bytes
  /// long, the longest `limit` of them. A `.chunks.json` beside it tells the cuts.
  init(folder: URL?, minimum: Int = 8_192, limit: Int = 8) {
    guard let folder, let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    else {
      all = []
      return
    }
    var found: [Recording] = []
    for case let file as URL in files where file.pathExtension == "sse" {
      guard let data = try? Data(contentsOf: file), data.count >= minimum else { continue }
      let bytes = [UInt8](data)
      let reading = PlainReading(bytes)
      guard reading.isClean, reading.expected.events > 8, reading.blockEnds.last == bytes.count else {
        continue
      }
      let name =
        "\(file.deletingLastPathComponent().lastPathComponent)-\(file.deletingPathExtension().lastPathComponent)"
      found.append(Recording(name: name, bytes: bytes, ends: Self.cuts(beside: file, count: bytes.count)))
    }
    found.sort { ($0.bytes.count, $1.name) > ($1.bytes.count, $0.name) }
    all = Array(found.prefix(limit)).sorted { $0.name < $1.name }
  }

  /// Where recordings lie for a checkout at `root`: its own, else those beside it, else nowhere.
  static func folder(root: URL) -> URL? {
    let candidates = [
      root.appendingPathComponent("Conformance/Streams", isDirectory: true),
      root.deletingLastPathComponent().appendingPathComponent("shared/recordings/own", isDirectory: true),
    ]
    return candidates.first { FileManager.default.fileExists(atPath: $0.path) }
  }

  private static func cuts(beside file: URL, count: Int) -> [Int] {
    let list = file.deletingPathExtension().appendingPathExtension("chunks.json")
    guard let data = try? Data(contentsOf: list),
      let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
      let reads = object["recvs"] as? [[Any]]
    else { return [count] }
    var ends = reads.compactMap { read -> Int? in
      guard read.count == 3, let offset = read[1] as? Int, let size = read[2] as? Int else { return nil }
      return offset + size
    }
    ends.removeAll { $0 <= 0 || $0 > count }
    return ends.isEmpty || ends.last != count ? [count] : ends
  }
}

extension Recordings.Recording {
  /// The recording again and again, each time with fresh ids of the same length, cut where the network cut.
  func corpus(size: Int, seed: UInt64) -> Corpus {
    var random = SeededGenerator(seed: seed)
    let places = idPlaces()
    var stream: [UInt8] = []
    stream.reserveCapacity(size + bytes.count)
    var cuts: [Int] = []
    repeat {
      let start = stream.count
      stream += bytes
      var fresh: [[UInt8]: [UInt8]] = [:]
      for place in places {
        let old = Array(bytes[place])
        let new = fresh[old] ?? JSONText.identifier("", place.count, &random)
        fresh[old] = new
        stream.replaceSubrange(start + place.lowerBound..<start + place.upperBound, with: new)
      }
      cuts += ends.map { start + $0 }
    } while stream.count < size
    let reading = PlainReading(stream)
    return Corpus(
      shape: "recorded-\(name)", bytes: stream, blockEnds: reading.blockEnds, expected: reading.expected,
      recordedEnds: cuts)
  }

  /// The values of `"id":"…"` members of eight letters and digits or more, in compact JSON or spaced.
  private func idPlaces() -> [Range<Int>] {
    var places: [Range<Int>] = []
    for key in ["\"id\":\"", "\"id\": \""].map({ Array($0.utf8) }) {
      var position = 0
      while position + key.count < bytes.count {
        guard bytes[position] == 0x22, bytes[position..<position + key.count].elementsEqual(key) else {
          position += 1
          continue
        }
        let start = position + key.count
        let end = bytes[start...].firstIndex(of: 0x22) ?? bytes.count
        let isPlain = bytes[start..<end].allSatisfy {
          (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D
            || $0 == 0x5F
        }
        if isPlain && end - start >= 8 { places.append(start..<end) }
        position = end
      }
    }
    return places
  }
}
