import Foundation

/// Subjects written in a few lines of shell, for what only a real process can do wrong.
enum ShellSubject {
  static let hello = #"{"name":"shell","version":"1","protocol":1,"capabilities":["parse"]}"#

  /// A command that answers each request with the line that its name has in `replies`; what is not there is
  /// answered properly for a stream without events. A reply that begins with `!` is run as shell code.
  static func command(_ replies: [String: String] = [:]) -> String {
    var all = ["hello": hello, "open": #"{"ok":true}"#, "feed": "{}", "eof": "{}", "close": #"{"ok":true}"#]
    all.merge(replies) { $1 }
    let arms = all.sorted { $0.key < $1.key }.map { name, reply in
      let code = reply.hasPrefix("!") ? String(reply.dropFirst()) : "printf '%s\\n' '\(reply)'"
      return "*'\"cmd\":\"\(name)\"'*) \(code);;"
    }
    return "while IFS= read -r line; do case \"$line\" in \(arms.joined(separator: " ")) esac; done"
  }
}
