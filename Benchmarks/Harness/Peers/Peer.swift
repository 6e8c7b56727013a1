import Foundation

/// Somebody else's way of doing one of the jobs.
protocol Peer: AnyObject {
  /// Who it is, with its version; known once a stream is open.
  var subject: String { get }
  /// The jobs that it does, by the name of the work and the shape.
  var offers: [PeerOffer] { get }
  /// Makes ready for passes over `corpus`, which also lies in `file`, in pieces of `step` bytes.
  func open(_ work: String, _ corpus: Corpus, file: URL, step: Int) throws
  /// Does the job once.
  func pass() throws -> PeerPass
  /// Ends.
  func close()
}

/// A job that a peer does.
struct PeerOffer: Hashable, Sendable {
  let work: String
  let shape: String
}

/// One pass of a peer: its processor time, by its own clock, and what it delivered.
struct PeerPass: Decodable, Sendable {
  let nanoseconds: Int
  let items: Int
  let bytes: Int
}

/// A peer as it is listed: how to get it, or why it is not there.
struct PeerListing: Sendable {
  let name: String
  /// - Returns: the peer, ready to open streams.
  /// - Throws: ``Failure`` that says what is missing.
  let start: @Sendable (_ peers: URL?) throws -> any Peer

  /// All peers. A new one is a new line here.
  static let all: [PeerListing] = [
    PeerListing(name: "simdjson") { folder in
      try ProcessPeer(
        program: folder?.appendingPathComponent(".build/simdjson-peer"), arguments: [],
        offers: [
          PeerOffer(work: "chat-text", shape: "chat"), PeerOffer(work: "chat-text", shape: "multibyte"),
          PeerOffer(work: "response-deltas", shape: "responses"),
        ])
    },
    PeerListing(name: "openai") { folder in try python("openai", folder) },
    PeerListing(name: "httpx-sse") { folder in try python("httpx-sse", folder) },
    PeerListing(name: "JSONDecoder") { _ in FoundationPeer(.decoder) },
    PeerListing(name: "JSONSerialization") { _ in FoundationPeer(.serialization) },
  ]

  private static func python(_ package: String, _ folder: URL?) throws -> any Peer {
    let script = folder?.appendingPathComponent("python/peer.py").path ?? ""
    return try ProcessPeer(
      program: folder?.appendingPathComponent(".build/venv/bin/python"), arguments: [script, package],
      offers: [PeerOffer(work: "frame", shape: "chat"), PeerOffer(work: "chat-text", shape: "chat")])
  }
}
