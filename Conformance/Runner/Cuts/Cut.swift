/// One way of cutting an input into pieces.
enum Cut: Hashable, Sendable {
  /// All in one piece.
  case whole
  /// A byte a piece.
  case bytewise
  /// In two.
  case pair(Int)
  /// At the offsets that the case names. An offset that stands twice makes an empty piece.
  case named([Int])
  /// A byte a piece, with an empty piece before each and at the end.
  case emptyPieces
  /// Pieces of one size, as reads from a network have it.
  case blocks(Int)
  /// Pieces of random sizes, empty ones among them.
  case random(Int, offsets: [Int])

  /// The offsets at which an input of `length` bytes is cut, in ascending order.
  func offsets(length: Int) -> [Int] {
    switch self {
    case .whole: []
    case .bytewise: length > 1 ? Array(1..<length) : []
    case .pair(let offset): [offset]
    case .named(let offsets), .random(_, let offsets): offsets
    case .emptyPieces: (0..<length).flatMap { [$0, $0] }.dropFirst() + [length]
    case .blocks(let size): Array(stride(from: size, to: length, by: size))
    }
  }

  /// The pieces of an input of `length` bytes.
  func pieces(length: Int) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var start = 0
    for offset in offsets(length: length) {
      let end = min(max(offset, start), length)
      pieces.append(start..<end)
      start = end
    }
    pieces.append(start..<length)
    return pieces
  }
}

extension Cut: CustomStringConvertible {
  var description: String {
    switch self {
    case .whole: "whole"
    case .bytewise: "bytewise"
    case .pair(let offset): "in two at \(offset)"
    case .named(let offsets): "at \(offsets.map(String.init).joined(separator: ", "))"
    case .emptyPieces: "bytewise with empty pieces"
    case .blocks(let size): "in blocks of \(size)"
    case .random(let number, let offsets):
      offsets.count <= 12
        ? "random \(number): at \(offsets.map(String.init).joined(separator: ", "))"
        : "random \(number): \(offsets.count) cuts"
    }
  }
}
