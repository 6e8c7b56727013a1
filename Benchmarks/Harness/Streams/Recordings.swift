import Foundation

/// Streams recorded from real servers, and where the network cut them.
struct Recordings: Sendable {
  /// By this name a job asks for all of them.
  static let shapeName = "recorded"

  /// One recording: the body as it came, and the ends of the reads by which it came.
  struct Recording: Sendable {
    let name: String
    let bytes: [UInt8]
    let ends: [Int]
  }

  let all: [Recording]
  /// Those that are listed but not there, with the reason.
  let absent: [String: String]

  /// How a file of cuts is laid out.
  private struct Cuts: Decodable {
    let stream: String
    let bytes: Int
    let reads: [[Int]]
  }

  /// Reads what `Benchmarks/Recordings` of the checkout at `root` lists; none without a checkout.
  init(root: URL?) {
    var all: [Recording] = []
    var absent: [String: String] = [:]
    if let root {
      let folder = root.appendingPathComponent("Benchmarks/Recordings", isDirectory: true)
      let files =
        (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
      for file in files.sorted(by: { $0.path < $1.path }) where file.pathExtension == "json" {
        let name = file.deletingPathExtension().lastPathComponent
        do {
          all.append(try Self.recording(name, file, root))
        } catch {
          absent[name] = "\(error)"
        }
      }
    }
    self.all = all
    self.absent = absent
  }

  private static func recording(_ name: String, _ file: URL, _ root: URL) throws -> Recording {
    let cuts = try JSONDecoder().decode(Cuts.self, from: Data(contentsOf: file))
    guard let data = try? Data(contentsOf: root.appendingPathComponent(cuts.stream)) else {
      throw Failure.noInput("no \(cuts.stream)")
    }
    let ends = cuts.reads.map { $0.count == 3 ? $0[1] + $0[2] : 0 }
    guard data.count == cuts.bytes, ends.last == data.count, ends.first ?? 0 > 0,
      zip(ends, ends.dropFirst()).allSatisfy({ $0 < $1 })
    else { throw Failure.badInput("\(cuts.stream) is not what its cuts were recorded from") }
    let bytes = [UInt8](data)
    guard PlainReading(bytes).isClean else { throw Failure.badInput("\(cuts.stream) ends within an event") }
    return Recording(name: name, bytes: bytes, ends: ends)
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
        if end - start >= 8 && bytes[start..<end].allSatisfy(Self.isPlain) { places.append(start..<end) }
        position = end
      }
    }
    return places
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
    default: false
    }
  }
}
