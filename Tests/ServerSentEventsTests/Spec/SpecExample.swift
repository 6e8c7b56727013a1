import Foundation
import ServerSentEvents

/// One fenced example of a page of `Spec/`.
struct SpecExample: Sendable, CustomStringConvertible {
  let clause: String
  /// The info string of the fence.
  let kind: String
  /// The line of the page at which the fence opens.
  let line: Int
  let fields: [(key: String, value: String)]

  var description: String { "\(clause) line \(line)" }

  func values(of key: String) -> [String] { fields.filter { $0.key == key }.map(\.value) }

  /// The inputs, one piece each.
  func inputs() throws -> [[UInt8]] { try values(of: "input").map { try unescaped($0) } }

  /// All examples of the page with one of the info strings.
  static func examples(_ page: String, kind: String) -> [SpecExample] {
    guard let text = try? ProjectFiles.text(page) else { return [] }
    var examples: [SpecExample] = []
    var clause = ""
    var open: (kind: String, line: Int, fields: [(key: String, value: String)])?
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (number, line) in zip(1..., lines) {
      if let example = open {
        if line == "```" {
          if example.kind == kind {
            examples.append(
              SpecExample(clause: clause, kind: kind, line: example.line, fields: example.fields))
          }
          open = nil
        } else {
          open?.fields.append(field(of: line))
        }
      } else if line.hasPrefix("### ") {
        clause = String(line.dropFirst(4).prefix { $0 != " " })
      } else if line.hasPrefix("```") {
        open = (String(line.dropFirst(3)), number, [])
      }
    }
    return examples
  }

  /// The value begins after the colon and one space.
  private static func field(of line: Substring) -> (key: String, value: String) {
    // By scalar: a combining mark after the colon must not fuse with it.
    let scalars = line.unicodeScalars
    guard let colon = scalars.firstIndex(of: ":") else { return (String(line), "") }
    var value = scalars[scalars.index(after: colon)...]
    if value.first == " " { value = value.dropFirst() }
    return (String(scalars[..<colon]), String(value))
  }
}

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
