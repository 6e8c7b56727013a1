import Foundation

/// One fenced example of a page of `Spec/`.
package struct SpecExample: Sendable, CustomStringConvertible {
  package let clause: String
  /// The info string of the fence.
  package let kind: String
  /// The line of the page at which the fence opens.
  package let line: Int
  package let fields: [(key: String, value: String)]

  package var description: String { "\(clause) line \(line)" }

  package func values(of key: String) -> [String] { fields.filter { $0.key == key }.map(\.value) }

  /// The inputs, one piece each.
  package func inputs() throws -> [[UInt8]] { try values(of: "input").map { try unescaped($0) } }

  /// What is written for them.
  package func outputs() throws -> [[UInt8]] { try values(of: "output").map { try unescaped($0) } }

  /// All examples of the page with one of the info strings.
  package static func examples(_ page: String, kind: String) -> [SpecExample] {
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
