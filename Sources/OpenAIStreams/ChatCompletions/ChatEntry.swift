import SpanJSON

/// An entry of `choices`, with the members that rules ask for: one walk finds them all.
struct ChatEntry: ~Escapable {
  let json: JSONValueView
  // Indices of values; 0, the payload's own, stands for none. Of a name that comes twice the last one counts (JSN-20).
  private var indexMember = 0
  private var deltaMember = 0
  private var messageMember = 0
  private var finishReasonMember = 0
  private var usageMember = 0

  @_lifetime(copy json)
  init(_ json: JSONValueView) {
    self.json = json
    guard json.kind == .object else { return }
    var members = json.children
    while let member = members.next() {
      switch member.knownKey {
      case .index: indexMember = member.index
      case .delta: deltaMember = member.index
      case .message: messageMember = member.index
      case .finishReason: finishReasonMember = member.index
      case .usage: usageMember = member.index
      default: break
      }
    }
  }

  @inline(__always)
  @_lifetime(copy self)
  private func value(_ index: Int) -> JSONValueView? { index == 0 ? nil : json.value(at: index) }

  @inline(__always)
  @_lifetime(copy self)
  private func object(_ index: Int) -> JSONValueView? {
    guard let value = value(index), value.kind == .object else { return nil }
    return value
  }

  @inline(__always)
  @_lifetime(copy self)
  private func nonNull(_ index: Int) -> JSONValueView? {
    guard let value = value(index), !value.isNull else { return nil }
    return value
  }

  /// Which choice it belongs to.
  @inline(__always)
  func index(place: Int, maximum: Int) -> ChoiceIndex {
    ChoiceIndex(told: nonNull(indexMember), place: place, maximum: maximum)
  }

  /// The member `delta`, whatever it is.
  var toldDelta: JSONValueView? { @_lifetime(copy self) @inline(__always) get { nonNull(deltaMember) } }

  /// The delta; the message, where that stands in its place (CHAT-12).
  var delta: JSONValueView? {
    @_lifetime(copy self)
    @inline(__always)
    get {
      guard let delta = toldDelta else { return message }
      return delta.kind == .object ? delta : nil
    }
  }

  var message: JSONValueView? { @_lifetime(copy self) @inline(__always) get { object(messageMember) } }

  /// Null or not.
  var finishReason: JSONValueView? {
    @_lifetime(copy self) @inline(__always) get { value(finishReasonMember) }
  }

  /// Usage, where a dialect tells it here (CHAT-74).
  var usage: JSONValueView? { @_lifetime(copy self) @inline(__always) get { object(usageMember) } }
}
