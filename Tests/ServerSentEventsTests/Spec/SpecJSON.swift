import Foundation
import ServerSentEvents
import TestSupport

/// What the clauses' JSON speaks of.
enum SpecJSON {
  struct Event: Decodable, Equatable {
    var type: String
    var data: String
    var id: String
  }

  struct Options: Decodable {
    struct Limits: Decodable {
      var maximumLineLength: Int?
      var maximumEventSize: Int?
      var maximumLineCount: Int?
    }
    var lastEventID: String?
    var eof: String?
    var recovery: String?
    var limits: Limits?

    func configuration() throws -> Configuration {
      var configuration = Configuration(lastEventID: lastEventID ?? "")
      if let limit = limits?.maximumLineLength { configuration.options.limits.maximumLineLength = limit }
      if let limit = limits?.maximumEventSize { configuration.options.limits.maximumEventSize = limit }
      if let limit = limits?.maximumLineCount { configuration.options.limits.maximumLineCount = limit }
      switch eof {
      case nil, "discard": break
      case "dispatch": configuration.options.endOfInput = .dispatch
      default: throw EscapeError(text: "eof \(eof ?? "")")
      }
      switch recovery {
      case nil, "stop": break
      case "skipEvent": configuration.options.recovery = .skipEvent
      default: throw EscapeError(text: "recovery \(recovery ?? "")")
      }
      return configuration
    }
  }

  struct Failure: Decodable {
    var code: String
    var offset: Int
  }

  /// `null`, a string or a number standing alone.
  static func decode<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
    try JSONDecoder().decode([Value].self, from: Data("[\(text)]".utf8))[0]
  }
}
