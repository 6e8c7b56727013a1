extension Shape {
  static let speech = Shape(
    name: "speech", about: "speech deltas: some 10 KB of base64 an event"
  ) { size, seed in
    fill("speech", size, seed) { writer, random in
      for _ in 0..<random.within(8...40) {
        let quanta = random.within(1_500...3_500)
        writer.beginEvent()
        writer.write("{\"type\":\"speech.audio.delta\",\"audio\":\"")
        JSONText.appendBase64(quanta: quanta, to: &writer, &random)
        writer.write("\"}")
        writer.endEvent()
        writer.note("audio", bytes: quanta * 3)
      }
      writer.beginEvent()
      writer.write(
        "{\"type\":\"speech.audio.done\",\"usage\":{\"input_tokens\":14,\"output_tokens\":101,\"total_tokens\":115}}"
      )
      writer.endEvent()
      writer.note("audio", bytes: 0)
    }
  }

  static let hugeLine = Shape(
    name: "huge-line", about: "images: single data lines of 4 MiB, which small cuts let drip in"
  ) { size, seed in
    fill("huge-line", size, seed) { writer, random in
      writer.beginEvent(type: "image_generation.completed")
      writer.write("{\"type\":\"image_generation.completed\",\"b64_json\":\"")
      JSONText.appendBase64(quanta: min(1 << 20, max(16, size / 4)), to: &writer, &random)
      writer.write("\",\"size\":\"1024x1024\",\"quality\":\"high\"}")
      writer.endEvent()
    }
  }
}
