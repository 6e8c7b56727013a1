import Foundation

/// How much work the tests may do: seconds in a debug build, minutes in a release build.
enum Effort {
  /// `EXHAUSTIVE=1` asks for everything, in any build.
  static let isExhaustive = ProcessInfo.processInfo.environment["EXHAUSTIVE"] == "1"

  static let isThorough: Bool = {
    #if DEBUG
    return isExhaustive
    #else
    return true
    #endif
  }()
}
