import Foundation

/// One run, as it is kept.
struct ResultFile: Codable, Sendable {
  /// The version of this layout; a file of another is refused.
  static let currentLayout = 1

  var layout = ResultFile.currentLayout
  /// When the run began, as ISO 8601 says.
  var date: String
  var environment: Environment
  var settings: Settings
  var measurements: [Measurement] = []
  var curves: [Curve] = []
  var latencies: [Latency] = []
  /// Peers that were asked for and not there, with the reason.
  var absentPeers: [String: String] = [:]
  /// The largest resident set of the run, in bytes.
  var peakResidentBytes: Int = 0

  /// What the run was asked to do.
  struct Settings: Codable, Hashable, Sendable {
    var size: Int
    var rounds: Int
    var seed: UInt64

    init(_ plan: Plan) {
      size = plan.size
      rounds = plan.rounds
      seed = plan.seed
    }
  }

  init(plan: Plan, environment: Environment = .current(), date: Date = Date()) {
    self.date = ISO8601DateFormatter().string(from: date)
    self.environment = environment
    settings = Settings(plan)
  }

  static func read(_ path: String) throws -> ResultFile {
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw Failure.noInput("cannot read \(path)")
    }
    do {
      let file = try JSONDecoder().decode(ResultFile.self, from: data)
      guard file.layout == currentLayout else {
        throw Failure.badInput("\(path): layout \(file.layout), this program reads \(currentLayout)")
      }
      return file
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure.badInput("\(path) is no result file: \(error)")
    }
  }

  func write(_ path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    var data = try encoder.encode(self)
    data.append(0x0A)
    do {
      try data.write(to: URL(fileURLWithPath: path))
    } catch {
      throw Failure.cannotWrite("cannot write \(path)")
    }
  }

  /// The measurement with this name.
  func measurement(_ name: String) -> Measurement? { measurements.first { $0.name == name } }
}
