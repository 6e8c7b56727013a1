import Foundation

/// `list`: what cases there are.
struct ListCommand: Command {
  static let name = "list"
  static let summary = "List the cases."
  static let usage = "[--filter GLOB]... [--kind KIND]... [--long]"
  static let details = """
      --filter GLOB   ids or clauses, such as "parse.bom.*" or "LIN-*"
      --kind KIND     parse, encode, typed, lint or connect
      --long          with clauses, level and what it is about
      --root DIR      the checkout that holds Conformance/Cases
    """

  private let filters: [String]
  private let kinds: [ConformanceCase.Kind]
  private let isLong: Bool
  private let root: String?

  init(_ arguments: inout Arguments) throws {
    filters = try arguments.values("--filter")
    kinds = try arguments.values("--kind").map { name in
      guard let kind = ConformanceCase.Kind(rawValue: name) else {
        throw UsageError(message: "no kind \"\(name)\"")
      }
      return kind
    }
    isLong = arguments.flag("--long")
    root = try arguments.value("--root")
    _ = try arguments.positional(0...0)
  }

  func run() throws -> CommandStatus {
    let cases = try CaseLibrary(Checkout(path: root)).selection(filters: filters, kinds: kinds)
    for entry in cases {
      print(
        isLong
          ? "\(entry.id)\t\(entry.level.rawValue)\t\(entry.clauses.joined(separator: ","))\t\(entry.about)"
          : entry.id)
    }
    if isLong { Terminal.error("\(cases.count) cases") }
    return .success
  }
}
