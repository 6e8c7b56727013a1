/// The kinds of JSON values.
@frozen
public enum JSONKind: UInt8, Sendable, Hashable, BitwiseCopyable {
  case null
  case `false`
  case `true`
  case number
  case string
  case array
  case object

  /// Whether this is an array or an object.
  @inlinable
  public var isContainer: Bool { rawValue >= JSONKind.array.rawValue }
}
