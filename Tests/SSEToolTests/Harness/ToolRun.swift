import Foundation

/// A finished run of the tool.
struct ToolRun {
  let output: [UInt8]
  let errors: String
  /// The exit status; minus the number of a signal that ended the process.
  let status: Int32

  var text: String { String(decoding: output, as: UTF8.self) }

  /// The lines of the output, without their ends.
  var lines: [String] {
    output.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Runs the tool on `arguments`, with `input` on standard input, to its end.
  init(_ arguments: String..., input: [UInt8] = []) throws {
    try self.init(arguments, input: input)
  }

  init(_ arguments: [String], input: [UInt8] = []) throws {
    let process = try RunningTool(arguments)
    let feeding = Thread.start { process.feed(input, andClose: true) }
    let output = process.readToEnd()
    feeding.join()
    (status, errors) = process.wait()
    self.output = output
  }
}

extension Thread {
  /// Work that goes on in a thread of its own, and can be waited for.
  struct Work: Sendable {
    fileprivate let done = DispatchSemaphore(value: 0)
    func join() { done.wait() }
  }

  static func start(_ body: @escaping @Sendable () -> Void) -> Work {
    let work = Work()
    let thread = Thread {
      body()
      work.done.signal()
    }
    thread.start()
    return work
  }
}
