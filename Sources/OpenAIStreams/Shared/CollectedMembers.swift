import ServerSentEvents
import SpanJSON

/// Members that no rule says how to put together: of each name the last value that is not null.
public struct CollectedMembers: Sendable, Hashable {
  private struct Member: Hashable {
    /// As written between the quotation marks.
    var key: [UInt8]
    /// The value's JSON text.
    var value: [UInt8]
  }

  private var members: [Member] = []

  init() {}

  public var isEmpty: Bool { members.isEmpty }

  /// The value of the member of that name.
  public subscript(_ name: String) -> JSONValue? {
    let name = Array(name.utf8)
    guard let member = members.first(where: { $0.key == name }) else { return nil }
    return try? JSONValue(RawSpan(ofBytes: member.value.span))
  }

  /// Sets a member, if there is room for it. Costs nothing but a comparison where it does not change.
  mutating func set(_ member: JSONValueView, room: inout Int) {
    guard !member.isNull, let key = member.key?.raw else { return }
    let value = member.raw
    if let i = members.firstIndex(where: { $0.key.equals(key) }) {
      if members[i].value.equals(value) { return }
      room &+= members[i].value.count
      guard value.byteCount <= room else { return }
      room &-= value.byteCount
      members[i].value = value.copiedBytes
    } else {
      guard key.byteCount + value.byteCount <= room else { return }
      room &-= key.byteCount + value.byteCount
      members.append(Member(key: key.copiedBytes, value: value.copiedBytes))
    }
  }

  /// Writes the members into the object at hand.
  func write(to writer: inout JSONWriter) {
    for member in members {
      let quoted = [UInt8(ascii: "\"")] + member.key + [UInt8(ascii: "\"")]
      if let name = (try? JSONValue(RawSpan(ofBytes: quoted.span)))?.stringValue {
        writer.key(name)
      } else {
        continue
      }
      writer.raw(RawSpan(ofBytes: member.value.span))
    }
  }
}
