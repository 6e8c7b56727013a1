import Foundation
import Testing

@testable import ConformanceRunner

/// The case files themselves.
@Suite struct CaseFileTests {
  private static let schema: JSONSchema = {
    do {
      return try JSONSchema(Data(contentsOf: Fixtures.checkout.cases.appending(path: "case.schema.json")))
    } catch { fatalError("\(error)") }
  }()

  @Test(arguments: Fixtures.caseFiles)
  func followsTheSchema(_ file: URL) throws {
    let value = try JSONDecoder().decode(JSONValue.self, from: Data(contentsOf: file))
    #expect(Self.schema.problems(value) == [])
  }

  @Test func thereAreEnough() {
    let library = Fixtures.library
    #expect(library.cases.count { $0.kind == .parse } >= 250)
    #expect(Set(library.cases.map(\.id)).count == library.cases.count)
  }

  /// Marks and cuts lie inside the input, or they would be tried in vain.
  @Test func marksAndCutsLieInTheInput() {
    for entry in Fixtures.library.cases {
      let length = entry.input?.count ?? 0
      for mark in entry.visibleAfter ?? [] { #expect((0...length).contains(mark.bytes), "\(entry.id)") }
      for cut in entry.cuts ?? [] {
        #expect(cut == cut.sorted() && cut.allSatisfy { (0...length).contains($0) }, "\(entry.id): \(cut)")
      }
    }
  }

  /// The schema finds what it is there to find: each of these breaks one of its rules.
  @Test(arguments: [
    ("no clause", #""clauses": [],"#, ""),
    ("a clause twice", #""clauses": ["LIN-1", "LIN-1"],"#, ""),
    ("not a clause", #""clauses": ["lines"],"#, ""),
    ("unknown level", #""level": "may","#, ""),
    ("unknown kind", #""kind": "read","#, ""),
    ("bad id", #""id": "parse.Test","#, ""),
    ("empty about", #""about": "","#, ""),
    ("bad escape", #""input": {"text": "\\q"},"#, ""),
    ("bad base64", #""input": {"base64": "?"},"#, ""),
    ("text and base64", #""input": {"text": "", "base64": ""},"#, ""),
    ("no input", "", "input"),
    ("no level", "", "level"),
    ("no events for parse", #""expect": {},"#, ""),
    ("event without id", #""expect": {"events": [{"type": "message", "data": "x"}]},"#, ""),
    ("unknown member", #""expected": 1,"#, ""),
    ("endpoint of a parse case", #""endpoint": "chat.completions","#, ""),
    ("typed without endpoint", #""id": "typed.a.b", "kind": "typed","#, ""),
    ("encode with input", #""id": "encode.a.b", "kind": "encode", "write": [{"comment": ""}],"#, ""),
    ("negative offset", #""expect": {"events": [], "error": {"code": "x", "offset": -1}},"#, ""),
    ("fraction", #""cuts": [[0.5]],"#, ""),
    ("times 0", #""expect": {"events": [{"type": "m", "data": "x", "id": "", "times": 0}]},"#, ""),
    ("no stop at all", #""options": {"stopAfter": 0},"#, ""),
  ])
  func theSchemaRefuses(_ what: String, _ members: String, _ removed: String) throws {
    func decode(_ text: String) throws -> [String: JSONValue] {
      try JSONDecoder().decode([String: JSONValue].self, from: Data(text.utf8))
    }
    var entry = try decode(
      #"""
      {"id": "parse.test.good", "clauses": ["LIN-1"], "level": "must", "kind": "parse", "about": "Good.",
       "input": {"text": "data:x\\n\\n"}, "expect": {"events": [{"type": "message", "data": "x", "id": ""}]}}
      """#)
    func problems(_ entry: [String: JSONValue]) -> [String] {
      Self.schema.problems(
        .object(["area": .string("test"), "about": .string("Test."), "cases": .array([.object(entry)])]))
    }
    #expect(problems(entry) == [])
    entry.merge(try decode("{\(members.dropLast())}")) { $1 }
    if !removed.isEmpty { entry[removed] = nil }
    #expect(problems(entry) != [], "\(what)")
  }

  @Test func theSchemaReaderRefusesWhatItDoesNotKnow() throws {
    let schema = try JSONSchema(Data(#"{"maxItems": 1}"#.utf8))
    #expect(schema.problems(.array([])) == [": the schema's maxItems is not understood"])
  }

  @Test func brokenFilesAreToldWithTheirPlace() throws {
    try Fixtures.withTemporaryFolder { folder in
      let cases = folder.appending(path: "Conformance/Cases")
      try FileManager.default.createDirectory(
        at: cases.appending(path: "parse"), withIntermediateDirectories: true)
      try Data("{}".utf8).write(to: cases.appending(path: "case.schema.json"))
      try Data(#"{"area": "a", "about": "b", "cases": [{"id": 1}]}"#.utf8)
        .write(to: cases.appending(path: "parse/a.json"))
      #expect { try CaseLibrary(Checkout(path: folder.path)) } throws: { error in
        "\(error)".hasPrefix("parse/a.json: cases/0/id: ")
      }
    }
  }
}
