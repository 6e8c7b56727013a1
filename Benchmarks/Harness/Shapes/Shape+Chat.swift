extension Shape {
  static let chat = Shape(
    name: "chat", about: "chat completion chunks: data lines only, some 300 bytes an event"
  ) { size, seed in
    fill("chat", size, seed) { writer, random in chatStream(&writer, &random, .usual) }
  }

  static let multibyte = Shape(
    name: "multibyte", about: "chat completion chunks whose text is nearly all beyond ASCII"
  ) { size, seed in
    fill("multibyte", size, seed) { writer, random in chatStream(&writer, &random, .multibyte) }
  }

  /// One answer: a role, its tokens, a finish reason, usage, `[DONE]`. A fresh id, and habits of its own:
  /// obfuscation or none, text escaped to ASCII or not.
  private static func chatStream(
    _ writer: inout StreamWriter, _ random: inout SeededGenerator, _ mixture: Vocabulary.Mixture
  ) {
    let envelope = ChatEnvelope(&random)
    let isObfuscated = random.chance(50)
    let isASCII = mixture == .usual && random.chance(20)
    func chunk(_ delta: (inout StreamWriter) -> Int, finish: StaticString, obfuscation: Int) {
      writer.beginEvent()
      envelope.open(&writer)
      writer.write("\"choices\":[{\"index\":0,\"delta\":")
      let text = delta(&writer)
      writer.write(",\"logprobs\":null,\"finish_reason\":")
      writer.write(finish)
      writer.write("}],\"usage\":null")
      if isObfuscated { writeObfuscation(obfuscation, &writer, &random) }
      writer.write("}")
      writer.endEvent()
      writer.note("text", bytes: text)
    }
    chunk(
      { writer in
        writer.write("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}")
        return 0
      }, finish: "null", obfuscation: random.below(12))
    for _ in 0..<answerLength(&random) {
      let token = Vocabulary.next(&random, mixture)
      let obfuscation = max(0, 10 - token.text.count) + random.below(4)
      chunk(
        { writer in
          writer.write("{\"content\":\"")
          writer.write(isASCII ? token.asciiEscaped : token.escaped)
          writer.write("\"}")
          return token.text.count
        }, finish: "null", obfuscation: obfuscation)
    }
    chunk(
      { writer in
        writer.write("{}")
        return 0
      }, finish: "\"stop\"", obfuscation: random.below(8))
    envelope.usage(&writer, &random)
    writer.note("text", bytes: 0)
    envelope.done(&writer)
  }

  /// Padding as servers send it, so that lengths tell nothing.
  static func writeObfuscation(
    _ length: Int, _ writer: inout StreamWriter, _ random: inout SeededGenerator
  ) {
    writer.write(",\"obfuscation\":\"")
    writer.write(JSONText.identifier("", length, &random))
    writer.write("\"")
  }
}

/// What all chunks of one chat completion share.
struct ChatEnvelope {
  private let head: [UInt8]

  init(_ random: inout SeededGenerator) {
    let models = ["gpt-4o-mini-2024-07-18", "gpt-4.1-2025-04-14", "o4-mini-2025-04-16", "llama-3.3-70b"]
    head =
      Array("{\"id\":\"".utf8) + JSONText.identifier("chatcmpl-", 29, &random)
      + Array(
        "\",\"object\":\"chat.completion.chunk\",\"created\":\(1_760_000_000 + random.below(9_999_999))".utf8)
      + Array(",\"model\":\"\(models[random.below(models.count)])\",\"service_tier\":\"default\"".utf8)
      + Array(",\"system_fingerprint\":\"".utf8) + JSONText.hexadecimal("fp_", 10, &random)
      + Array("\",".utf8)
  }

  func open(_ writer: inout StreamWriter) { writer.write(head) }

  /// The chunk without choices that tells the tokens used.
  func usage(_ writer: inout StreamWriter, _ random: inout SeededGenerator) {
    writer.beginEvent()
    open(&writer)
    let prompt = random.within(10...4_000)
    let completion = random.within(20...1_200)
    writer.write(
      "\"choices\":[],\"usage\":{\"prompt_tokens\":\(prompt),\"completion_tokens\":\(completion),\"total_tokens\":"
        + "\(prompt + completion),\"prompt_tokens_details\":{\"cached_tokens\":0,\"audio_tokens\":0}}}")
    writer.endEvent()
  }

  func done(_ writer: inout StreamWriter) {
    writer.beginEvent()
    writer.write("[DONE]")
    writer.endEvent()
  }
}
