import Foundation

@testable import ConformanceRunner

/// The part of JSON Schema (2020-12) that `case.schema.json` uses. A keyword that it does not know is an error, so
/// that no rule is passed over in silence.
struct JSONSchema {
  let root: JSONValue

  init(_ data: Data) throws { root = try JSONDecoder().decode(JSONValue.self, from: data) }

  private static let annotations: Set<String> = ["$schema", "$defs", "title", "description"]

  func problems(_ value: JSONValue) -> [String] { check(value, root, at: "") }

  private func check(_ value: JSONValue, _ schema: JSONValue, at path: String) -> [String] {
    guard case .object(let rules) = schema else { return ["\(path): the schema is no object"] }
    var problems: [String] = []
    for (keyword, rule) in rules where !Self.annotations.contains(keyword) {
      problems += check(value, keyword, rule, rules, at: path)
    }
    return problems
  }

  private func holds(_ value: JSONValue, _ schema: JSONValue) -> Bool { check(value, schema, at: "").isEmpty }

  private func check(
    _ value: JSONValue, _ keyword: String, _ rule: JSONValue, _ rules: [String: JSONValue], at path: String
  ) -> [String] {
    switch (keyword, rule, value) {
    case ("$ref", .string(let reference), _):
      let name = reference.split(separator: "/").last.map(String.init) ?? ""
      guard case .object(let all) = root, case .object(let definitions)? = all["$defs"],
        let found = definitions[name]
      else { return ["\(path): no definition \(reference)"] }
      return check(value, found, at: path)
    case ("type", .string(let type), _): return value.isOfType(type) ? [] : ["\(path): not of type \(type)"]
    case ("enum", .array(let allowed), _):
      return allowed.contains(value) ? [] : ["\(path): \(value) is not allowed"]
    case ("const", _, _): return rule == value ? [] : ["\(path): not \(rule)"]
    case ("required", .array(let names), .object(let members)):
      return names.compactMap { name in
        guard case .string(let name) = name, members[name] == nil else { return nil }
        return "\(path): \(name) is missing"
      }
    case ("properties", .object(let properties), .object(let members)):
      return properties.flatMap { name, schema in
        members[name].map { check($0, schema, at: "\(path)/\(name)") } ?? []
      }
    case ("additionalProperties", _, .object(let members)):
      var known: Set<String> = []
      if case .object(let properties)? = rules["properties"] { known = Set(properties.keys) }
      let others = members.filter { !known.contains($0.key) }
      if rule == .bool(false) { return others.keys.map { "\(path): \($0) is unknown" } }
      return others.flatMap { check($1, rule, at: "\(path)/\($0)") }
    case ("items", _, .array(let elements)):
      return elements.enumerated().flatMap { check($1, rule, at: "\(path)/\($0)") }
    case ("minItems", .number(let least), .array(let elements)):
      return JSONNumber(elements.count) < least ? ["\(path): fewer than \(least) elements"] : []
    case ("uniqueItems", _, .array(let elements)):
      return elements.indices.contains { elements[..<$0].contains(elements[$0]) }
        ? ["\(path): not unique"] : []
    case ("minLength", .number(let least), .string(let text)):
      return JSONNumber(text.unicodeScalars.count) < least ? ["\(path): too short"] : []
    case ("pattern", .string(let pattern), .string(let text)):
      return text.range(of: pattern, options: .regularExpression) == nil ? ["\(path): not \(pattern)"] : []
    case ("minimum", .number(let least), .number(let number)):
      return number < least ? ["\(path): less than \(least)"] : []
    case ("allOf", .array(let schemas), _): return schemas.flatMap { check(value, $0, at: path) }
    case ("anyOf", .array(let schemas), _):
      return schemas.contains { holds(value, $0) } ? [] : ["\(path): none of anyOf holds"]
    case ("oneOf", .array(let schemas), _):
      let count = schemas.count { holds(value, $0) }
      return count == 1 ? [] : ["\(path): \(count) of oneOf hold"]
    case ("not", _, _): return holds(value, rule) ? ["\(path): what must not hold, holds"] : []
    case ("if", _, _):
      return (rules[holds(value, rule) ? "then" : "else"]).map { check(value, $0, at: path) } ?? []
    case ("then", _, _), ("else", _, _): return rules["if"] == nil ? ["\(path): \(keyword) without if"] : []
    case ("required", .array, _), ("properties", .object, _), ("additionalProperties", _, _), ("items", _, _),
      ("minItems", .number, _), ("uniqueItems", _, _), ("minLength", .number, _), ("pattern", .string, _),
      ("minimum", .number, _):
      return []  // the rule is about values of another type
    default: return ["\(path): the schema's \(keyword) is not understood"]
    }
  }
}

extension JSONValue {
  fileprivate func isOfType(_ name: String) -> Bool {
    switch self {
    case .null: name == "null"
    case .bool: name == "boolean"
    case .string: name == "string"
    case .array: name == "array"
    case .object: name == "object"
    case .number(let number): name == "number" || (name == "integer" && number.isInteger)
    }
  }
}

extension JSONNumber {
  fileprivate var isInteger: Bool {
    var (value, rounded) = (value, Decimal())
    NSDecimalRound(&rounded, &value, 0, .plain)
    return rounded == value
  }
}
