import OpenAIStreams

/// `sse collect speech --output FILE`: the sound goes into the file as it comes, and nothing is kept.
struct SpeechFile {
  let task: TypedTask
  let path: String

  func read(_ input: inout Input, to output: inout Output) throws(ToolError) -> ExitStatus {
    let file = try open()
    defer { System.closeDescriptor(file) }
    var stream = SpeechStream(options: task.options)
    var collector = SpeechCollector(limits: task.options.limits)
    var report = FindingReport(input: input.name, task)
    var sound: [UInt8] = []
    while report.goesOn, !stream.isFinished || input.hasMoreSoon(), try input.read() {
      var rest = input.bytes
      while true {
        do throws(TypedStreamError) {
          guard let event = try stream.next(&rest) else { break }
          collector.add(event.payload, appendingTo: &sound)
        } catch {
          report.add(error)
          if !report.goesOn { break }
        }
      }
      try write(&sound, to: file)
    }
    while report.goesOn {
      do throws(TypedStreamError) {
        guard let event = try stream.endOfInput() else { break }
        collector.add(event.payload, appendingTo: &sound)
      } catch {
        report.add(error)
      }
    }
    collector.flush(to: &sound)
    try write(&sound, to: file)
    return report.finish(stream.finish(), stream.findings)
  }

  private func open() throws(ToolError) -> Int32 {
    do throws(System.Failure) {
      return try System.openForWriting(path)
    } catch {
      throw .cannotWrite(reason: "\(path): \(error.reason)")
    }
  }

  private func write(_ sound: inout [UInt8], to file: Int32) throws(ToolError) {
    do throws(System.Failure) {
      try System.write(sound, to: file)
    } catch {
      throw .cannotWrite(reason: "\(path): \(error.reason)")
    }
    sound.removeAll(keepingCapacity: true)
  }
}
