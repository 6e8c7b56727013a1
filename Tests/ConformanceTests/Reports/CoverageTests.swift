import Testing

@testable import ConformanceRunner

/// Each `must` clause has a case, each case a clause, each web platform format test a counterpart.
@Suite struct CoverageTests {
  private func coverage(
    without ids: (ConformanceCase) -> Bool = { _ in false }, adding others: [ConformanceCase] = []
  ) throws -> Coverage {
    Coverage(
      specification: Fixtures.specification, cases: Fixtures.library.cases.filter { !ids($0) } + others,
      webPlatformTests: try WebPlatformTest.all(Fixtures.checkout))
  }

  @Test func nothingIsMissing() throws { #expect(try coverage().problems == []) }

  @Test func thePageOnDiskIsUpToDate() throws {
    let path = Fixtures.checkout.spec.appending(path: "coverage.md")
    #expect(try String(contentsOf: path, encoding: .utf8) == coverage().page)
  }

  @Test(arguments: ["LIN-3", "DSP-10", "ENC-4"])
  func aMustClauseWithoutCaseIsFound(_ clause: String) throws {
    let problems = try coverage(without: { $0.clauses.contains(clause) }).problems
    #expect(problems.contains { $0.hasPrefix("\(clause) (") })
  }

  @Test func aShouldClauseMayBeWithout() throws {
    let problems = try coverage(without: { $0.clauses.contains("LIM-9") }).problems
    #expect(!problems.contains { $0.hasPrefix("LIM-9") })
  }

  @Test func aCaseThatNamesNoClauseIsFound() throws {
    let wrong = try Fixtures.makeCase(
      #"""
      {"id": "parse.test.wrong", "clauses": ["LIN-99"], "level": "must", "kind": "parse", "about": "A test.",
       "input": {"text": ""}, "expect": {"events": []}}
      """#)
    #expect(try coverage(adding: [wrong]).problems == ["parse.test.wrong names LIN-99, which is no clause"])
  }

  @Test func aWebPlatformTestWithoutCounterpartIsFound() throws {
    let problems = try coverage(without: { $0.origin?.contains("wpt: format-bom.any.js") ?? false }).problems
    #expect(problems == ["no case restates format-bom.any.js of web-platform-tests"])
  }

  @Test func clausesAreReadFromThePages() {
    let clauses = Specification.clauses(
      in:
        "# Page\n\n### ABC-1 · First\nlevel: must\n\nText.\n\n```x\n### NOT-1 · no\n```\n### plain\n### ABC-2 · Second\nlevel: choice\nseverity: note\n",
      page: "page.md")
    #expect(clauses.map(\.id) == ["ABC-1", "ABC-2"])
    #expect(clauses.map(\.level) == ["must", "choice"])
    #expect(clauses[0].title == "First" && clauses[0].group == "ABC" && clauses[1].number == 2)
    #expect(clauses[0].text.hasSuffix("### NOT-1 · no\n```"))
  }
}
