import Foundation
import Testing

@testable import ConformanceRunner

#if canImport(FoundationXML)
import FoundationXML
#endif

/// Reports say what was found, and are well-formed whatever the bytes.
@Suite struct ReportTests {
  /// Two subjects, one of which lies, on cases with all sorts of bytes.
  private func report() -> RunReport {
    let cases = Fixtures.library.selection(filters: ["DEC-*", "FLD-9", "ENC-4"], kinds: [])
      .filter { ($0.input?.count ?? 0) < 4096 }
    let liar = FakeSubject { reply, _ throws(SubjectFailure) in
      reply.events = reply.events?.map {
        StreamEvent(type: $0.type, data: $0.data + "\u{FFFE}\u{1}<&\">", id: "\0")
      }
    }
    liar.description.name = "liar <&>"
    let runs = [FakeSubject(), liar].map { SubjectRun($0, cases, judge: .of($0)) }
    return RunReport(
      cases: cases, runs: runs, seed: 7, date: Date(timeIntervalSince1970: 0),
      specification: Fixtures.specification)
  }

  @Test func jUnitIsWellFormed() throws {
    try Fixtures.withTemporaryFolder { folder in
      let path = folder.appending(path: "sub/junit.xml").path
      let report = report()
      try JUnitReport(report: report, expectations: nil).write(to: path)
      let text = try String(contentsOfFile: path, encoding: .utf8)
      let parser = XMLParser(data: Data(text.utf8))
      #expect(parser.parse(), "\(String(describing: parser.parserError))")
      #expect(text.components(separatedBy: "<testcase").count - 1 == report.cases.count * 2)
      let failures = report.runs[1].outcomes.count { $0.verdict.isFailure }
      #expect(failures > 50)
      #expect(text.components(separatedBy: "<failure").count - 1 == failures)
      #expect(text.contains("failures=\"\(failures)\""))
    }
  }

  @Test func jUnitTellsExpectedFailuresAsSkipped() throws {
    try Fixtures.withTemporaryFolder { folder in
      let report = report()
      let known = try ExpectedFailures(ExpectedFailures.text(report.runs[1], date: ""), name: "list")
      let path = folder.appending(path: "junit.xml").path
      try JUnitReport(report: report, expectations: known).write(to: path)
      let text = try String(contentsOfFile: path, encoding: .utf8)
      #expect(!text.contains("<failure") && text.contains("<skipped"))
    }
  }

  @Test func jsonLines() throws {
    try Fixtures.withTemporaryFolder { folder in
      let report = report()
      let path = folder.appending(path: "run.jsonl").path
      try JSONLinesReport(report: report).write(to: path)
      let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
      let records = try lines.map { try JSONDecoder().decode([String: JSONValue].self, from: Data($0.utf8)) }
      #expect(records.count == 1 + 2 * (report.cases.count + 2))
      #expect(records[0]["record"] == .string("run") && records[0]["seed"] == .number(7))
      let failed = records.first { $0["verdict"] == .string("fail") }
      #expect(failed?["differences"] != nil && failed?["transcript"] != nil && failed?["clauses"] != nil)
      let good = records.first { $0["verdict"] == .string("pass") }
      #expect(good?["transcript"] == nil)
    }
  }

  @Test func hypertextLinksLeadSomewhere() throws {
    try Fixtures.withTemporaryFolder { folder in
      let report = report()
      try HTMLReport(report: report).write(to: folder.path)
      let files = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
      let pages = files.filter { $0.hasSuffix(".html") }
      #expect(pages.count == 1 + report.groups.count + report.cases.count)
      for page in pages {
        let url = folder.appending(path: page)
        let text = try String(contentsOf: url, encoding: .utf8)
        #expect(!text.contains("<&") && !text.contains("http://") && !text.contains("https://"), "\(page)")
        for link in text.components(separatedBy: "href=\"").dropFirst() {
          let target = link.prefix { $0 != "\"" && $0 != "#" }
          let path = url.deletingLastPathComponent().appending(path: String(target)).standardizedFileURL.path
          #expect(FileManager.default.fileExists(atPath: path), "\(page): \(target)")
        }
      }
    }
  }

  @Test func markdownCountsFailures() {
    let report = report()
    let text = MarkdownReport(report: report).text
    let failures = report.runs[1].outcomes.count { $0.verdict.isFailure }
    #expect(text.contains("**\(failures)** / \(Tally(report.runs[1].outcomes).judged)"))
    #expect(text.contains("Nothing fails."))
    #expect(text.contains("1970-01-01"))
  }

  @Test func bytesAreShownWithTheirCuts() throws {
    func html(_ text: String, cuts: [Int] = []) throws -> String {
      let json = try JSONEncoder().encode(["text": text])
      return VisibleBytes(try JSONDecoder().decode(CaseBytes.self, from: json), cuts: cuts).html
    }
    #expect(
      try html(#"a<\n\r\n\rb"#)
        == #"<pre class="bytes">a&lt;<b>LF</b>\#n<b>CR</b><b>LF</b>\#n<b>CR</b>\#nb</pre>"#)
    #expect(try html(#"\xEF\xBB\xBF\xFF\0"#) == #"<pre class="bytes"><b>BOM</b><b>FF</b><b>NUL</b></pre>"#)
    #expect(
      try html("é", cuts: [1])
        == #"<pre class="bytes"><b>C3</b><i class="cut" title="cut at 1">✂</i><b>A9</b></pre>"#)
    #expect(try html("") == #"<pre class="bytes"><em>nothing</em></pre>"#)
  }
}
