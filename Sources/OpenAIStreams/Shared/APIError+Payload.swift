import ServerSentEvents
import SpanJSON

// An error in any of its shapes becomes one `APIError` (TYP-40 to TYP-47).

/// How an error was told.
public struct ErrorReport: Sendable {
  private final class Content: Sendable {
    let error: APIError
    let clause: Clause?

    init(error: APIError, clause: Clause?) {
      self.error = error
      self.clause = clause
    }
  }

  // On the heap: nearly no payload has a report, and having none costs one word.
  private let content: Content

  public init(error: APIError, clause: Clause?) {
    content = Content(error: error, clause: clause)
  }

  public var error: APIError { content.error }
  /// The clause of the shape, where that is an unusual one.
  public var clause: Clause? { content.clause }

  /// The same error, told in a shape with this clause.
  func told(in clause: Clause?) -> ErrorReport { ErrorReport(error: error, clause: clause) }
}

extension ErrorReport {
  /// The error that an object payload is or carries; nil if it is none.
  ///
  /// - Parameter isNamedError: whether the event's type is `error`.
  public init?(_ payload: JSONValueView, isNamedError: Bool) {
    if let inner = payload.member(.error), inner.isSubstantial {
      let clause: Clause? = inner.kind == .string ? .errorIsString : nil
      self.init(error: APIError(inner, in: payload), clause: clause)
      return
    }
    let isTypedError = payload.member(.type)?.equals("error") ?? false
    if isNamedError || isTypedError || payload.member(.object)?.equals("error") ?? false {
      self.init(error: APIError(payload, in: payload), clause: .errorShape)
      return
    }
    return nil
  }

  /// An array that holds an error object.
  init?(array: JSONValueView) {
    var elements = array.children
    while let element = elements.next() {
      if let report = ErrorReport(element, isNamedError: false) {
        var error = report.error
        error.raw = array.raw.copiedBytes
        self.init(error: error, clause: .errorShape)
        return
      }
    }
    return nil
  }

  /// Plain text, or a JSON string, in an event named `error` or a field of that name.
  init(text: RawSpan, in payload: RawSpan) {
    let error = APIError(message: text.decodedUTF8, raw: payload.copiedBytes)
    self.init(error: error, clause: .errorShape)
  }
}

extension APIError {
  /// The error that `value`, a string or an object, holds; the payload around it may tell a status.
  init(_ value: JSONValueView, in payload: JSONValueView) {
    let raw = payload.raw.copiedBytes
    if let message = value.string {
      self.init(message: message, type: payload.member(named: "error_type")?.string, raw: raw)
    } else {
      let code = value.member(.code)
      self.init(
        message: value.member(.message)?.string ?? value.member(.detail)?.string ?? "",
        type: value.member(.type)?.string, param: value.member(.param)?.string,
        code: code?.string ?? code?.digits, raw: raw)
      if let number = code?.int, (400...599).contains(number) { status = number }
      if type == "error", value.offset == payload.offset { type = nil }
      if let told = Self.status(in: value) { status = told }
      if message.isEmpty { message = code?.string ?? type ?? "unspecified error" }
    }
    if let told = Self.status(in: payload) { status = told }
  }

  private static func status(in value: JSONValueView) -> Int? {
    value.member(.statusCode)?.int ?? value.member(.status)?.int
  }
}

extension JSONValueView {
  /// A number as it is written.
  fileprivate var digits: String? { kind == .number ? raw.decodedUTF8 : nil }

  /// Whether an `error` member says that something went wrong: null, false, 0 and what is empty do not (TYP-41).
  var isSubstantial: Bool {
    switch kind {
    case .null, .false: false
    case .true: true
    case .number: double != 0
    case .string: raw.byteCount > 2
    case .object, .array: count > 0
    }
  }
}
