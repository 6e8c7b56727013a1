import Foundation

/// A line of `sse events`, read by Foundation.
struct EventLine: Decodable, Equatable {
  var type: String?
  var data: String?
  var id: String?
  var comment: String?
  var retry: Int?
  var field: String?
  var value: String?
  var file: String?
  var offset: Int

  static func event(_ data: String, type: String = "message", id: String = "", at offset: Int) -> EventLine {
    EventLine(type: type, data: data, id: id, offset: offset)
  }
}

extension ToolRun {
  /// The output as lines of JSON; throws if one of them is none.
  func eventLines() throws -> [EventLine] {
    try output.split(separator: 0x0A).map { try JSONDecoder().decode(EventLine.self, from: Data($0)) }
  }
}
