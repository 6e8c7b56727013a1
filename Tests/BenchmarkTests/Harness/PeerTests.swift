import Foundation
import Testing

@testable import BenchmarkHarness

@Suite("Peers")
struct PeerTests {
  @Test("Foundation's ways deliver what the stream holds", arguments: ["JSONDecoder", "JSONSerialization"])
  func foundation(_ name: String) throws {
    let listing = try #require(PeerListing.all.first { $0.name == name })
    let peer = try listing.start(nil)
    let corpus = Shape.chat.make(60_000, 2)
    try peer.open("chat-text", corpus, file: URL(fileURLWithPath: "/"), step: 1_400)
    let pass = try peer.pass()
    #expect(WorkCount(items: pass.items, bytes: pass.bytes) == corpus.content["text"])
    #expect(pass.nanoseconds > 0)
    peer.close()
  }

  @Test("A peer that is not installed says so")
  func absent() throws {
    for name in ["simdjson", "openai", "httpx-sse"] {
      let listing = try #require(PeerListing.all.first { $0.name == name })
      #expect { try listing.start(URL(fileURLWithPath: "/nowhere")) } throws: {
        ($0 as? Failure)?.status == .unavailable
      }
    }
  }

  @Test("A program that answers is asked line by line; one that ends before it answers is unavailable")
  func process() throws {
    let script = """
      read line; case $line in "open frame 1400 "*) echo '{"ok":true,"version":"shell 1"}';; esac
      read line; echo '{"nanoseconds":5,"items":2,'; echo 'x'
      """
    let shell = URL(fileURLWithPath: "/bin/sh")
    let corpus = Shape.chat.make(1_000, 1)
    let peer = try ProcessPeer(program: shell, arguments: ["-c", script], offers: [])
    try peer.open("frame", corpus, file: URL(fileURLWithPath: "/a file"), step: 1_400)
    #expect(peer.subject == "shell 1")
    #expect(throws: (any Error).self, "half an object is no answer") { try peer.pass() }
    peer.close()
    let silent = try ProcessPeer(program: shell, arguments: ["-c", "read line"], offers: [])
    #expect { try silent.open("frame", corpus, file: URL(fileURLWithPath: "/"), step: 1) } throws: {
      ($0 as? Failure)?.status == .unavailable
    }
    silent.close()
  }
}
