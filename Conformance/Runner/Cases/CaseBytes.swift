import Foundation

/// Bytes as a case file gives them: escaped text, base64, or a generator for what is big.
enum CaseBytes: Decodable {
  case literal([UInt8])
  case repeated([(bytes: [UInt8], times: Int)])

  private enum Key: String, CodingKey {
    case text, base64, `repeat`, times
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    guard container.contains(.repeat) else {
      self = .literal(try Self.literal(in: container))
      return
    }
    var parts = try container.nestedUnkeyedContainer(forKey: .repeat)
    var repeated: [(bytes: [UInt8], times: Int)] = []
    while !parts.isAtEnd {
      let part = try parts.nestedContainer(keyedBy: Key.self)
      let times = try part.decodeIfPresent(Int.self, forKey: .times) ?? 1
      guard times >= 0 else {
        throw DecodingError.dataCorruptedError(forKey: .times, in: part, debugDescription: "negative")
      }
      repeated.append((try Self.literal(in: part), times))
    }
    self = .repeated(repeated)
  }

  private static func literal(in container: KeyedDecodingContainer<Key>) throws -> [UInt8] {
    if let text = try container.decodeIfPresent(String.self, forKey: .text) {
      do {
        return try EscapedText.bytes(text)
      } catch {
        throw DecodingError.dataCorruptedError(
          forKey: .text, in: container, debugDescription: "bad escape at byte \(error.position)")
      }
    }
    let base64 = try container.decode(String.self, forKey: .base64)
    guard let data = Data(base64Encoded: base64) else {
      throw DecodingError.dataCorruptedError(forKey: .base64, in: container, debugDescription: "bad base64")
    }
    return Array(data)
  }

  /// How many bytes there are.
  var count: Int {
    switch self {
    case .literal(let bytes): bytes.count
    case .repeated(let parts): parts.reduce(0) { $0 + $1.bytes.count * $1.times }
    }
  }

  /// The bytes themselves.
  func expanded() -> [UInt8] { prefix(.max) }

  /// The first `limit` bytes: what is big need not be made to be shown.
  func prefix(_ limit: Int) -> [UInt8] {
    switch self {
    case .literal(let bytes): return Array(bytes.prefix(limit))
    case .repeated(let parts):
      let limit = min(count, limit)
      var result: [UInt8] = []
      result.reserveCapacity(limit)
      for part in parts where !part.bytes.isEmpty {
        let room = limit - result.count
        let times = min(part.times, room / part.bytes.count + 1)
        if part.bytes.count == 1 {
          result.append(contentsOf: repeatElement(part.bytes[0], count: times))
        } else {
          for _ in 0..<times { result += part.bytes }
        }
        if result.count >= limit { return Array(result.prefix(limit)) }
      }
      return result
    }
  }
}

/// Text that is expected: as it is, or from a generator.
struct CaseText: Decodable {
  private let text: String?
  private let bytes: CaseBytes?

  init(from decoder: any Decoder) throws {
    if let text = try? decoder.singleValueContainer().decode(String.self) {
      self.text = text
      bytes = nil
    } else {
      text = nil
      bytes = try CaseBytes(from: decoder)
    }
  }

  func expanded() -> String {
    text ?? String(decoding: bytes?.expanded() ?? [], as: UTF8.self)
  }
}
