/// The three ends of a line (LIN-1).
package enum Terminator: String, CaseIterable, Sendable {
  case lf = "\n"
  case cr = "\r"
  case crlf = "\r\n"

  package var bytes: [UInt8] { Array(rawValue.utf8) }
}
