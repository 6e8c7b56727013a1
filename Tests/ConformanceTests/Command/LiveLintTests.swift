import Foundation
import LocalServer
import Testing

@testable import ConformanceRunner

/// `lint` of a live server, against servers of known virtues and vices.
@Suite struct LiveLintTests {
  /// What the vices are, by request.
  enum Vice: String, CaseIterable, Sendable {
    case none, wrongType, noType, acceptsNonsense, crashesAfterLeaving, breaksOff, staysOpen, silent, refusesN
    case errorAsStream, late
  }

  private static func chunk(_ index: Int, _ delta: String, _ reason: String) -> String {
    #"data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":\#(index),"delta":{\#(delta)},"logprobs":null,"finish_reason":\#(reason)}]}"#
      + "\n\n"
  }

  private static func server(_ vice: Vice) throws -> LocalServer {
    let hasBeenLeft = Flag()
    return try LocalServer { connection in
      if connection.path.hasSuffix("/models") {
        return connection.answer("200 OK", #"{"object":"list","data":[{"id":"m"}]}"#)
      }
      let request = try? JSONDecoder().decode(JSONValue.self, from: connection.body)
      guard case .object(let members)? = request, members["model"] == "m",
        case .array? = members["messages"] ?? (vice == .acceptsNonsense ? .array([]) : nil)
      else {
        if vice != .acceptsNonsense {
          return connection.answer("400 Bad Request", #"{"error":{"message":"no"}}"#)
        }
        return stream(connection, vice, [:])
      }
      if vice == .refusesN, members["n"] != nil {
        return connection.answer("400 Bad Request", #"{"error":{"message":"n is not supported"}}"#)
      }
      if vice == .crashesAfterLeaving {
        if members["max_tokens"] == 400 {
          hasBeenLeft.raise()
        } else if hasBeenLeft.isRaised {
          return connection.answer("503 Service Unavailable", "{}")
        }
      }
      stream(connection, vice, members)
    }
  }

  private static func stream(_ connection: LocalConnection, _ vice: Vice, _ members: [String: JSONValue]) {
    switch vice {
    case .wrongType: connection.sendHead("200 OK", ["Content-Type: text/plain"])
    case .noType: connection.sendHead("200 OK", [])
    case .breaksOff:
      connection.sendHead("200 OK", ["Content-Type: text/event-stream", "Content-Length: 100000"])
    case .silent:
      _ = connection.clientLeaves(within: 600)
      return
    case .errorAsStream:
      connection.sendHead()
      connection.send("data: {\"error\":{\"message\":\"no such model\"}}\n\n")
      return
    default: connection.sendHead()
    }
    if vice == .late { Thread.sleep(forTimeInterval: 2.2) }
    let choices = members["n"] == 2 ? 2 : 1
    for index in 0..<choices {
      connection.send(chunk(index, #""role":"assistant","content":"""#, "null"))
      for _ in 0..<(vice == .late ? 30 : 3) { connection.send(chunk(index, #""content":"a""#, "null")) }
      connection.send(chunk(index, "", "\"stop\""))
    }
    if members["stream_options"] != nil {
      connection.send(
        #"data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[],"#
          + #""usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}"#
          + "\n\n")
    }
    connection.send("data: [DONE]\n\n")
    if vice == .staysOpen { _ = connection.clientLeaves(within: 600) }
  }

  private final class Flag: @unchecked Sendable {
    private let lock = NSLock()
    private var value = false
    func raise() { lock.withLock { value = true } }
    var isRaised: Bool { lock.withLock { value } }
  }

  private func entries(_ vice: Vice, _ names: String...) async throws -> [LintEntry] {
    let server = try Self.server(vice)
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let linter = LiveLinter(
      server: LiveServer(
        base: server.url("/v1"), model: "m", key: "secret-key", timeout: vice == .silent ? 1 : 600),
      endpoint: "chat.completions", recordings: LiveRecordings(folder: folder))
    var entries: [LintEntry] = []
    for scenario in LiveScenario.all(of: "chat.completions")
    where names.isEmpty || names.contains(scenario.name) {
      entries.append(try await linter.judge(scenario))
    }
    for file in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
      let kept = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(file)"))
      #expect(kept.range(of: Data("secret-key".utf8)) == nil, "\(file) holds the key")
    }
    return entries
  }

  private func clauses(_ vice: Vice, _ name: String) async throws -> Set<String> {
    Set(try await entries(vice, name).flatMap { $0.verdict.findings.map(\.clause) })
  }

  @Test func aGoodServerIsClean() async throws {
    let entries = try await entries(.none)
    #expect(entries.count == 9)
    for entry in entries {
      #expect(entry.verdict.findings.isEmpty, "\(entry.name): \(entry.verdict.findings)")
    }
    #expect(entries.filter { $0.refusal != nil }.map(\.name) == ["chat.completions invalid"])
  }

  @Test(arguments: [
    (Vice.wrongType, "plain", "PRO-20"), (.noType, "plain", "PRO-20"),
    (.acceptsNonsense, "invalid", "PRO-21"),
    (.errorAsStream, "plain", "PRO-21"), (.late, "plain", "PRO-22"), (.silent, "plain", "PRO-22"),
    (.breaksOff, "plain", "PRO-24"), (.staysOpen, "plain", "PRO-24"),
    (.crashesAfterLeaving, "leaves", "PRO-27"),
  ])
  func eachViceIsFound(vice: Vice, scenario: String, clause: String) async throws {
    #expect(try await clauses(vice, scenario).contains(clause))
  }

  @Test func aRefusalIsNoFailure() async throws {
    let entry = try #require(try await entries(.refusesN, "n2").first)
    #expect(entry.verdict.findings.isEmpty)
    #expect(entry.refusal?.contains("n is not supported") == true)
  }

  /// The command as a user calls it: the model is asked for, JUnit is written, the status follows the findings.
  @Test func command() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let good = try Self.server(.none)
    let bad = try Self.server(.wrongType)
    func run(_ server: LocalServer, _ options: String...) async -> CommandStatus {
      let url = server.url("/v1").absoluteString
      return await withCheckedContinuation { continuation in
        Thread.detachNewThread {
          continuation.resume(
            returning: SSEConformance.status(
              of: ["lint", "chat", url, "--record", folder, "--junit", folder + "/j.xml"] + options))
        }
      }
    }
    #expect(await run(good, "--only", "plain", "--only", "n2") == .success)
    let clean = try String(contentsOfFile: folder + "/j.xml", encoding: .utf8)
    #expect(clean.contains(#"tests="2" failures="0""#))
    #expect(await run(bad, "--only", "plain") == .failures)
    let failed = try String(contentsOfFile: folder + "/j.xml", encoding: .utf8)
    #expect(failed.contains("<failure") && failed.contains("PRO-20"))
    #expect(await run(good, "--only", "nonsense") == .usage)
    #expect(await run(good, "--model", "other", "--only", "plain") == .harnessError)
  }
}
