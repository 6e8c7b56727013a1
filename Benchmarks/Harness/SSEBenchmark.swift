import Foundation

/// The benchmark harness: what the engine costs, beside what the hardware gives and what others do.
public enum SSEBenchmark {
  static let version = "0.1.0"

  /// What commands are given to work with.
  struct Context: Sendable {
    let heap: HeapProbe?
    /// The checkout, if the program was started within one.
    let root: URL?

    var recordings: Recordings { Recordings(root: root) }
  }

  /// A command of the program.
  struct Command: Sendable {
    let name: String
    /// One line for the list of commands.
    let about: String
    /// All that `--help` says.
    let help: String
    let run: @Sendable (_ arguments: inout Arguments, Context) throws -> EndStatus
  }

  /// The commands, in the order in which `--help` lists them. A new command is a new line here.
  static let commands: [Command] = [.run, .list, .floors, .compare, .gate, .report, .count]

  /// Runs the command that the arguments name, and ends the process.
  ///
  /// - Parameter heap: reads the counts of the heap in programs that count them.
  public static func main(heap: HeapProbe?) {
    signal(SIGPIPE, SIG_IGN)  // a peer that dies while it is written to is reported, not followed
    let here = URL(fileURLWithPath: FileManager.default.currentDirectoryPath, isDirectory: true)
    let context = Context(heap: heap, root: checkout(above: here))
    exit(status(of: Array(CommandLine.arguments.dropFirst()), context).rawValue)
  }

  static func status(of words: [String], _ context: Context) -> EndStatus {
    if words.first == "--version" {
      Terminal.line("sse-benchmark \(version)")
      return .success
    }
    guard let name = words.first, !["--help", "-h", "help"].contains(name) else {
      let topic = words.dropFirst().first.flatMap { word in commands.first { $0.name == word } }
      if words.isEmpty { Terminal.note(help) } else { Terminal.line(topic?.help ?? help) }
      return words.isEmpty ? .usage : .success
    }
    guard let command = commands.first(where: { $0.name == name }) else {
      Terminal.note("sse-benchmark: no command \"\(name)\"\n\n\(help)")
      return .usage
    }
    var arguments = Arguments(Array(words.dropFirst()))
    if arguments.flag("--help") || arguments.flag("-h") {
      Terminal.line(command.help)
      return .success
    }
    do {
      return try command.run(&arguments, context)
    } catch let failure as Failure {
      Terminal.note("sse-benchmark \(name): \(failure)")
      if failure.status == .usage { Terminal.note("Try: sse-benchmark \(name) --help") }
      return failure.status
    } catch {
      Terminal.note("sse-benchmark \(name): \(error)")
      return .wrongResult
    }
  }

  static var help: String {
    let width = commands.map(\.name.count).max() ?? 0
    let list = commands.map { command in
      "  " + command.name.padding(toLength: width + 2, withPad: " ", startingAt: 0) + command.about
    }
    return """
      sse-benchmark: what decoding event streams costs, beside what the hardware gives and what others do

      Usage: sse-benchmark <command> [options]

      \(list.joined(separator: "\n"))

      sse-benchmark <command> --help tells more; --version gives the version.

      Exit codes: 0 done, 1 a job delivered wrong results, 2 worse (gate, floors), 4 better (gate),
      64 usage, 65 a file is not what it should be, 66 it cannot be read, 69 something needed is missing,
      73 a file cannot be written.
      """
  }

  /// The nearest folder at or above `folder` that holds the package with this harness.
  private static func checkout(above folder: URL) -> URL? {
    var place = folder.standardizedFileURL
    while true {
      let mark = place.appendingPathComponent("Benchmarks/Harness")
      if FileManager.default.fileExists(atPath: mark.path) { return place }
      if place.path == "/" { return nil }
      place = place.deletingLastPathComponent()
    }
  }
}
