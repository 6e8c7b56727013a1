import EventSourceClient
import Foundation

/// A server to be judged, and how to ask it.
struct LiveServer: Sendable {
  /// Such as `http://127.0.0.1:8080/v1`.
  let base: URL
  let model: String
  /// Sent as a bearer token; in no recording, message or report (CON-22).
  let key: String?
  let timeout: Double

  func request(_ scenario: LiveScenario) throws -> EventSourceRequest {
    var headers: [(name: String, value: String)] = [("Content-Type", "application/json")]
    if let key { headers.append(("Authorization", "Bearer \(key)")) }
    let body: [UInt8]
    switch scenario.body {
    case .json(var members):
      members["model"] = .string(model)
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      body = try Array(encoder.encode(JSONValue.object(members)))
    case .form(let fields, let file):
      let boundary = "form-\(UUID().uuidString)"
      headers[0].value = "multipart/form-data; boundary=\(boundary)"
      var form: [UInt8] = []
      for (name, value) in fields + [("model", model)] {
        form += Array(
          "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
      }
      if let file {
        let head =
          "Content-Disposition: form-data; name=\"file\"; filename=\"tone.wav\"\r\nContent-Type: audio/wav"
        form += Array("--\(boundary)\r\n\(head)\r\n\r\n".utf8) + file + Array("\r\n".utf8)
      }
      body = form + Array("--\(boundary)--\r\n".utf8)
    }
    return EventSourceRequest(
      url: base.appending(path: scenario.path), headers: headers, body: body,
      timeouts: .init(head: timeout, idle: timeout, total: 10 * timeout), maximumWaitingBytes: 64 << 20)
  }

  /// The first model that the server lists; nil if it does not tell.
  static func firstModel(of base: URL, key: String?, timeout: Double) async -> String? {
    struct Models: Decodable {
      struct Model: Decodable { let id: String }
      let data: [Model]
    }
    let headers = key.map { [(name: "Authorization", value: "Bearer \($0)")] } ?? []
    let request = EventSourceRequest(
      url: base.appending(path: "models"), headers: headers + [("Accept", "application/json")],
      timeouts: .init(head: timeout, idle: timeout, total: timeout))
    guard let response = try? await EventSource.open(request), response.status == 200,
      let body = try? await response.body.collected(upTo: 4 << 20)
    else { return nil }
    return try? JSONDecoder().decode(Models.self, from: Data(body)).data.first?.id
  }
}
