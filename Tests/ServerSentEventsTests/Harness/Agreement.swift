import ServerSentEvents
import Testing
import TestSupport

/// The oracle's outcome as it must look when the stream comes in `pieces`: what is known at a byte is there
/// when the piece that holds this byte has been fed.
func expectedOutcome(_ oracle: Outcome, _ pieces: [[UInt8]]) -> Outcome {
  var expected = oracle
  var border = 0
  var piece = 0
  for i in oracle.arrivals.indices where oracle.arrivals[i] != Outcome.atEnd {
    while border < oracle.arrivals[i], piece < pieces.count {
      border += pieces[piece].count
      piece += 1
    }
    expected.arrivals[i] = border
  }
  return expected
}

/// How the engine disagrees with the oracle, ready to be pasted back; nil if it does not.
func disagreement(
  _ stream: [UInt8], _ cutting: Cutting, _ configuration: Configuration = .standard, pull: Pull = .next,
  oracle: Outcome? = nil
) -> String? {
  let pieces = cutting.pieces(of: stream)
  var configuration = configuration
  if pull != .nextItem { configuration.options.observed = [] }
  let expected = expectedOutcome(oracle ?? Oracle.outcome(of: stream, configuration), pieces)
  let actual = engineOutcome(of: pieces, configuration, pull: pull)
  if actual == expected { return nil }
  return """
    input \(Escaped(stream))
    cut \(cutting), pull \(pull), \(configuration)
    expected
    \(expected)
    got
    \(actual)
    """
}

/// Expects agreement at each of `cuttings`, and tells of the first few disagreements.
func expectAgreement(
  _ stream: [UInt8], _ cuttings: [Cutting]? = nil, _ configuration: Configuration = .standard,
  pull: Pull = .next, sourceLocation: SourceLocation = #_sourceLocation
) {
  var oracleConfiguration = configuration
  if pull != .nextItem { oracleConfiguration.options.observed = [] }
  let oracle = Oracle.outcome(of: stream, oracleConfiguration)
  var failures = Failures()
  for cutting in cuttings ?? Cutting.exhaustive(for: stream) {
    failures.add(disagreement(stream, cutting, configuration, pull: pull, oracle: oracle))
  }
  failures.report(sourceLocation)
}
