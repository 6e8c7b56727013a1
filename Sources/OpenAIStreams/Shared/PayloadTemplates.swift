import ServerSentEvents
import SpanJSON

/// The templates of one stream, a few, each learnt from a payload that can be repeated.
///
/// The laws:
/// 1. A template counts only as long as every payload since it was last confirmed could be repeated itself.
/// 2. A template that no longer counts is confirmed by a payload that went the general way and matches it.
struct PayloadTemplates: ~Copyable {
  let isEnabled: Bool
  /// Whether the payload at hand could be repeated.
  var isLearnt = false
  private var slot0 = Slot()
  private var slot1 = Slot()
  private var slot2 = Slot()
  private var slot3 = Slot()
  private static let slotCount = 4
  /// The slot that matched last.
  private var matched = 0
  /// Counts the payloads that could not be repeated.
  private var epoch = 1
  /// Templates learnt since the last match; learning pauses when there are too many.
  private var unproductive = 0
  private var pause = 0

  init(isEnabled: Bool) { self.isEnabled = isEnabled }

  /// Templates learnt in a row without a match after which learning pauses, and for how many payloads.
  private static let patience = 8
  private static let pauseLength = 64

  private struct Slot: ~Copyable {
    var template = JSONTemplate()
    /// The type of the event.
    var type: [UInt8] = []
    var repetition = Repetition(textIndex: -1)
    /// When the template was confirmed last; 0 if never.
    var epoch = 0
    var hasMatched = false

    init() {}

    init(template: consuming JSONTemplate, type: [UInt8], repetition: Repetition, epoch: Int) {
      self.template = consume template
      self.type = type
      self.repetition = repetition
      self.epoch = epoch
    }

    @inline(__always)
    mutating func match(_ data: RawSpan, type: RawSpan) -> Bool {
      guard self.type.equals(type), template.match(data) else { return false }
      hasMatched = true
      return true
    }

    /// A payload that went the general way confirms the template that it matches.
    mutating func confirm(_ data: RawSpan, type: RawSpan, _ repetition: Repetition, epoch: Int) -> Bool {
      guard match(data, type: type) else { return false }
      self.repetition = repetition
      self.epoch = epoch
      return true
    }

    @_lifetime(immortal)
    func unboundRoot(in data: RawSpan) -> JSONValueView {
      unsafe _overrideLifetime(template.root(in: data), copying: ())
    }

    @inline(__always)
    func hasReplacementCharacter(in root: JSONValueView) -> Bool {
      let flags = template.flags
      return (flags.contains(.isNotASCII) || flags.contains(.hasEscapes))
        && holesHoldReplacementCharacter(in: root)
    }

    private func holesHoldReplacementCharacter(in root: JSONValueView) -> Bool {
      for hole in 0..<template.holeCount {
        if let raw = root.value(at: template.node(ofHole: hole)).jsonString?.raw,
          raw.holdsReplacementCharacter
        {
          return true
        }
      }
      return false
    }
  }

  /// A payload that cannot be repeated has come: no template counts until it is confirmed.
  mutating func invalidate() { epoch &+= 1 }

  /// Whether a template that counts matches; it is then the matched one.
  @inline(__always)
  mutating func match(_ data: RawSpan, type: RawSpan) -> Bool {
    if tryMatch(matched, data, type: type) { return true }
    return matchOther(data, type: type)
  }

  @inline(never)
  private mutating func matchOther(_ data: RawSpan, type: RawSpan) -> Bool {
    let last = matched
    for i in 0..<Self.slotCount where i != last {
      if tryMatch(i, data, type: type) {
        matched = i
        return true
      }
    }
    return false
  }

  @inline(__always)
  private mutating func tryMatch(_ index: Int, _ data: RawSpan, type: RawSpan) -> Bool {
    switch index {
    case 0: slot0.epoch == epoch && slot0.match(data, type: type)
    case 1: slot1.epoch == epoch && slot1.match(data, type: type)
    case 2: slot2.epoch == epoch && slot2.match(data, type: type)
    default: slot3.epoch == epoch && slot3.match(data, type: type)
    }
  }

  /// What the rules keep of the matched template.
  @inline(__always)
  var matchedRepetition: Repetition {
    switch matched {
    case 0: slot0.repetition
    case 1: slot1.repetition
    case 2: slot2.repetition
    default: slot3.repetition
    }
  }

  /// The payload matched last, bound to no lifetime. Precondition: `data` is what was matched, and the templates do
  /// not change while the result lives.
  @inline(__always)
  @_lifetime(immortal)
  func matchedRoot(in data: RawSpan) -> JSONValueView {
    switch matched {
    case 0: slot0.unboundRoot(in: data)
    case 1: slot1.unboundRoot(in: data)
    case 2: slot2.unboundRoot(in: data)
    default: slot3.unboundRoot(in: data)
    }
  }

  /// Whether U+FFFD stands in a text of the payload matched last, which the rules must be told of (TYP-33).
  @inline(__always)
  func matchedHasReplacementCharacter(in root: JSONValueView) -> Bool {
    switch matched {
    case 0: slot0.hasReplacementCharacter(in: root)
    case 1: slot1.hasReplacementCharacter(in: root)
    case 2: slot2.hasReplacementCharacter(in: root)
    default: slot3.hasReplacementCharacter(in: root)
    }
  }

  /// Makes a template of a payload that can be repeated, or confirms the one that it matches.
  mutating func learn(
    _ tape: borrowing JSONTape, data: RawSpan, type: RawSpan, texts: UInt64, _ repetition: Repetition
  ) {
    isLearnt = true
    var free = -1
    for i in 0..<Self.slotCount {
      if confirm(i, data, type: type, repetition) { return }
      if free < 0 && !hasMatched(i) { free = i }
    }
    if pause > 0 {
      pause -= 1
      return
    }
    guard
      let template = JSONTemplate(
        tape, of: data,
        isVolatile: { index, key in
          texts & 1 << UInt64(index) != 0 || Key(rawValue: key)?.isPadding ?? false
        })
    else { return }
    unproductive += 1
    if unproductive > Self.patience {
      unproductive = 0
      pause = Self.pauseLength
    }
    let slot = Slot(template: template, type: type.copiedBytes, repetition: repetition, epoch: epoch)
    // One that has never matched goes first, else the one behind the last match.
    switch free >= 0 ? free : (matched + 1) % Self.slotCount {
    case 0: slot0 = slot
    case 1: slot1 = slot
    case 2: slot2 = slot
    default: slot3 = slot
    }
  }

  private func hasMatched(_ index: Int) -> Bool {
    switch index {
    case 0: slot0.hasMatched
    case 1: slot1.hasMatched
    case 2: slot2.hasMatched
    default: slot3.hasMatched
    }
  }

  private mutating func confirm(_ index: Int, _ data: RawSpan, type: RawSpan, _ repetition: Repetition)
    -> Bool
  {
    switch index {
    case 0: slot0.confirm(data, type: type, repetition, epoch: epoch)
    case 1: slot1.confirm(data, type: type, repetition, epoch: epoch)
    case 2: slot2.confirm(data, type: type, repetition, epoch: epoch)
    default: slot3.confirm(data, type: type, repetition, epoch: epoch)
    }
  }
}
