import Foundation

/// The run as static pages: a matrix of subjects and clause groups, a page a group with its cases, a page a case
/// with its bytes. No scripts, nothing from a network.
struct HTMLReport {
  let report: RunReport

  func write(to folder: String) throws {
    let style = ReportStyle()
    try ReportFile.write(style.text, to: folder + "/report.css")
    try ReportFile.write(MatrixPage(report: report).html, to: folder + "/index.html")
    for group in report.groups {
      try ReportFile.write(GroupPage(report: report, group: group).html, to: folder + "/\(group).html")
    }
    for (index, entry) in report.cases.enumerated() {
      let page = CasePage(report: report, index: index)
      try ReportFile.write(page.html, to: folder + "/case/\(entry.id).html")
    }
  }
}

/// What all pages share.
enum HTML {
  /// A whole page. `path` leads back to the report's folder: empty, or `../`.
  static func page(title: String, path: String = "", _ body: [String]) -> String {
    """
    <!doctype html>
    <html lang="en">
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>\(escaped(title))</title>
    <link rel="stylesheet" href="\(path)report.css">
    \(body.joined(separator: "\n"))
    </html>

    """
  }

  /// Text in an element or an attribute.
  static func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A verdict as a coloured word.
  static func badge(_ verdict: Verdict) -> String {
    "<span class=\"badge \(verdict.rawValue)\">\(verdict.rawValue)</span>"
  }
}

extension Verdict {
  /// One character for a crowded matrix, so that colour is not all there is.
  var symbol: String {
    switch self {
    case .pass: "✓"
    case .deviates: "≈"
    case .skipped: "·"
    case .fail: "✗"
    case .cutDependent: "✂"
    case .late: "◷"
    case .crash: "☠"
    case .timeout: "∞"
    case .harnessError: "?"
    }
  }

  /// What a reader of the report should know.
  var explanation: String {
    switch self {
    case .pass: "as expected, however the input was cut"
    case .deviates: "another permitted result: of a declared profile, or where a clause leaves a choice"
    case .skipped: "not asked, or not told by the subject"
    case .fail: "the same wrong result with every cut, or with all that matter"
    case .cutDependent: "the result depends on where the input was cut"
    case .late: "right in the end, but not delivered when the last byte was in"
    case .crash: "the subject ended"
    case .timeout: "no answer in time"
    case .harnessError: "the suite or the adapter is at fault"
    }
  }
}
