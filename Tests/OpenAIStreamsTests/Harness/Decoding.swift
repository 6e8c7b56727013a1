import OpenAIStreams
import TestSupport
import Testing

/// Decodes a body with and without templates, and expects the same of both (TYP-72): payloads, findings, outcome,
/// collected response.
///
/// - Returns: what was told.
@discardableResult
func expectAlikeWithoutTemplates<Collector: StreamCollector>(
  _: Collector.Type, _ body: [UInt8], _ cutting: Cutting = .whole, _ what: String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) -> TypedRun {
  let pieces = cutting.pieces(of: body)
  let limits = TypedStreamLimits(maximumKeptFindings: 1000)
  let general = TypedRun(
    Collector.self, pieces, options: TypedStreamOptions(limits: limits, usesTemplates: false))
  let templates = TypedRun(
    Collector.self, pieces, options: TypedStreamOptions(limits: limits, usesTemplates: true))
  if general != templates {
    Issue.record("\(what) \(cutting)\n\(general.difference(from: templates))", sourceLocation: sourceLocation)
  }
  return general
}

extension TypedRun {
  /// The first difference, in words.
  func difference(from other: TypedRun) -> String {
    for (mine, its) in zip(payloads, other.payloads) where mine != its { return "\(mine)\nagainst\n\(its)" }
    if payloads.count != other.payloads.count {
      return "\(payloads.count) payloads against \(other.payloads.count)"
    }
    if findings != other.findings { return "\(findings)\nagainst\n\(other.findings)" }
    if outcome != other.outcome { return "\(outcome) against \(other.outcome)" }
    if collected != other.collected { return "\(collected)\nagainst\n\(other.collected)" }
    return "\(self)\nagainst\n\(other)"
  }
}
