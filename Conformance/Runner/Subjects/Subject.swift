/// An implementation under test, behind the subject protocol.
///
/// Streams follow one another: `open`, any number of `feed`, `endOfInput`, `close`. A subject that failed is
/// made usable again by `recover`.
protocol Subject: AnyObject {
  var description: SubjectDescription { get }
  /// Whether answers come while the stream is open, so that lateness can be seen.
  var answersEachFeed: Bool { get }

  /// Begins a stream; gives the reason if the subject does not take it.
  func open(_ request: OpenRequest) throws(SubjectFailure) -> String?
  /// Gives bytes, and takes what became visible because of them.
  func feed(_ bytes: ArraySlice<UInt8>) throws(SubjectFailure) -> SubjectReply
  func endOfInput() throws(SubjectFailure) -> SubjectReply
  /// Kind `encode`: gives something to write, and takes the bytes, or the refusal.
  func write(_ item: ConformanceCase.WriteItem) throws(SubjectFailure) -> SubjectReply
  func close() throws(SubjectFailure)

  /// Called after a failure, before the next `open`.
  func recover() throws
}

/// What a subject says of itself (`hello`).
struct SubjectDescription: Codable, Equatable, Sendable {
  var name: String
  var version: String?
  var language: String?
  var `protocol`: Int?
  var capabilities: Set<String>?
  var profiles: [String: String]?

  func has(_ capability: String) -> Bool { capabilities?.contains(capability) ?? false }

  var title: String { [name, version].compactMap(\.self).joined(separator: " ") }
}

/// The beginning of a stream.
struct OpenRequest: Codable {
  var id: String
  var kind: ConformanceCase.Kind
  var endpoint: String?
  var options: ConformanceCase.Options
  var resume: Bool?
  /// Whether comments are wanted; where not, none need be kept.
  var comments: Bool?

  private enum CodingKeys: String, CodingKey {
    case id = "case"
    case kind, endpoint, options, resume, comments
  }
}

/// Why a subject gave no answer.
enum SubjectFailure: Error, Equatable {
  /// It ended: how, and the last it said on standard error.
  case crash(String)
  case timeout(seconds: Double)
  /// Its answer breaks the subject protocol: the adapter is at fault, not the parser.
  case malformed(String)
}

extension SubjectFailure: CustomStringConvertible {
  var description: String {
    switch self {
    case .crash(let how): "the subject ended: \(how)"
    case .timeout(let seconds): "no answer within \(seconds) s"
    case .malformed(let what): "not the subject protocol: \(what)"
    }
  }
}
