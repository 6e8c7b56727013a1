import ServerSentEvents
import SpanJSON

/// The templates of one stream, a few, each learnt from a payload that can be repeated.
///
/// The laws:
/// 1. A template counts only as long as every payload since it was last confirmed could be repeated itself.
/// 2. A template that no longer counts is confirmed by a payload that went the general way and matches it.
/// 3. What matched last is `hot`, and is tried first.
struct PayloadTemplates: ~Copyable {
  let isEnabled: Bool
  /// Whether the payload at hand could be repeated.
  var isLearnt = false
  /// Templates learnt since the last match; learning pauses when there are too many.
  private var unproductive: UInt8 = 0
  private var pause: UInt8 = 0
  var hot = PayloadTemplate()
  /// Nil until there is more than one.
  private var others: OtherTemplates?
  /// Counts the payloads that could not be repeated.
  private var epoch = 1
  /// Counts the payloads that could be repeated and went the general way: templates get their numbers from it.
  private var shapes = 0

  init(isEnabled: Bool) { self.isEnabled = isEnabled }

  /// Templates learnt in a row without a match after which learning pauses, and for how many payloads.
  private static let patience: UInt8 = 8
  private static let pauseLength: UInt8 = 64

  /// A payload that cannot be repeated has come: no template counts until it is confirmed.
  mutating func invalidate() { epoch &+= 1 }

  /// If `input` begins with a whole event that is like the one matched last, but for its texts: where its data ends,
  /// which is followed by the two line feeds that end it. Otherwise 0.
  @inline(__always)
  mutating func matchEvent(_ input: RawSpan) -> Int { hot.epoch == epoch ? hot.matchEvent(input) : 0 }

  /// Whether a template that counts matches the data of an event; it is then the hot one.
  mutating func match(_ data: RawSpan, type: RawSpan) -> Bool {
    if hot.epoch == epoch && hot.match(data, type: type) { return true }
    return others?.match(data, type: type, epoch: epoch, swappingWith: &hot) ?? false
  }

  /// Makes a template of a payload that can be repeated, or confirms the one that it matches.
  ///
  /// - Parameter volatile: the values that may differ.
  mutating func learn(
    _ tape: borrowing JSONTape, data: RawSpan, type: RawSpan, volatile: ValueSet, _ repetition: Repetition
  ) {
    isLearnt = true
    // From anywhere, so that no other stream has the same numbers.
    shapes = shapes == 0 ? Int.random(in: 1...(.max / 2)) : shapes &+ 1
    if hot.confirm(data, type: type, repetition, epoch: epoch, shape: shapes)
      || others?.confirm(data, type: type, repetition, epoch: epoch, shape: shapes) ?? false
    {
      unproductive = 0
      return
    }
    guard pause == 0 else {
      pause -= 1
      return
    }
    // Data of several lines has line ends; a message that is no event of a stream has no type.
    guard !data.holdsLineEnd, type.byteCount > 0 else { return }
    let named = PayloadTemplate.prefix(type: type)
    let prefix = named.isEmpty ? PayloadTemplate.plainPrefix : RawSpan(ofBytes: named.span)
    guard
      let template = JSONTemplate(
        tape, of: data, prefix: prefix, isVolatile: { index, _ in volatile.contains(index) })
    else { return }
    unproductive += 1
    if unproductive > Self.patience {
      unproductive = 0
      pause = Self.pauseLength
    }
    let new = PayloadTemplate(template, repetition: repetition, epoch: epoch, shape: shapes)
    // One that has never matched goes first, else the one that has waited longest in its place.
    if !hot.hasMatched {
      hot = new
    } else if let others {
      others.insert(new)
    } else {
      others = OtherTemplates(new)
    }
  }
}

/// Values of a payload, by index; those beyond the 64th are not worth a template.
struct ValueSet {
  private var bits: UInt64 = 0

  mutating func insert(_ index: Int) {
    if index < 64 { bits |= 1 << UInt64(index) }
  }

  func contains(_ index: Int) -> Bool { index < 64 && bits & 1 << UInt64(index) != 0 }
}

/// The templates beside the hot one.
private final class OtherTemplates {
  private var first: PayloadTemplate
  private var second = PayloadTemplate()
  private var third = PayloadTemplate()

  init(_ template: consuming PayloadTemplate) { first = template }

  func insert(_ template: consuming PayloadTemplate) {
    if !first.hasMatched {
      first = template
    } else if !second.hasMatched {
      second = template
    } else {
      swap(&third, &second)
      swap(&second, &first)
      first = template
    }
  }

  /// Whether one of them matches; it changes places with the hot one.
  func match(
    _ data: RawSpan, type: RawSpan, epoch: Int, swappingWith hot: inout PayloadTemplate
  ) -> Bool {
    if first.epoch == epoch && first.match(data, type: type) {
      swap(&hot, &first)
    } else if second.epoch == epoch && second.match(data, type: type) {
      swap(&hot, &second)
    } else if third.epoch == epoch && third.match(data, type: type) {
      swap(&hot, &third)
    } else {
      return false
    }
    return true
  }

  func confirm(_ data: RawSpan, type: RawSpan, _ repetition: Repetition, epoch: Int, shape: Int) -> Bool {
    first.confirm(data, type: type, repetition, epoch: epoch, shape: shape)
      || second.confirm(data, type: type, repetition, epoch: epoch, shape: shape)
      || third.confirm(data, type: type, repetition, epoch: epoch, shape: shape)
  }
}

// The stream that owns it is the only one that reaches it, and streams are not shared.
extension OtherTemplates: @unchecked Sendable {}

/// A template with what is kept of the event around it.
struct PayloadTemplate: ~Copyable {
  private var template = JSONTemplate()
  private(set) var repetition = Repetition(textIndex: -1)
  /// The holes that hold the values of ``repetition``; -1 for none.
  private var holes: (text: Int8, followed: Int8, number: Int8) = (-1, -1, -1)
  private(set) var hasMatched = false
  /// When the template was confirmed last; 0 if never.
  private(set) var epoch = 0
  /// How long the type's name is; 0 for `message`, which is not written.
  private let typeCount: UInt32
  /// A number of its own since then, for ``PayloadView/shape``.
  private(set) var shape = 0

  /// Matches nothing.
  init() { typeCount = 0 }

  init(_ template: consuming JSONTemplate, repetition: Repetition, epoch: Int, shape: Int) {
    let fields = Self.eventField.utf8CodeUnitCount &+ 1 &+ Self.dataField.utf8CodeUnitCount
    typeCount = UInt32(clamping: max(0, template.prefixCount &- fields))
    self.template = template
    renew(repetition, epoch: epoch, shape: shape)
  }

  private static let eventField: StaticString = "event: "
  private static let dataField: StaticString = "data: "

  /// What stands before the data in an event of that type, as servers mostly write it; none for `message`.
  static func prefix(type: RawSpan) -> [UInt8] {
    if type.equals("message") { return [] }
    var prefix: [UInt8] = []
    prefix.reserveCapacity(eventField.utf8CodeUnitCount &+ type.byteCount &+ 1 &+ dataField.utf8CodeUnitCount)
    prefix.append(RawSpan(immortal: eventField))
    prefix.append(type)
    prefix.append(0x0A)
    prefix.append(RawSpan(immortal: dataField))
    return prefix
  }

  /// The same where the type is `message`.
  static var plainPrefix: RawSpan { @_lifetime(immortal) get { RawSpan(immortal: dataField) } }

  // What follows is `mutating` only so that it gets the template by its address: it is large.

  /// The type of the event, bound to no lifetime; `input` is an event that has matched.
  @inline(__always)
  @_lifetime(immortal)
  mutating func type(in input: RawSpan) -> RawSpan {
    guard typeCount > 0 else { return RawSpan(immortal: "message") }
    let start = Self.eventField.utf8CodeUnitCount
    return input.sliceOfSome(unchecked: start, start &+ Int(typeCount)).unbound()
  }

  @inline(__always)
  mutating func matchEvent(_ input: RawSpan) -> Int { template.matchPrefixed(input) }

  /// The data of the event at the front of `input` that ``matchEvent(_:)`` has matched, bound to no lifetime; it ends
  /// at `end`.
  @inline(__always)
  @_lifetime(immortal)
  mutating func data(in input: RawSpan, _ end: Int) -> RawSpan {
    input.sliceOfSome(unchecked: template.prefixCount, end).unbound()
  }

  mutating func match(_ data: RawSpan, type: RawSpan) -> Bool {
    guard hasType(type), template.match(data) else { return false }
    hasMatched = true
    return true
  }

  /// A payload that went the general way confirms the template that it matches.
  mutating func confirm(
    _ data: RawSpan, type: RawSpan, _ repetition: Repetition, epoch: Int, shape: Int
  ) -> Bool {
    guard match(data, type: type) else { return false }
    renew(repetition, epoch: epoch, shape: shape)
    return true
  }

  /// From this epoch on the template stands for payloads of that repetition.
  private mutating func renew(_ repetition: Repetition, epoch: Int, shape: Int) {
    self.repetition = repetition
    holes = (
      hole(of: repetition.textIndex), hole(of: repetition.followedIndex),
      hole(of: repetition.numberIndex, isNumber: true)
    )
    // What the rules want must differ from payload to payload, else the template never counts.
    let hasAll = holes.text > -2 && holes.followed > -2 && holes.number > -2
    self.epoch = hasAll ? epoch : 0
    self.shape = shape
  }

  /// -2 if there is a value that is no hole.
  private func hole(of index: Int, isNumber: Bool = false) -> Int8 {
    index < 0 ? -1 : Int8(truncatingIfNeeded: template.hole(ofValue: index, isNumber: isNumber) ?? -2)
  }

  /// Which hole holds the main text; -1 for none.
  var textHole: Int { Int(holes.text) }
  /// Which hole holds the text that the rules follow; -1 for none.
  var followedHole: Int { Int(holes.followed) }

  private func hasType(_ type: RawSpan) -> Bool {
    guard typeCount > 0 else { return type.equals("message") }
    let start = Self.eventField.utf8CodeUnitCount
    return type.equals(template.prefix.slice(unchecked: start, start &+ Int(typeCount)))
  }

  /// The payload matched last, bound to no lifetime. Precondition: `data` is what was matched, and the template does
  /// not change while the result lives.
  @inline(__always)
  @_lifetime(immortal)
  mutating func payload(in data: RawSpan) -> JSONParsedText {
    unsafe _overrideLifetime(template.result(in: data), copying: ())
  }

  /// What the rules follow of the payload matched last, which is `payload`, bound to no lifetime.
  @inline(__always)
  @_lifetime(immortal)
  mutating func followed(of payload: JSONParsedText) -> RepeatedPayload {
    let number = holes.number < 0 ? nil : payload.int(ofHole: Int(holes.number))
    let text = holes.followed < 0 ? RawSpan() : payload.bytes(ofHole: Int(holes.followed))
    return unsafe _overrideLifetime(RepeatedPayload(text: text, number: number), copying: ())
  }

  /// Whether U+FFFD stands in a text of the payload matched last, which the rules must be told of (TYP-33).
  var hasReplacementCharacter: Bool {
    @inline(__always)
    mutating get { template.flags.contains(.replacementCharacter) }
  }

  /// The heap memory that is held, in bytes.
  var capacityInBytes: Int { template.capacityInBytes }
}
