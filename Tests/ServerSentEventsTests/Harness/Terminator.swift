/// The three ends of a line (LIN-1).
enum Terminator: String, CaseIterable, Sendable {
  case lf = "\n"
  case cr = "\r"
  case crlf = "\r\n"

  var bytes: [UInt8] { Array(rawValue.utf8) }
}
