import Foundation

/// How much work the tests may do: seconds in a debug build, minutes in a release build.
package enum Effort {
  /// `EXHAUSTIVE=1` asks for everything, in any build.
  package static let isExhaustive = ProcessInfo.processInfo.environment["EXHAUSTIVE"] == "1"

  package static let isThorough: Bool = {
    #if DEBUG
    return isExhaustive
    #else
    return true
    #endif
  }()
}
