import SpanJSON

/// What a server said of a failure, in whichever shape it said it (TYP-40 to TYP-47).
public struct APIError: Error, Sendable, Hashable {
  /// What happened, for people.
  public var message: String
  /// The kind of error, such as `server_error` or `insufficient_quota`.
  public var type: String?
  /// The request's parameter that is at fault.
  public var param: String?
  /// A code, such as `context_length_exceeded`; a number is written as digits.
  public var code: String?
  /// The HTTP status that the server told inside the stream.
  public var status: Int?
  /// The whole payload as it was written; for an error that is no JSON, its text.
  public var raw: [UInt8]

  public init(
    message: String, type: String? = nil, param: String? = nil, code: String? = nil, status: Int? = nil,
    raw: [UInt8] = []
  ) {
    self.message = message
    self.type = type
    self.param = param
    self.code = code
    self.status = status
    self.raw = raw
  }
}

extension APIError: CustomStringConvertible {
  public var description: String {
    var parts: [String] = []
    if let type { parts.append(type) }
    if let code, code != type { parts.append(code) }
    if let status, code != "\(status)" { parts.append("status \(status)") }
    if let param { parts.append("param \(param)") }
    return parts.isEmpty ? message : "\(message) (\(parts.joined(separator: ", ")))"
  }
}
