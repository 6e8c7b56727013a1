extension Plan {
  /// What `run`, `gate` and `floors` have in common.
  static let help = """
      --filter TEXT   only benchmarks whose name holds TEXT; several, separated by commas
      --size SIZE     of each stream (64MiB)
      --rounds N      how often each is timed (11)
      --seed N        of the streams
      --quick         2 MiB and 5 rounds: some seconds, for a look and for CI
    """

  init(_ arguments: inout Arguments, default plan: Plan = Plan()) throws {
    self = arguments.flag("--quick") ? .quick : plan
    filters += try arguments.values("--filter")
    if let size = try arguments.size("--size") { self.size = size }
    if let rounds = try arguments.number("--rounds", minimum: 1) { self.rounds = rounds }
    if let seed = try arguments.number("--seed", minimum: 0) { self.seed = UInt64(seed) }
  }
}
