@testable import ConformanceRunner

/// A subject whose behaviour a test chooses: our engine, with a lie on top.
final class FakeSubject: Subject {
  var description: SubjectDescription
  var answersEachFeed = true
  /// Changes a reply; gets the number of the feed within its stream, -1 for the end of input.
  var change: (inout SubjectReply, Int) throws(SubjectFailure) -> Void
  private(set) var recoveries = 0
  private(set) var opened: [OpenRequest] = []
  private(set) var feeds = 0
  private let engine = EngineSubject()

  init(
    capabilities: Set<String>? = nil, profiles: [String: String] = [:],
    change: @escaping (inout SubjectReply, Int) throws(SubjectFailure) -> Void = {
      _, _ throws(SubjectFailure) in
    }
  ) {
    description = engine.description
    description.name = "fake"
    if let capabilities { description.capabilities = capabilities }
    description.profiles = profiles
    self.change = change
  }

  func open(_ request: OpenRequest) throws(SubjectFailure) -> String? {
    opened.append(request)
    feeds = 0
    return try engine.open(request)
  }

  func feed(_ bytes: ArraySlice<UInt8>) throws(SubjectFailure) -> SubjectReply {
    var reply = try engine.feed(bytes)
    try change(&reply, feeds)
    feeds += 1
    return reply
  }

  func endOfInput() throws(SubjectFailure) -> SubjectReply {
    var reply = try engine.endOfInput()
    try change(&reply, -1)
    return reply
  }

  func write(_ item: ConformanceCase.WriteItem) throws(SubjectFailure) -> SubjectReply {
    var reply = try engine.write(item)
    try change(&reply, feeds)
    feeds += 1
    return reply
  }

  func close() throws(SubjectFailure) { try engine.close() }
  func recover() throws { recoveries += 1 }
}

extension CaseJudge {
  /// A judge with a fixed seed.
  static func of(_ subject: any Subject, isStrict: Bool = false, secondsPerCase: Double = 60) -> CaseJudge {
    CaseJudge(subject: subject, plan: CutPlan(seed: 7), secondsPerCase: secondsPerCase, isStrict: isStrict)
  }
}
