import Testing

@testable import SpanJSON

@Suite struct JSONTapeSmokeTests {
  @Test func readsAChunk() throws {
    let keys = JSONKeyTable(["id", "choices", "delta", "content"])
    let text: [UInt8] = Array(#"{"id":"x","choices":[{"delta":{"content":"a\nb"}}],"n":[1,2.5,true]}"#.utf8)
    var tape = JSONTape()
    let root = try tape.parse(RawSpan(elements: text.span), keys: keys)
    #expect(root.member(1)?.string == "x")
    let content = root.member(2)?.element(at: 0)?.member(3)?.member(4)
    #expect(content?.string == "a\nb")
    let numbers = root.member(named: "n")
    #expect(numbers?.count == 3)
    #expect(numbers?.element(at: 0)?.int == 1)
    #expect(numbers?.element(at: 1)?.double == 2.5)
    #expect(numbers?.element(at: 2)?.bool == true)
  }
}
